import type { Metadata } from 'next'
import { ActionDialog } from '@/components/action-dialog'
import { ActionForm } from '@/components/action-form'
import { AnchorButton } from '@/components/button'
import { Fact, Facts } from '@/components/facts'
import { RelativeTime } from '@/components/relative-time'
import { SignedOutCard } from '@/components/signed-out-card'
import { SubmitButton } from '@/components/submit-button'
import { sentence } from '@/lib/messages'
import type { RecoveryStanding } from '@/lib/recovery/life'
import { type RequestShown, shownRequest } from '@/lib/recovery/stop'
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
        {request.standing === 'approved' && (
          <Fact name="Can be completed">
            <RelativeTime at={request.readyAt} now={ctx.now()} />
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
          trigger="This wasn't me"
          title="Stop this request?"
          confirm="Stop this request"
          destructive
          full
        >
          <input type="hidden" name="token" value={token} />
          <p className="text-muted">
            It ends for good, and everybody concerned is told. Nothing of the account is changed.
          </p>
        </ActionDialog>
      )}
    </SignedOutCard>
  )
}

const standings: Record<RecoveryStanding, string> = {
  asked: 'It is to be confirmed: only then somebody looks into it.',
  confirmed: 'It was confirmed by mail and waits for an operator to decide.',
  approved: 'It was approved. During the wait everybody concerned can stop it.',
  ready: 'It was approved and can be completed now.',
  completed: 'It was completed.',
  rejected: 'It was rejected.',
  stopped: 'It was stopped.',
  withdrawn: 'It was withdrawn: the person signed in, or asked anew.',
  expired: 'Its time is over. Nothing was changed.',
}

const explain = ({ name, standing }: RequestShown) =>
  `Somebody asked to recover the admin account of ${name}. ${standings[standing]}`
