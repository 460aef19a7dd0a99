import { ButtonRow, Section } from '@/components/display/card'
import { AccountName } from '@/components/forms/account-name'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { CodeField } from '@/components/forms/code-field'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SwitchField } from '@/components/forms/switch-field'
import type { UserDetails } from '@/lib/queries/users/find'
import { TwoFactorBadge } from '../../two-factor-badge'
import { liftFromMyself, requireOrLift, reset, unlock } from './actions'

/** Whether this person must have a second factor, and the ways out when theirs is lost. */
export function TwoFactorSection({ user }: { user: UserDetails }) {
  const liftingFromSelf = user.self && user.twoFactorRequired && user.enabled
  return (
    <Section
      title="Two-factor authentication"
      description={explain(user)}
      aside={<TwoFactorBadge state={user.secondFactor} />}
    >
      {!liftingFromSelf && <RequireForm user={user} />}
      <ButtonRow>
        {liftingFromSelf ? (
          <LiftFromMyselfDialog account={user.email} />
        ) : (
          <SubmitButton form="requirement">Save</SubmitButton>
        )}
        {/* Whoever has not joined has nothing to reset. */}
        {!user.self && user.status !== 'invited' && <ResetDialog user={user} />}
        {!user.self && (user.secondFactor === 'locked' || user.waits) && (
          <ActionForm action={unlock}>
            <input type="hidden" name="userId" value={user.id} />
            <SubmitButton variant="secondary">Unlock</SubmitButton>
          </ActionForm>
        )}
      </ButtonRow>
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

function ResetDialog({ user }: { user: UserDetails }) {
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
        For someone who lost their phone. It removes {user.name}’s authenticator and recovery codes and signs
        them out everywhere.{' '}
        {user.twoFactorRequired
          ? 'They’ll scan a new QR code at their next sign-in.'
          : 'They’ll sign in with a password only until they turn it on again.'}{' '}
        Make sure it’s really them asking.
      </p>
    </ActionDialog>
  )
}

function explain(user: UserDetails): string {
  if (user.secondFactor === 'locked') return 'Locked after 100 wrong codes in a row. Unlock it, or reset it.'
  if (user.waits)
    return 'Sign-in is paused after too many failed attempts. It resumes on its own, or you can unlock it now.'
  if (user.unreadable)
    return 'Their codes can’t be checked: the key on this server is damaged. They can use a recovery code, or you can reset it.'
  if (user.enabled) {
    const left = user.recoveryCodesLeft
    return `Each sign-in asks for a code. ${left} recovery ${left === 1 ? 'code' : 'codes'} left.`
  }
  if (user.twoFactorRequired) return 'Will be asked to scan the QR code at the next sign-in.'
  return 'Signs in with a password only.'
}
