import { ButtonRow, Section } from '@/components/display/card'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { TextField } from '@/components/forms/field'
import { NotSaved } from '@/components/forms/not-saved'
import { PageButton } from '@/components/forms/page-button'
import { SubmitButton } from '@/components/forms/submit-button'
import { SwitchField } from '@/components/forms/switch-field'
import { counted } from '@/lib/messages/codes'
import { requiredByInWords } from '@/lib/messages/policy'
import { unremindedWords } from '@/lib/messages/reminders'
import { factorsInWords } from '@/lib/messages/two-factor'
import type { UserDetails } from '@/lib/queries/users/find'
import { momentInWords } from '@/lib/zone'
import { TwoFactorBadge } from '../../two-factor-badge'
import { endMoreTime, remind, requireOrLift, unlock } from './actions'
import { arises } from './arises'
import { EnrollmentBy, EnrollmentTicket } from './enrollment-ticket'

/** Whether this person must have a second factor, and the ways out when theirs is lost. */
export function TwoFactorSection({ user, clock }: { user: UserDetails; clock: Clock }) {
  const why = user.unreminded && unremindedWords[user.unreminded]
  return (
    <Section
      title="Two-factor authentication"
      description={explain(user, clock)}
      aside={<TwoFactorBadge of={user} />}
    >
      {!arises.lift(user) && <RequireForm user={user} />}
      <ButtonRow>
        {arises.lift(user) ? (
          <PageButton href={`/organization/users/${user.id}/lift`} variant="danger">
            Remove this requirement
          </PageButton>
        ) : (
          <>
            <SubmitButton form="requirement">Save</SubmitButton>
            <NotSaved form="requirement" />
          </>
        )}
        {user.unreminded === null && (
          <ActionForm action={remind}>
            <input type="hidden" name="userId" value={user.id} />
            <SubmitButton variant="secondary">Remind</SubmitButton>
          </ActionForm>
        )}
        {arises['more-time'](user) && <MoreTime user={user} now={clock.now} />}
        {!user.self && (user.secondFactor === 'locked' || user.waits) && (
          <ActionForm action={unlock}>
            <input type="hidden" name="userId" value={user.id} />
            <SubmitButton variant="secondary">Unlock</SubmitButton>
          </ActionForm>
        )}
        {arises.reset(user) && (
          <PageButton href={`/organization/users/${user.id}/reset`} variant="danger">
            Reset two-factor authentication
          </PageButton>
        )}
      </ButtonRow>
      {user.ticket && !user.self && <EnrollmentTicket user={user} ticket={user.ticket} clock={clock} />}
      {!user.enabled && (user.remindedAt || why) && (
        <div className="text-sm text-muted">
          {user.remindedAt && (
            <p>
              Last reminded <RelativeTime at={user.remindedAt} clock={clock} />
            </p>
          )}
          {why && <p>{why}</p>}
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
      <div className="group/requirement grid grid-cols-[minmax(0,1fr)] gap-4">
        <SwitchField
          name="required"
          label="Require two-factor authentication"
          hint={`${user.self ? 'You' : first} can’t turn it off while this is on.`}
          defaultChecked={user.twoFactorRequired}
        />
        {!user.self && !user.twoFactorRequired && (
          <div className="hidden gap-4 group-has-[[name=required]:checked]/requirement:grid">
            <div className="max-w-110">
              <TextField
                name="reason"
                label="Reason (optional)"
                maxLength={200}
                autoComplete="off"
                hint={`${first} reads it in the email.`}
              />
            </div>
            {user.status === 'active' && user.sessions.length === 0 && (
              // Whoever signs in before this is saved is signed out, as where it is asked.
              <input type="hidden" name="signOut" value="on" />
            )}
            {user.status === 'active' && user.sessions.length > 0 && (
              <CheckboxField
                name="signOut"
                label="Sign them out now"
                hint={
                  user.enabled
                    ? 'If unticked, they stay signed in for up to a day.'
                    : 'If unticked, they stay signed in for up to a day and set it up at their next sign-in.'
                }
                defaultChecked
              />
            )}
            {asksForCode(user) && <EnrollmentBy email={user.email} />}
          </div>
        )}
      </div>
    </ActionForm>
  )
}

const asksForCode = ({ self, enrollmentCodes, enabled, status }: UserDetails) =>
  !self && enrollmentCodes && !enabled && status === 'active'

function MoreTime({ user, now }: { user: UserDetails; now: Date }) {
  return (
    <>
      <PageButton href={`/organization/users/${user.id}/more-time`}>Give more time</PageButton>
      {user.graceUntil && user.graceUntil > now && !user.graceOver && (
        <ActionForm action={endMoreTime}>
          <input type="hidden" name="userId" value={user.id} />
          <SubmitButton variant="secondary">End the extra time</SubmitButton>
        </ActionForm>
      )}
    </>
  )
}

function explain(user: UserDetails, clock: Clock): string {
  if (user.secondFactor === 'locked')
    return 'Locked after too many wrong codes in a row. Unlock it, or reset it.'
  if (user.waits)
    return 'Sign-in is paused after too many failed attempts. It resumes on its own, or you can unlock it now.'
  if (user.unreadable)
    return 'Their codes can’t be checked: the key on this server is damaged. They can use a recovery code, or you can reset it.'
  if (user.enabled) {
    const left = user.recoveryCodesLeft
    return `${factorsInWords(user)} ${counted(left, 'recovery code')} left.${whyRequired(user, clock)}`
  }
  if (user.requiredFrom) {
    const by = momentInWords(user.timeZone, user.requiredFrom, true)
    const extra = user.graceReason && user.graceUntil?.getTime() === user.requiredFrom.getTime()
    return `The policy asks them to set it up by ${by}.${extra ? ` They were given until then: ${user.graceReason}` : ''}`
  }
  if (user.secondFactor === 'required')
    return `Will be asked to set it up ${user.status === 'invited' ? 'when they join' : 'at the next sign-in'}.${whyRequired(user, clock)}`
  return user.status === 'invited' ? 'Will sign in with a password only.' : 'Signs in with a password only.'
}

/** By whom it is required of them, where it is. */
function whyRequired(user: UserDetails, clock: Clock): string {
  const { twoFactorRequired, requiredSince: since, requiredReason: reason, policyDue } = user
  const byName = twoFactorRequired ? { since, reason } : null
  if (!byName && (!policyDue || policyDue > clock.now)) return ''
  return ` ${requiredByInWords(byName, clock.day)}`
}
