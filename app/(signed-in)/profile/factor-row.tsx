import type { IconNode } from 'lucide'
import type { ReactNode } from 'react'
import { Icon } from '@/components/display/icon'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'

/** An authenticator or a passkey of the person, with a way to rename it, and to remove it where it isn't the last. */
export function FactorRow({
  name,
  icon,
  path,
  lone,
  children,
}: {
  name: string
  icon: IconNode
  /** Where its questions are. */
  path: string
  /** It may not be removed. */
  lone: boolean
  /** What is known of it. */
  children: ReactNode
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2.5 py-3">
      <Icon shapes={icon} className="size-4.5 text-muted" />
      <div className="min-w-40 flex-1">
        <p className="[overflow-wrap:anywhere]">{name}</p>
        {children}
        {lone && <p className="text-sm text-muted">To remove it, add another first.</p>}
      </div>
      <div className="flex flex-none gap-2 max-sm:w-full max-sm:pl-7.5">
        <PageButton href={`${path}/rename`} size="small">
          Rename
          <span className="sr-only"> {name}</span>
        </PageButton>
        {!lone && (
          <PageButton href={`${path}/remove`} size="small">
            Remove
            <span className="sr-only"> {name}</span>
          </PageButton>
        )}
      </div>
    </li>
  )
}

/** Since when it counts, and when and in which browser it was last used, as far as either is known. */
export function History({
  since,
  usedAt,
  client,
  clock,
}: {
  since: Date | null
  usedAt: Date | null
  client: string | null
  clock: Clock
}) {
  return (
    <p className="text-sm text-muted [overflow-wrap:anywhere]">
      {since && (
        <span>
          Added <RelativeTime at={since} clock={clock} />
        </span>
      )}
      {usedAt && (
        <span>
          {since ? ' · last used ' : 'Last used '}
          <RelativeTime at={usedAt} clock={clock} />
        </span>
      )}
      {client && <span>{` · ${client}`}</span>}
    </p>
  )
}
