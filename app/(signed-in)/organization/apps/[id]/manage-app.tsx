import type { ReactNode } from 'react'
import { AppIcon } from '@/components/display/app-icon'
import { Badge } from '@/components/display/badge'
import { Card } from '@/components/display/card'
import { Said } from '@/components/display/said'
import { PageTitle } from '@/components/frame/page-title'
import { knownApp } from '@/lib/known-apps/catalogue'
import type { AppDetails } from '@/lib/queries/apps/find'
import { listAppPeople } from '@/lib/queries/apps/people'
import { listProblems } from '@/lib/queries/apps/problems'
import { requireAdmin } from '@/lib/web/gates'
import { iconOf } from '@/lib/web/icon'
import { noticeOf } from '@/lib/web/notices'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { shownSecret } from '@/lib/web/shown-secret'
import { WaitsForSecond } from '../../waits-for-second'
import { AppAccess } from './access'
import { addressOf } from './app'
import { Connection } from './connection'
import { AppPeople } from './people'
import { Icon } from './picture'
import { Problems } from './problems'
import { ProxyConnection } from './proxy'
import { ConnectionSettings, SiteSettings } from './settings'
import { AppTwoFactor } from './two-factor'
import { WhoMayUse } from './who'

/**
 * The page of an app, for admins. `cursor`: where the page of its people begins, if not at the first. `notice`: what it is to say,
 * as its address has it. `children`: the dialog that stands open above it, if one does.
 */
export async function ManageApp({
  app,
  cursor,
  notice,
  children,
}: {
  app: AppDetails
  cursor: string | undefined
  notice?: string | undefined
  children?: ReactNode
}) {
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const clock = await readerClock(admin)
  const address = (question?: string) => addressOf(app, cursor, question)
  const [people, problems, secret, said] = await Promise.all([
    listAppPeople(ctx, admin, app.id, cursor),
    listProblems(ctx, admin, app.id),
    shownSecret(ctx, admin, app.id),
    noticeOf(notice),
  ])
  const kind = app.kind === 'proxy' ? 'Site behind a proxy' : (knownApp(app.known)?.name ?? 'OpenID Connect')
  return (
    <>
      <div className="flex items-end gap-3.5">
        <div className="min-w-0 flex-1">
          <PageTitle
            title={app.name}
            subtitle={`${kind} · ${app.address}`}
            back={{ href: '/organization/apps', label: 'Apps' }}
            action={app.suspendedAt && <Badge tone="danger">Suspended</Badge>}
          />
        </div>
        <AppIcon name={app.name} src={iconOf(app)} size="large" />
      </div>
      <Said said={said} />
      <WaitsForSecond about={({ targetId }) => targetId === app.id} />
      {problems.length > 0 && (
        <Card>
          <Problems appId={app.id} problems={problems} clock={clock} />
        </Card>
      )}
      <Card>
        {app.kind === 'proxy' ? (
          <ProxyConnection app={app} />
        ) : (
          <Connection app={app} secret={secret} clock={clock} address={address} />
        )}
      </Card>
      <Card>
        <WhoMayUse app={app} />
        <AppTwoFactor app={app} />
      </Card>
      <Card>{app.kind === 'proxy' ? <SiteSettings app={app} /> : <ConnectionSettings app={app} />}</Card>
      <Card>
        <Icon app={app} />
      </Card>
      <Card>
        <AppPeople app={app} page={people} isFirst={!cursor} clock={clock} address={address} />
        <AppAccess app={app} address={address} />
      </Card>
      {children}
    </>
  )
}
