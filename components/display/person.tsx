import type { ReactNode } from 'react'
import { Avatar } from './avatar'
import { RowLink } from './row-link'

/** Who a row or a card is about: initials, name, and a line under it. With `href` its row leads there. */
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
          {href ? <RowLink href={href}>{name}</RowLink> : name}
        </p>
        {detail && <p className="text-sm leading-snug text-muted [overflow-wrap:anywhere]">{detail}</p>}
      </div>
    </div>
  )
}
