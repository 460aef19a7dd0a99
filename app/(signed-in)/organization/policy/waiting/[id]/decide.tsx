import { Section } from '@/components/display/card'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { sentence } from '@/lib/messages/codes'
import type { AskedDetails } from '@/lib/queries/four-eyes'
import { SecondFactor } from '../../../../second-factor'
import { agree, refuse, takeBack } from '../actions'

/** *Agree* and *Refuse*, for a second admin; *Take back*, for whoever asked; for everyone else why they can do neither. */
export function Decide({
  asked: { id, yours, agreesFrom },
  account,
  now,
}: {
  asked: AskedDetails
  account: string
  now: Date
}) {
  if (yours === 'about-you') return <Section title="Decide" description={sentence('asked-about-you')} />
  if (yours === 'none') return <Section title="Decide" description={sentence('asked-not-told')} />
  if (yours === 'own')
    return (
      <Section
        title="Take back"
        description={sentence('asked-own')}
        aside={
          <ActionForm action={takeBack}>
            <input type="hidden" name="askedId" value={id} />
            <SubmitButton variant="secondary">Take back</SubmitButton>
          </ActionForm>
        }
      />
    )
  const tooNew = agreesFrom && sentence('asked-too-new', { retryAt: agreesFrom }, now)
  return (
    <>
      {tooNew ? (
        <Section title="Agree" description={tooNew} />
      ) : (
        <Section
          title="Agree"
          description="It’s done as soon as you agree, in your name too. Ask them why first."
        >
          <div className="max-w-100">
            <ActionForm action={agree} label="Agree">
              <input type="hidden" name="askedId" value={id} />
              <AccountName email={account} />
              <PasswordField name="password" required />
              <SecondFactor />
              <SubmitButton>Agree</SubmitButton>
            </ActionForm>
          </div>
        </Section>
      )}
      <Section
        title="Refuse"
        description="Ends the request. Whoever asked gets an email."
        aside={
          <ActionForm action={refuse}>
            <input type="hidden" name="askedId" value={id} />
            <SubmitButton variant="secondary">Refuse</SubmitButton>
          </ActionForm>
        }
      />
    </>
  )
}
