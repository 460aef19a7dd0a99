import { Smartphone } from 'lucide'
import { Icon } from '@/components/display/icon'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { PageButton } from '@/components/forms/page-button'
import { factorsAtMost } from '@/lib/figures'
import { namedOr } from '@/lib/messages/authenticators'
import type { ListedAuthenticator } from '@/lib/queries/authenticators'

/**
 * The authenticators of the person, with a way to rename each, and to remove one where there are several. Nothing for someone
 * who has the one that they set up, and never asked for more.
 */
export function Authenticators({ all, clock }: { all: ListedAuthenticator[]; clock: Clock }) {
  if (all.every(({ name }) => name === null)) return null
  return (
    <div>
      <ul aria-label="Authenticators" className="divide-y divide-border border-y border-border">
        {all.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-2.5 py-3">
            <Icon shapes={Smartphone} className="size-4.5 text-muted" />
            <div className="min-w-40 flex-1">
              <p className="[overflow-wrap:anywhere]">{namedOr(one.name)}</p>
              <History of={one} clock={clock} />
            </div>
            <div className="flex flex-none gap-2 max-sm:w-full max-sm:pl-7.5">
              <PageButton href={`/profile/authenticators/${one.id}/rename`} size="small">
                Rename
                <span className="sr-only"> {namedOr(one.name)}</span>
              </PageButton>
              {all.length > 1 && (
                <PageButton href={`/profile/authenticators/${one.id}/remove`} size="small">
                  Remove
                  <span className="sr-only"> {namedOr(one.name)}</span>
                </PageButton>
              )}
            </div>
          </li>
        ))}
      </ul>
      {all.length >= factorsAtMost && (
        <p className="pt-3 text-sm text-muted">
          {`You have ${all.length} authenticators, as many as there can be. To add another, remove one first.`}
        </p>
      )}
    </div>
  )
}

/** Since when it counts, and when and in which browser a code of it was last accepted, as far as either is known. */
function History({ of: { since, usedAt, client }, clock }: { of: ListedAuthenticator; clock: Clock }) {
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
