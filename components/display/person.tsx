import Link from 'next/link'
import type { ReactNode } from 'react'
import { Avatar } from './avatar'

/** Who a row or a card is about: initials, name, and a line under it. With `href` the name is a link. */
export function Person({
  name,
  detail,
  href,
  size,
}: {
  name: string
  detail?: ReactNode
  href?: string
  size?: 'normal' | 'large'
}) {
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <Avatar name={name} {...(size && { size })} />
      <div className="min-w-0">
        <p className="leading-snug font-medium break-words">
          {href ? (
            <Link
              prefetch={false}
              href={href}
              className="text-text no-underline hover:underline pointer-coarse:py-3.5"
            >
              {name}
            </Link>
          ) : (
            name
          )}
        </p>
        {detail && <p className="text-sm leading-snug text-muted [overflow-wrap:anywhere]">{detail}</p>}
      </div>
    </div>
  )
}
