import { useEffect, useState } from 'react'
import { AppIcon } from '@/components/display/app-icon'
import { Badge } from '@/components/display/badge'
import { AnchorButton } from '@/components/display/button'
import { ButtonRow } from '@/components/display/card'
import { Fact, Facts } from '@/components/display/facts'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { fewCodes } from '../attention'
import { forget, type Server } from '../kept'
import { clientOf } from '../server'
import { currentView, type Me, type OwnApp } from '../view'
import { Page, signedInThere, TabLink } from './page'
import type { Go } from './popup'
import { failed } from './problem'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const deadline = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' })
const roles = { admin: 'Admin', agent: 'Agent', operator: 'Operator' }

/** Who is signed in, and where the second factor stands. */
export function AccountView({
  server,
  me: { user, organization, twoFactor },
  endsAt,
  unprotected,
  apps,
  go,
}: {
  server: Server
  me: Me
  endsAt: string | null
  unprotected: number | null
  apps: readonly OwnApp[]
  go: Go
}) {
  return (
    <Page title={user.name} intro={user.email} server={server}>
      {twoFactor.enabled && twoFactor.recoveryCodesLeft <= fewCodes && (
        <Notice tone="warning">
          {few(twoFactor.recoveryCodesLeft)}{' '}
          <TabLink server={server} path="/profile" signedIn>
            Make new ones
          </TabLink>{' '}
          while you have your phone.
        </Notice>
      )}
      {twoFactor.requiredFrom && (
        <Notice tone="warning">
          {`Set up two-factor authentication by ${deadline.format(new Date(twoFactor.requiredFrom))}.`}{' '}
          <TabLink server={server} path="/profile" signedIn>
            Set up now
          </TabLink>
        </Notice>
      )}
      {unprotected !== null && unprotected > 0 && (
        <Notice tone="neutral">
          {unprotected === 1 ? '1 person has' : `${unprotected} people have`} no two-factor authentication
          yet.{' '}
          <TabLink server={server} path="/organization/users?twoFactor=missing" signedIn>
            Open Users
          </TabLink>
        </Notice>
      )}
      {apps.length > 0 && <OwnApps server={server} apps={apps} />}
      <Facts>
        <Fact name="Two-factor authentication">
          <Badge tone={twoFactor.enabled ? 'success' : twoFactor.required ? 'warning' : 'neutral'}>
            {twoFactor.enabled ? 'On' : 'Off'}
          </Badge>
          {twoFactor.required && <span> Required by your organization</span>}
        </Fact>
        {twoFactor.enabled && <Fact name="Recovery codes left">{String(twoFactor.recoveryCodesLeft)}</Fact>}
        <Fact name="Role">
          {organization ? `${roles[user.role]} of ${organization.name}` : roles[user.role]}
        </Fact>
        {endsAt && <Fact name="Session ends">{`${moment.format(new Date(endsAt))}, at the latest`}</Fact>}
      </Facts>
      <ActionForm
        action={async () => {
          const answer = await clientOf(server).signOut()
          if (!answer.ok && answer.problem.code !== 'token-invalid') return failed(answer.problem)
          await forget('recoveryCodes', 'ended', 'keep')
          go(await currentView())
          return { status: 'done' }
        }}
      >
        <ButtonRow>
          <AnchorButton
            href={`${server.origin}/profile`}
            target="_blank"
            rel="noreferrer"
            variant="primary"
            onClick={signedInThere(server, '/profile')}
          >
            Open profile
          </AnchorButton>
          <SubmitButton variant="secondary">Sign out</SubmitButton>
        </ButtonRow>
      </ActionForm>
    </Page>
  )
}

/** The pictures of apps, as they arrive: until then, and where one does not, the letter stands. */
function useIcons(server: Server, apps: readonly OwnApp[]): Record<string, string> {
  const [icons, setIcons] = useState<Record<string, string>>({})
  useEffect(() => {
    let shown = true
    const wanted = new Set(apps.flatMap(({ icon }) => (icon ? [icon] : [])))
    for (const icon of wanted)
      void clientOf(server)
        .getAppIcon({ icon })
        .then((answer) => {
          if (shown && answer.ok)
            setIcons((had) => ({ ...had, [icon]: `data:image/png;base64,${answer.value.png}` }))
        })
    return () => {
      shown = false
    }
  }, [server, apps])
  return icons
}

/** What the person may open, as on the page of their apps. */
function OwnApps({ server, apps }: { server: Server; apps: readonly OwnApp[] }) {
  const icons = useIcons(server, apps)
  return (
    <nav aria-label="Apps">
      <ul className="grid grid-cols-2 gap-2.5">
        {apps.map(({ id, name, address, icon }) => (
          <li key={id}>
            <a
              href={address}
              target="_blank"
              rel="noreferrer"
              aria-label={`Open ${name}`}
              title={name}
              className="flex h-full items-center gap-2.5 rounded-md border border-border px-3 py-2 font-medium text-text no-underline hover:bg-sunken"
            >
              <AppIcon name={name} src={(icon && icons[icon]) || null} />
              <span className="line-clamp-2 min-w-0 leading-snug [overflow-wrap:anywhere]">{name}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function few(left: number): string {
  if (left === 0) return 'No recovery codes left.'
  return `${left} recovery ${left === 1 ? 'code' : 'codes'} left.`
}
