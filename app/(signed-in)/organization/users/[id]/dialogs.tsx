import { AccountName } from '@/components/forms/account-name'
import { TextField } from '@/components/forms/field'
import { PageDialog } from '@/components/forms/page-dialog'
import { PasswordField } from '@/components/forms/password-field'
import type { UserDetails } from '@/lib/queries/users/find'
import { requestContext } from '@/lib/web/request-context'
import { localText } from '@/lib/zone'
import { SecondFactor } from '../../../second-factor'
import { giveMoreTime, liftFromMyself, remove, reset, signOutEverywhere, suspend } from './actions'
import type { UserQuestion } from './arises'
import { EnrollmentBy } from './enrollment-ticket'

/** Whom it is about. */
export type AboutUser = { user: UserDetails }

/** What is asked: of the dialog, and of its page. */
export const titles: Record<UserQuestion, (user: UserDetails) => string> = {
  suspend: ({ name }) => `Suspend ${name}?`,
  remove: ({ name }) => `Remove ${name}?`,
  'sign-out': ({ name }) => `Sign ${name} out everywhere?`,
  'more-time': ({ name }) => `Give ${name} more time?`,
  lift: () => 'Remove this requirement from yourself?',
  reset: () => 'Reset two-factor authentication?',
}

const pageOf = ({ id }: UserDetails) => `/organization/users/${id}`

export function SuspendDialog({ user }: AboutUser) {
  return (
    <PageDialog
      back={pageOf(user)}
      id="suspend"
      action={suspend}
      title={titles.suspend(user)}
      confirm="Suspend"
      destructive
    >
      <input type="hidden" name="userId" value={user.id} />
      <p className="text-muted">
        They’re signed out everywhere immediately and can’t sign in until you reactivate them. Nothing is
        deleted.
      </p>
    </PageDialog>
  )
}

export function RemoveDialog({ user }: AboutUser) {
  return (
    <PageDialog
      back={pageOf(user)}
      id="remove"
      action={remove}
      title={titles.remove(user)}
      confirm="Remove"
      destructive
    >
      <input type="hidden" name="userId" value={user.id} />
      <p className="text-muted">
        Their account, authenticator and sessions are deleted for good. Their email address can be used again;
        the audit log keeps what they did.
      </p>
    </PageDialog>
  )
}

export function SignOutDialog({ user }: AboutUser) {
  return (
    <PageDialog
      back={pageOf(user)}
      id="sign-out-everywhere"
      action={signOutEverywhere}
      title={titles['sign-out'](user)}
      confirm="Sign out everywhere"
    >
      <input type="hidden" name="userId" value={user.id} />
      <p className="text-muted">Every session ends immediately. They can sign in again.</p>
    </PageDialog>
  )
}

export function MoreTimeDialog({ user }: AboutUser) {
  return (
    <PageDialog
      back={pageOf(user)}
      id="more-time"
      action={giveMoreTime}
      title={titles['more-time'](user)}
      confirm="Give more time"
    >
      <input type="hidden" name="userId" value={user.id} />
      <p className="text-muted">Until then they sign in without it. They get an email.</p>
      <TextField
        name="until"
        label="Until"
        type="datetime-local"
        required
        hint={`In the time zone ${user.timeZone}.`}
        defaultValue={user.policyDue ? localText(user.timeZone, user.policyDue) : undefined}
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
    </PageDialog>
  )
}

/** *Remove this requirement*, for an admin of whom it is required by name: with both factors. */
export function LiftFromMyselfDialog({ user }: AboutUser) {
  return (
    <PageDialog
      back={pageOf(user)}
      id="lift"
      action={liftFromMyself}
      title={titles.lift(user)}
      confirm="Remove requirement"
      destructive
    >
      <p className="text-muted">Two-factor authentication stays on until you turn it off in your profile.</p>
      <AccountName email={user.email} />
      <PasswordField name="password" required />
      <SecondFactor />
    </PageDialog>
  )
}

export async function ResetDialog({ user }: AboutUser) {
  const now = (await requestContext()).now()
  const required = user.twoFactorRequired || (user.policyDue !== null && user.policyDue <= now)
  return (
    <PageDialog
      back={pageOf(user)}
      id="reset"
      action={reset}
      title={titles.reset(user)}
      confirm="Reset"
      destructive
    >
      <input type="hidden" name="userId" value={user.id} />
      <p className="text-muted">
        {`For someone who lost their phone. It removes ${user.name}’s authenticator and recovery codes and signs them out everywhere.${user.role === 'admin' ? ' Their API keys no longer work.' : ''} ${
          required
            ? 'They’ll set it up again at their next sign-in.'
            : 'They’ll sign in with a password only until they turn it on again.'
        } Make sure it’s really them asking.`}
      </p>
      {user.enrollmentCodes && user.status === 'active' && <EnrollmentBy email={user.email} />}
    </PageDialog>
  )
}
