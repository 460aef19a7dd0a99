import type { Metadata } from 'next'
import { Badge } from '@/components/display/badge'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Person } from '@/components/display/person'
import { PageTitle } from '@/components/frame/page-title'
import { roleWords } from '@/lib/messages/roles'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { type TwoFactorState, twoFactorState } from '@/lib/queries/two-factor'
import { requireMember } from '@/lib/web/gates'
import { noticeOf } from '@/lib/web/notices'
import { one, type PageProps } from '@/lib/web/page-props'
import { requestContext } from '@/lib/web/request-context'
import { ChangeEmailDialog, ChangePasswordDialog, NewRecoveryCodesDialog, TurnOffDialog } from './dialogs'
import { Sessions } from './sessions'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage({ searchParams }: PageProps) {
  const member = await requireMember()
  const ctx = await requestContext()
  const [twoFactor, sessions] = await Promise.all([twoFactorState(ctx, member), listOwnSessions(ctx, member)])
  const said = await noticeOf(one((await searchParams).notice))
  const role = roleWords[member.role]
  const place = member.role === 'operator' ? role : `${role} of ${member.organizationName}`
  return (
    <>
      <PageTitle title="Profile" />
      {said && (
        <Notice live tone={said.tone}>
          {said.text}
        </Notice>
      )}
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-4 p-5">
          <Person name={member.name} detail={`${member.email} · ${place}`} size="large" />
          <ButtonRow>
            <ChangeEmailDialog account={member.email} />
            <ChangePasswordDialog account={member.email} />
          </ButtonRow>
        </div>
        <TwoFactorSection
          twoFactor={twoFactor}
          operator={member.role === 'operator'}
          account={member.email}
        />
        <Sessions sessions={sessions} now={ctx.now()} />
      </Card>
    </>
  )
}

function TwoFactorSection({
  twoFactor,
  operator,
  account,
}: {
  twoFactor: TwoFactorState
  operator: boolean
  account: string
}) {
  const { enabled, required, recoveryCodesLeft } = twoFactor
  return (
    <Section
      title="Two-factor authentication"
      description={explain(twoFactor)}
      aside={
        <>
          {required && (
            <Badge dot={false}>{operator ? 'Required for operators' : 'Required by your organization'}</Badge>
          )}
          <Badge tone={enabled ? 'success' : required ? 'warning' : 'neutral'}>
            {enabled ? 'On' : 'Off'}
          </Badge>
        </>
      }
    >
      {enabled && recoveryCodesLeft <= 3 && (
        <Notice tone="warning">
          {recoveryCodesLeft === 0
            ? 'No recovery codes left. Make new ones while you have your phone.'
            : `${recoveryCodesLeft} recovery ${recoveryCodesLeft === 1 ? 'code' : 'codes'} left. Make new ones while you have your phone.`}
        </Notice>
      )}
      {required && enabled && !operator && (
        <p className="text-sm text-muted">Required by your organization. Ask an admin to turn it off.</p>
      )}
      <ButtonRow>
        {enabled ? (
          <>
            <NewRecoveryCodesDialog account={account} />
            <LinkButton href="/profile/two-factor">Replace authenticator</LinkButton>
            {!required && <TurnOffDialog account={account} />}
          </>
        ) : (
          <LinkButton href="/profile/two-factor" variant="primary">
            Enable two-factor authentication
          </LinkButton>
        )}
      </ButtonRow>
    </Section>
  )
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

function explain({ enabled, required, since }: TwoFactorState): string {
  if (enabled) {
    return since
      ? `On since ${day.format(since)}.`
      : 'Each sign-in asks for a code from your authenticator app.'
  }
  return required
    ? 'Your organization requires it. Set it up now or at your next sign-in.'
    : 'Adds a code from your phone to every sign-in.'
}
