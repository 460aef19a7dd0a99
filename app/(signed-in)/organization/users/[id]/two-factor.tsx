import { ButtonRow, Section } from '@/components/display/card'
import { RelativeTime } from '@/components/display/relative-time'
import { AccountName } from '@/components/forms/account-name'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { CodeField } from '@/components/forms/code-field'
import { TextField } from '@/components/forms/field'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SwitchField } from '@/components/forms/switch-field'
import { requiredByInWords } from '@/lib/messages/policy'
import type { UserDetails } from '@/lib/queries/users/find'
import { localText, momentInWords } from '@/lib/zone'
import { TwoFactorBadge } from '../../two-factor-badge'
import { endMoreTime, giveMoreTime, liftFromMyself, remind, requireOrLift, reset, unlock } from './actions'

/** Whether this person must have a second factor, and the ways out when theirs is lost. */
export function TwoFactorSection({ user, now }: { user: UserDetails; now: Date }) {
  const liftingFromSelf = user.self && user.twoFactorRequired && user.enabled
  return (
    <Section
      title="Two-factor authentication"
      description={explain(user, now)}
      aside={<TwoFactorBadge state={user.secondFactor} due={user.requiredFrom !== null} />}
    >
      {!liftingFromSelf && <RequireForm user={user} />}
      <ButtonRow>
        {liftingFromSelf ? (
          <LiftFromMyselfDialog account={user.email} />
        ) : (
          <SubmitButton form="requirement">Save</SubmitButton>
        )}
        {user.remindable && (
          <ActionForm action={remind}>
            <input type="hidden" name="userId" value={user.id} />
            <SubmitButton variant="secondary">Remind</SubmitButton>
          </ActionForm>
        )}
        {!user.self && isAsked(user) && <MoreTime user={user} />}
        {!user.self && hasSomethingToReset(user) && <ResetDialog user={user} now={now} />}
        {!user.self && (user.secondFactor === 'locked' || user.waits) && (
          <ActionForm action={unlock}>
            <input type="hidden" name="userId" value={user.id} />
            <SubmitButton variant="secondary">Unlock</SubmitButton>
          </ActionForm>
        )}
      </ButtonRow>
      {user.remindedAt && !user.enabled && (
        <div className="text-sm text-muted">
          <p>
            Last reminded <RelativeTime at={user.remindedAt} now={now} />
          </p>
          {!user.remindable && user.status === 'active' && <p>They can be reminded again after 24 hours.</p>}
        </div>
      )}
    </Section>
  )
}

function RequireForm({ user }: { user: UserDetails }) {
  const first = user.name.split(' ')[0]
  return (
    <ActionForm action={requireOrLift} id="requirement" label="Requirement">
      <input type="hidden" name="userId" value={user.id} />
      <SwitchField
        name="required"
        label="Require two-factor authentication"
        hint={`${user.self ? 'You' : first} can’t turn it off while this is on.`}
        defaultChecked={user.twoFactorRequired}
      />
      {!user.self && !user.twoFactorRequired && (
        <TextField
          name="reason"
          label="Reason (optional)"
          maxLength={200}
          autoComplete="off"
          hint={`${first} reads it in the email.`}
        />
      )}
      {!user.self && !user.twoFactorRequired && user.status === 'active' && (
        <CheckboxField
          name="signOut"
          label="Sign them out now"
          hint="If unticked, they stay signed in for up to a day and set it up at their next sign-in."
          defaultChecked
        />
      )}
    </ActionForm>
  )
}

/** Whoever has no authenticator, and is not held up at the second step either, has nothing to reset. */
const hasSomethingToReset = (user: UserDetails) =>
  user.enabled || user.secondFactor === 'locked' || user.waits || user.unreadable

/** Of someone who has yet to set it up because of the policy. */
const isAsked = (user: UserDetails) => user.policyDue !== null && !user.enabled && !user.twoFactorRequired

