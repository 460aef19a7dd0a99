import { ButtonRow, Card } from '@/components/display/card'
import { LinkButton } from '@/components/display/link-button'
import { Notice } from '@/components/display/notice'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { TextField } from '@/components/forms/field'
import type { FormAction } from '@/components/forms/form-request'
import { NotSaved } from '@/components/forms/not-saved'
import { PasswordField } from '@/components/forms/password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SecondFactor } from '../second-factor'

/** A contact phone, with the password and a code of the admin who changes it. `enabled`: the admin has 2FA on. */
export function ContactPhoneForm({
  action,
  phone,
  enabled,
  account,
  userId,
  back,
}: {
  action: FormAction
  phone: string | null
  enabled: boolean
  account: string
  userId?: string
  back: string
}) {
  if (!enabled) {
    return (
      <>
        <Notice>
          Turn on two-factor authentication for your own account first. A contact phone can only be changed
          with a password and a code.
        </Notice>
        <ButtonRow>
          <LinkButton href="/profile/two-factor" variant="primary">
            Enable two-factor authentication
          </LinkButton>
          <LinkButton href={back}>Cancel</LinkButton>
        </ButtonRow>
      </>
    )
  }
  return (
    <div className="max-w-120">
      <Card padded>
        <ActionForm action={action}>
          {userId && <input type="hidden" name="userId" value={userId} />}
          <TextField
            name="contactPhone"
            label="Contact phone"
            type="tel"
            autoComplete="off"
            defaultValue={phone ?? ''}
            hint="With its country code, such as +49 30 123456. Leave it empty to remove it."
            autoFocus
          />
          <AccountName email={account} />
          <PasswordField name="password" label="Your password" required />
          <SecondFactor />
          <ButtonRow>
            <SubmitButton>Save</SubmitButton>
            <LinkButton href={back}>Cancel</LinkButton>
            <NotSaved />
          </ButtonRow>
        </ActionForm>
      </Card>
    </div>
  )
}
