import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Dialog } from '@/components/display/dialog'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { CheckboxField } from '@/components/forms/checkbox-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { RecoveryCodes } from '@/components/two-factor/recovery-codes'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { requireMember } from '@/lib/web/gates'
import { ownPath } from '@/lib/web/own-path'
import { one, type PageProps } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { finish } from './actions'

export const metadata: Metadata = { title: 'Recovery codes' }

export default async function RecoveryCodesPage({ searchParams }: PageProps) {
  const member = await requireMember()
  const ctx = await requestContext()
  const { next: wanted, replaced } = await searchParams
  const next = ownPath(one(wanted))
  const codes = await shownCodes(ctx, member)
  if (!codes) redirect(next ?? '/')
  const several = (await listAuthenticators(ctx, member)).length > 1
  const name = productName()
  return (
    <main>
      <Dialog
        id="recovery-codes"
        title="Two-factor authentication is on"
        heading="h1"
        mark
        open
        dismissible={false}
      >
        <p className="text-muted">
          Keep these recovery codes where you would keep a spare key. Each opens your account once if your
          phone or passkey is gone. You won’t see them again.
        </p>
        {replaced === 'yes' && several && (
          <Notice tone="warning">
            Delete the entry of the authenticator you replaced from your app: its codes no longer work. Your
            other authenticators keep working.
          </Notice>
        )}
        {replaced === 'yes' && !several && (
          <Notice tone="warning">
            Your authenticator app may now have several entries for {member.email}. Keep the one whose code
            you just entered, and delete the others: their codes no longer work.
          </Notice>
        )}
        <RecoveryCodes
          codes={codes}
          fileName={`${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-recovery-codes.txt`}
          productName={name}
          account={member.email}
        />
        <ActionForm action={finish}>
          {next && <input type="hidden" name="next" value={next} />}
          <CheckboxField name="saved" label="I have saved my recovery codes" required />
          <SubmitButton full>Continue</SubmitButton>
        </ActionForm>
      </Dialog>
    </main>
  )
}