function MoreTime({ user }: { user: UserDetails }) {
  return (
    <>
      <ActionDialog
        id="more-time"
        action={giveMoreTime}
        trigger="Give more time"
        title={`Give ${user.name} more time?`}
        confirm="Give more time"
        variant="secondary"
      >
        <input type="hidden" name="userId" value={user.id} />
        <p className="text-muted">Until then they sign in without it. They get an email.</p>
        <TextField
          name="until"
          label="Until"
          type="datetime-local"
          required
          hint={`In the time zone ${user.timeZone}.`}
          defaultValue={user.graceUntil ? localText(user.timeZone, user.graceUntil) : undefined}
        />
        <TextField
          name="reason"
          label="Reason"
          required
          maxLength={200}
          autoComplete="off"
          defaultValue={user.graceReason ?? undefined}
          hint="For whoever reads the audit log."
        />
      </ActionDialog>
      {user.graceUntil && (
        <ActionForm action={endMoreTime}>
          <input type="hidden" name="userId" value={user.id} />
          <SubmitButton variant="secondary">End the extra time</SubmitButton>
        </ActionForm>
      )}
    </>
  )
}

function LiftFromMyselfDialog({ account }: { account: string }) {
  return (
    <ActionDialog
      id="lift"
      action={liftFromMyself}
      trigger="Remove this requirement"
      title="Remove this requirement from yourself?"
      confirm="Remove requirement"
      destructive
    >
      <p className="text-muted">Two-factor authentication stays on until you turn it off in your profile.</p>
      <AccountName email={account} />
      <PasswordField name="password" required />
      <CodeField kind="recovery" name="code" label="Authentication code or recovery code" />
    </ActionDialog>
  )
}

function ResetDialog({ user, now }: { user: UserDetails; now: Date }) {
  const required = user.twoFactorRequired || (user.policyDue !== null && user.policyDue <= now)
  return (
    <ActionDialog
      id="reset"
      action={reset}
      trigger="Reset two-factor authentication"
      title="Reset two-factor authentication?"
      confirm="Reset"
      destructive
    >
      <input type="hidden" name="userId" value={user.id} />
      <p className="text-muted">
        {`For someone who lost their phone. It removes ${user.name}’s authenticator and recovery codes and signs them out everywhere.${user.role === 'admin' ? ' Their API keys no longer work.' : ''} ${
          required
            ? 'They’ll scan a new QR code at their next sign-in.'
            : 'They’ll sign in with a password only until they turn it on again.'
        } Make sure it’s really them asking.`}
      </p>
    </ActionDialog>
  )
}

function explain(user: UserDetails, now: Date): string {
  if (user.secondFactor === 'locked') return 'Locked after 100 wrong codes in a row. Unlock it, or reset it.'
  if (user.waits)
    return 'Sign-in is paused after too many failed attempts. It resumes on its own, or you can unlock it now.'
  if (user.unreadable)
    return 'Their codes can’t be checked: the key on this server is damaged. They can use a recovery code, or you can reset it.'
  if (user.enabled) {
    const left = user.recoveryCodesLeft
    return `Each sign-in asks for a code. ${left} recovery ${left === 1 ? 'code' : 'codes'} left.${whyRequired(user, now)}`
  }
  if (user.requiredFrom) {
    const by = momentInWords(user.timeZone, user.requiredFrom, true)
    const extra = user.graceReason && user.graceUntil?.getTime() === user.requiredFrom.getTime()
    return `The policy asks them to set it up by ${by}.${extra ? ` They were given until then: ${user.graceReason}` : ''}`
  }
  if (user.secondFactor === 'required')
    return `Will be asked to scan the QR code at the next sign-in.${whyRequired(user, now)}`
  return user.status === 'invited' ? 'Will sign in with a password only.' : 'Signs in with a password only.'
}

/** By whom it is required of them, where it is. */
function whyRequired(user: UserDetails, now: Date): string {
  const { twoFactorRequired, requiredSince: since, requiredReason: reason, policyDue } = user
  const byName = twoFactorRequired ? { since, reason } : null
  if (!byName && (!policyDue || policyDue > now)) return ''
  return ` ${requiredByInWords(byName)}`
}
