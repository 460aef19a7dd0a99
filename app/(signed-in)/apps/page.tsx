import { AppIcon } from '@/components/display/app-icon'
import { AnchorButton } from '@/components/display/button'
import { Card, Section } from '@/components/display/card'
import { EmptyState } from '@/components/display/empty-state'
import { LinkButton } from '@/components/display/link-button'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { Said } from '@/components/display/said'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { PageTitle } from '@/components/frame/page-title'
import { type Allowed, listAllowed, listTiles, type Tile } from '@/lib/queries/apps/tiles'
import { requireMember } from '@/lib/web/gates'
import { iconOf } from '@/lib/web/icon'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { titled } from '@/lib/web/titled'
import { withdrawPermission } from './actions'

export const generateMetadata = titled(requireMember, 'Apps')

export default async function OwnAppsPage({ searchParams }: PageProps) {
  const member = await requireMember()
  const ctx = await requestContext()
  const clock = await readerClock(member)
  const [tiles, allowed] = await Promise.all([listTiles(ctx, member), listAllowed(ctx, member)])
  const said = await noticeOf(one((await searchParams).notice))
  return (
    <>
      <PageTitle
        title="Apps"
        subtitle={tiles.length > 0 ? 'Open them without signing in again.' : undefined}
      />
      <Said said={said} />
      {tiles.length > 0 ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4">
          {tiles.map((tile) => (
            <AppTile key={tile.id} tile={tile} />
          ))}
        </ul>
      ) : (
        <Card>
          <EmptyState
            title="No apps yet"
            action={member.role === 'admin' && <LinkButton href="/organization/apps/new">Add app</LinkButton>}
          >
            {member.role === 'admin'
              ? 'Connect the apps of your organization, and they appear here.'
              : 'Apps that an admin of your organization connects for you appear here.'}
          </EmptyState>
        </Card>
      )}
      {allowed.length > 0 && <AllowedApps allowed={allowed} clock={clock} />}
    </>
  )
}

function AppTile({ tile }: { tile: Tile }) {
  return (
    <li className="flex flex-wrap items-center gap-3.5 rounded-lg border border-border bg-surface p-4 shadow-card">
      <AppIcon name={tile.name} src={iconOf(tile)} size="large" />
      <div className="min-w-0 flex-1">
        <h2 className="leading-snug font-semibold [overflow-wrap:anywhere]">{tile.name}</h2>
        <p className="text-sm text-muted [overflow-wrap:anywhere]">{new URL(tile.address).host}</p>
      </div>
      <AnchorButton href={tile.address} size="small" aria-label={`Open ${tile.name}`}>
        Open
      </AnchorButton>
    </li>
  )
}

/** What the person has allowed apps, to be taken back. */
function AllowedApps({ allowed, clock }: { allowed: Allowed[]; clock: Clock }) {
  return (
    <Card>
      <Section
        title="Allowed apps"
        description="These apps stay signed in while you’re away, because you allowed it."
      >
        <ul className="grid divide-y divide-border">
          {allowed.map((app) => (
            <li
              key={app.id}
              className="flex flex-wrap items-center justify-between gap-2.5 py-3 first:pt-0 last:pb-0"
            >
              <div className="min-w-0">
                <p className="font-medium [overflow-wrap:anywhere]">{app.name}</p>
                <p className="text-sm text-muted">
                  Allowed <RelativeTime at={app.allowedAt} clock={clock} />
                </p>
              </div>
              <ActionForm action={withdrawPermission} label={`Withdraw from ${app.name}`}>
                <input type="hidden" name="appId" value={app.id} />
                <SubmitButton variant="secondary" size="small">
                  Withdraw
                </SubmitButton>
              </ActionForm>
            </li>
          ))}
        </ul>
      </Section>
    </Card>
  )
}
