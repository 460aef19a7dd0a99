import Link from 'next/link'
import type { ReactNode } from 'react'
import { Avatar } from '../display/avatar'
import { FocusedWords } from '../display/focused-words'

/** The page's `h1`, with the way back above it and the page's one main action beside it. */
export function PageTitle({
  title,
  subtitle,
  back,
  action,
  person = false,
}: {
  title: string
  subtitle?: ReactNode
  back?: { href: string; label: string }
  action?: ReactNode
  /** The title is someone's name: their initials stand beside it. */
  person?: boolean
}) {
  return (
    <div className="grid gap-1.5">
      {back && (
        <p className="text-sm [overflow-wrap:anywhere] pointer-coarse:-my-2.5">
          <Link
            prefetch={false}
            href={back.href}
            className="inline-flex items-center gap-1 text-muted no-underline hover:text-text pointer-coarse:min-h-11 pointer-coarse:min-w-11"
          >
            <span aria-hidden="true">‹</span>
            {back.label}
          </Link>
        </p>
      )}
      <div className="flex min-h-9.5 flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 items-center gap-2.5">
          {person && <Avatar name={title} size="large" />}
          <div className="min-w-0">
            <h1
              tabIndex={-1}
              className="outline-none text-xl font-semibold tracking-tight [overflow-wrap:anywhere]"
            >
              <FocusedWords still>{title}</FocusedWords>
            </h1>
            {subtitle && <p className="mt-0.5 text-muted [overflow-wrap:anywhere]">{subtitle}</p>}
          </div>
        </div>
        {action}
      </div>
    </div>
  )
}
