import type { ReactNode } from 'react'
import { Badge } from '@/components/display/badge'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { Person } from '@/components/display/person'
import type { Clock } from '@/components/display/relative-time'
import { Said } from '@/components/display/said'
import { PageButton } from '@/components/forms/page-button'
import { PageTitle } from '@/components/frame/page-title'
import type { Member } from '@/lib/actors'
import { factorsAtMost } from '@/lib/figures'
import type { Notice as SaidNotice } from '@/lib/messages/notices'
import { setByInWords } from '@/lib/messages/policy'
import { roleWords } from '@/lib/messages/roles'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { ownContactPhone } from '@/lib/queries/own-contact-phone'
import { ownRecoveryRequest } from '@/lib/queries/recovery/own'
import { cameWithRecoveryCode } from '@/lib/queries/recovery-sign-in'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { listTrustedBrowsers } from '@/lib/queries/trusted-browsers'
import { type TwoFactorState, twoFactorState } from '@/lib/queries/two-factor'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { ContactPhone } from '../organization/users/[id]/contact-phone'
import { RecoveryNotice } from '../recovery-notice'
import { Authenticators } from './authenticators'
import { Sessions } from './sessions'
import { TrustedBrowsers } from './trusted-browsers'

/** The page *Profile*. `children`: the dialog that stands open above it, if one does. */
export async function Profile({
  member,
  said,
  children,
}: {
  member: Member
  said?: SaidNotice | null
  children?: ReactNode
}) {
  const ctx = await requestContext()
  const clock = await readerClock(member)
  const [twoFactor, authenticators, sessions, trusted, recovered] = await Promise.all([
    twoFactorState(ctx, member),
    listAuthenticators(ctx, member),
    listOwnSessions(ctx, member),
    listTrustedBrowsers(ctx, member),
    cameWithRecoveryCode(ctx, member),
  ])
  const request = await ownRecoveryRequest(ctx, member)
  const role = roleWords[member.role]
  const place = member.role === 'operator' ? role : `${role} of ${member.organizationName}`
  return (
    <>
      <PageTitle title="Profile" />
      <Said said={said} />
      {request && <RecoveryNotice request={request} clock={clock} />}
      <Card>
        <div className="flex flex-wrap items-center justify-between gap-4 p-5">
          <Person name={member.name} detail={`${member.email} · ${place}`} size="large" />
          <ButtonRow>
            <LinkButton href="/profile/name" size="small">
              Change name
            </LinkButton>
            <PageButton href="/profile/email" size="small">
              Change email
            </PageButton>
            <PageButton href="/profile/password" size="small">
              Change password
            </PageButton>
          </ButtonRow>
        </div>
        <TwoFactorSection
          twoFactor={twoFactor}
          operator={member.role === 'operator'}
          recovered={recovered}
          clock={clock}
        >
          {twoFactor.enabled && <Authenticators all={authenticators} clock={clock} />}
        </TwoFactorSection>
        {member.role === 'admin' && (
          <ContactPhone own userId={member.userId} phone={await ownContactPhone(ctx, member)} />
        )}
        <Sessions sessions={sessions} clock={clock} />
        {trusted.length > 0 && <TrustedBrowsers browsers={trusted} clock={clock} />}
      </Card>
      {children}
    </>
  )
}

function TwoFactorSection({
  twoFactor,
  operator,
  recovered,
  clock,
  children,
}: {
  twoFactor: TwoFactorState
  operator: boolean
  /** They signed in with a recovery code, and the authenticator is still the old one. */
  recovered: boolean
  clock: Clock
  children: ReactNode
}) {
  const { enabled, required, recoveryCodesLeft } = twoFactor
  return (
    <Section
      title="Two-factor authentication"
      description={explain(twoFactor, clock)}
      aside={
        <>
          {/* Under an authenticator that is on, a sentence says it. */}
          {required && (operator || !enabled) && (
            <Badge dot={false}>{operator ? 'Required for operators' : 'Required by your organization'}</Badge>
          )}
          <Badge tone={enabled ? 'success' : required ? 'warning' : 'neutral'}>
            {enabled ? 'On' : 'Off'}
          </Badge>
        </>
      }
    >
      {enabled && recovered && (
        <Notice tone="warning">
          {`You signed in with a recovery code. ${codesLeft(recoveryCodesLeft)} `}
          <a href="/profile/two-factor">Lost your phone? Replace your authenticator</a>
        </Notice>
      )}
      {enabled && !recovered && recoveryCodesLeft <= 3 && (
        <Notice tone="warning">{`${codesLeft(recoveryCodesLeft)} Make new ones while you have your phone.`}</Notice>
      )}
      {enabled && !recovered && recoveryCodesLeft > 3 && (
        <p className="text-sm text-muted">{codesLeft(recoveryCodesLeft)}</p>
      )}
      {required && !operator && (
        <div className="text-sm text-muted">
          {enabled && <p>Required by your organization. Ask an admin to turn it off.</p>}
          <p>{setByInWords(twoFactor.byName, clock.day)}</p>
        </div>
      )}
      {children}
      <ButtonRow>
        {enabled ? (
          <>
            <PageButton href="/profile/recovery-codes">New recovery codes</PageButton>
            <LinkButton href="/profile/two-factor">Replace authenticator</LinkButton>
            {twoFactor.authenticators < factorsAtMost && (
              <LinkButton href="/profile/two-factor/add">Add authenticator</LinkButton>
            )}
            {!required && (
              <PageButton href="/profile/turn-off" variant="danger">
                Turn off
              </PageButton>
            )}
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

const codesLeft = (left: number) =>
  left === 0 ? 'No recovery codes left.' : `${left} recovery ${left === 1 ? 'code' : 'codes'} left.`

function explain({ enabled, required, since }: TwoFactorState, clock: Clock): string {
  if (enabled) {
    return since
      ? `On since ${clock.day(since)}.`
      : 'Each sign-in asks for a code from your authenticator app.'
  }
  return required ? 'Set it up now or at your next sign-in.' : 'Adds a code from your phone to every sign-in.'
}
