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
import { Signals } from '@/components/passkeys/signals'
import type { Member } from '@/lib/actors'
import { factorsAtMost } from '@/lib/figures'
import type { Notice as SaidNotice } from '@/lib/messages/notices'
import { setByInWords } from '@/lib/messages/policy'
import { roleWords } from '@/lib/messages/roles'
import { type ListedAuthenticator, listAuthenticators } from '@/lib/queries/authenticators'
import { ownContactPhone } from '@/lib/queries/own-contact-phone'
import { type ListedPasskey, listPasskeys, passkeySignals, whereForPasskeys } from '@/lib/queries/passkeys'
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
import { Passkeys, worksHere } from './passkeys'
import { Sessions } from './sessions'
import { TrustedBrowsers } from './trusted-browsers'

/**
 * The page *Profile*. `next`: where someone wanted to go who came in by a recovery code. `children`: the dialog that stands
 * open above it, if one does.
 */
export async function Profile({
  member,
  said,
  next = null,
  children,
}: {
  member: Member
  said?: SaidNotice | null
  next?: string | null
  children?: ReactNode
}) {
  const ctx = await requestContext()
  const clock = await readerClock(member)
  const [twoFactor, authenticators, passkeys, sessions, trusted, recovered] = await Promise.all([
    twoFactorState(ctx, member),
    listAuthenticators(ctx, member),
    listPasskeys(ctx, member),
    listOwnSessions(ctx, member),
    listTrustedBrowsers(ctx, member),
    cameWithRecoveryCode(ctx, member),
  ])
  const request = await ownRecoveryRequest(ctx, member)
  const signals = await passkeySignals(ctx, member)
  const address = await whereForPasskeys(ctx)
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
          next={next}
          passkeysWork={address !== null}
          clock={clock}
        >
          {twoFactor.enabled && <Factors authenticators={authenticators} passkeys={passkeys} clock={clock} />}
        </TwoFactorSection>
        {member.role === 'admin' && (
          <ContactPhone own userId={member.userId} phone={await ownContactPhone(ctx, member)} />
        )}
        <Sessions sessions={sessions} clock={clock} />
        {trusted.length > 0 && <TrustedBrowsers browsers={trusted} clock={clock} />}
      </Card>
      {signals && <Signals signals={signals} />}
      {children}
    </>
  )
}

/**
 * What confirms the person's sign-ins. Nothing for someone who has the one authenticator that they set up, and never asked for
 * more.
 */
function Factors({
  authenticators,
  passkeys,
  clock,
}: {
  authenticators: ListedAuthenticator[]
  passkeys: ListedPasskey[]
  clock: Clock
}) {
  if (passkeys.length === 0 && authenticators.every(({ name }) => name === null)) return null
  const lone = authenticators.length + passkeys.filter(worksHere).length === 1
  const all = authenticators.length + passkeys.length
  return (
    <div>
      <ul
        aria-label={passkeys.length > 0 ? 'Authenticators and passkeys' : 'Authenticators'}
        className="divide-y divide-border border-y border-border"
      >
        <Authenticators all={authenticators} lone={lone} clock={clock} />
        <Passkeys all={passkeys} lone={lone} clock={clock} />
      </ul>
      {all >= factorsAtMost && (
        <p className="pt-3 text-sm text-muted">
          {`You have ${all} authenticators and passkeys, as many as there can be. To add another, remove one first.`}
        </p>
      )}
    </div>
  )
}

function TwoFactorSection({
  twoFactor,
  operator,
  recovered,
  next,
  passkeysWork,
  clock,
  children,
}: {
  twoFactor: TwoFactorState
  operator: boolean
  /** They signed in with a recovery code, and the authenticator is still the old one. */
  recovered: boolean
  /** Where they wanted to go. */
  next: string | null
  passkeysWork: boolean
  clock: Clock
  children: ReactNode
}) {
  const { enabled, required, recoveryCodesLeft } = twoFactor
  const room = twoFactor.authenticators + twoFactor.passkeys < factorsAtMost
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
          <p>
            {`You signed in with a recovery code. ${codesLeft(recoveryCodesLeft)} `}
            {twoFactor.authenticators > 0 && (
              <a href={`/profile/two-factor${next ? `?next=${encodeURIComponent(next)}` : ''}`}>
                Lost your phone? Replace your authenticator
              </a>
            )}
          </p>
          {next && (
            <a href={next} className="inline-flex items-center pointer-coarse:min-h-11">
              Continue to the page you wanted
            </a>
          )}
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
            {twoFactor.authenticators > 0 && (
              <LinkButton href="/profile/two-factor">Replace authenticator</LinkButton>
            )}
            {room && <LinkButton href="/profile/two-factor/add">Add authenticator</LinkButton>}
            {room && passkeysWork && <LinkButton href="/profile/two-factor/passkey">Add passkey</LinkButton>}
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

function explain({ enabled, required, since, onlyPasskeys }: TwoFactorState, clock: Clock): string {
  if (enabled) {
    return since
      ? `On since ${clock.day(since)}.`
      : 'Each sign-in asks for a code from your authenticator app.'
  }
  if (required) return 'Set it up now or at your next sign-in.'
  return onlyPasskeys
    ? 'Adds your passkey to every sign-in.'
    : 'Adds a code from your phone to every sign-in.'
}
