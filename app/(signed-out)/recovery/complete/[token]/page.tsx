import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { AccountName } from '@/components/forms/account-name'
import { ActionForm } from '@/components/forms/action-form'
import { NewPasswordField } from '@/components/forms/new-password-field'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { onHold } from '@/lib/messages/recovery-request'
import { findLink } from '@/lib/queries/links'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { shownRequest } from '@/lib/queries/recovery/shown'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { linkOver } from '../../../dead-link'
import { savePasswordAndRecover, sendFreshLink } from '../../actions'
import { DeadRequestLink } from '../../dead-request-link'

const find = cache(async (token: string) => findCompletion(await requestContext(), token))

export async function generateMetadata({ params }: PagePropsOf<{ token: string }>): Promise<Metadata> {
  const found = await find((await params).token)
  return { title: found ? titles[found] : linkOver }
}

export default async function CompleteRecoveryPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const ctx = await requestContext()
  const found = await find(token)
  // Once it was used, it says where the request stands.
  if (!found && (await shownRequest(ctx, token))) redirect(`/recovery/${token}`)
  const link = found === 'open' ? await findLink(ctx, token, 'recovery-complete') : null
  if (!found) return <DeadRequestLink />
  return (
    <SignedOutCard productName={productName()} title={titles[found]} intro={intros[found]}>
      {found === 'open' && (
        <ActionForm action={savePasswordAndRecover}>
          <input type="hidden" name="token" value={token} />
          {link && <AccountName email={link.email} />}
          <NewPasswordField autoFocus />
          <SubmitButton full>Save password</SubmitButton>
        </ActionForm>
      )}
      {found === 'late' && (
        <ActionForm action={sendFreshLink}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton full>Send a new link</SubmitButton>
        </ActionForm>
      )}
    </SignedOutCard>
  )
}

const titles = {
  open: 'Choose a new password',
  held: 'Recovery request',
  late: 'This link has expired',
}

const intros = {
  open: 'Saving it removes your old authenticator, recovery codes and API keys, and signs you out everywhere. Then sign in with it and set up two-factor authentication again.',
  held: onHold,
  late: 'It worked for 60 minutes. We can send a new one to the same address.',
}
