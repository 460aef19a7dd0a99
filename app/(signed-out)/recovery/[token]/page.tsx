import type { Metadata } from 'next'
import { AnchorButton } from '@/components/display/button'
import { Fact, Facts } from '@/components/display/facts'
import { RelativeTime } from '@/components/display/relative-time'
import { ActionDialog } from '@/components/forms/action-dialog'
import { ActionForm } from '@/components/forms/action-form'
import { FormLinks } from '@/components/forms/form-links'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { sentence } from '@/lib/messages/codes'
import { moment } from '@/lib/messages/mail/message'
import { type RequestShown, shownRequest } from '@/lib/queries/recovery/shown'
import type { RecoveryStanding } from '@/lib/records/recovery/life'
import type { PagePropsOf } from '@/lib/web/page-props'
import { productName } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { confirmRecovery, stopRecovery } from '../actions'

export const metadata: Metadata = { title: 'Recovery request' }

export default async function RecoveryRequestPage({ params }: PagePropsOf<{ token: string }>) {
  const { token } = await params
  const ctx = await requestContext()
  const request = await shownRequest(ctx, token)
  if (!request) {
    return (
      <SignedOutCard productName={productName()} title="Recovery request" intro={sentence('link-over')}>
        <AnchorButton href="/recovery" full>
          Recover an admin account
        </AnchorButton>
        <FormLinks>
          <a href="/sign-in">Back to sign in</a>
        </FormLinks>
      </SignedOutCard>
    )
  }
  const open = ['asked', 'confirmed', 'approved', 'ready'].includes(request.standing)
  return (
    <SignedOutCard productName={productName()} title="Recovery request" intro={explain(request)}>
      <Facts>
        <Fact name="Account">
          {request.name} ({request.email})
        </Fact>
        <Fact name="Organization">{request.organization}</Fact>
        <Fact name="What happened">{request.story}</Fact>
        <Fact name="Asked">
          <RelativeTime at={request.askedAt} now={ctx.now()} />
        </Fact>
        <Fact name="From">
          {request.client}, {request.address}
        </Fact>
        {request.standing === 'approved' && request.readyAt && (
          <Fact name="Can be completed">
            <RelativeTime at={request.readyAt} now={ctx.now()} />: {moment(request.readyAt.toISOString())}
          </Fact>
        )}
      </Facts>
      {open && request.confirms && request.standing === 'asked' && (
        <ActionForm action={confirmRecovery}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton full>Confirm request</SubmitButton>
        </ActionForm>
      )}
      {open && (
        <ActionDialog
          id="stop"
          action={stopRecovery}
          trigger="This wasn’t me"
          title="Stop this request?"
          confirm="Stop this request"
          destructive
          full
        >
          <input type="hidden" name="token" value={token} />
          <p className="text-muted">
            This ends the request for good, and everyone involved is told. The account stays as it is.
          </p>
        </ActionDialog>
      )}
      {!open && (
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      )}
    </SignedOutCard>
  )
}

const explain = ({ name, standing, attended }: RequestShown) =>
  `Someone asked to recover the admin account of ${name}. ${standing === 'confirmed' && !attended ? unattended(name) : standings[standing](name)}`

const standings: Record<RecoveryStanding, (name: string) => string> = {
  asked: () =>
    'If that was you, confirm it, and the server’s support team will review it. If it wasn’t, stop it.',
  confirmed: (name) =>
    `It was confirmed by email, and the server’s support team is reviewing it. ${ifNot(name)}`,
  approved: (name) => `It was approved, and the wait has started. ${ifNot(name)}`,
  ready: (name) => `It was approved, and we’ve emailed ${name} the link to complete it. ${ifNot(name)}`,
  completed: () => 'It was completed: the account has a new password and asks for a new QR code.',
  rejected: () => 'It was rejected, and nothing was changed. The email about it gives the reason.',
  stopped: () => 'It was stopped, and nothing was changed.',
  withdrawn: () => 'It was withdrawn because the person signed in or asked again. Nothing was changed.',
  expired: () => 'It has expired, and nothing was changed.',
}

const unattended = (name: string) =>
  `It was confirmed by email. This server has no full support team yet, so it waits for whoever runs the server: ask them directly if you can. ${ifNot(name)}`

const ifNot = (name: string) =>
  `If ${name} didn’t ask for this, stop it now. If they did, there’s nothing to do here.`
