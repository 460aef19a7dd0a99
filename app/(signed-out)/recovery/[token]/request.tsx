import { cache } from 'react'
import { AnchorButton } from '@/components/display/button'
import { Fact, Facts } from '@/components/display/facts'
import { RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { PageButton } from '@/components/forms/page-button'
import { PageDialog } from '@/components/forms/page-dialog'
import { SubmitButton } from '@/components/forms/submit-button'
import { SignedOutCard } from '@/components/frame/signed-out-card'
import { requestInWords } from '@/lib/messages/recovery-request'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { productName } from '@/lib/web/product'
import { readerClock } from '@/lib/web/reader-zone'
import { requestContext } from '@/lib/web/request-context'
import { confirmRecovery, stopRecovery } from '../actions'
import { DeadRequestLink } from '../dead-request-link'

/** The heading and the title of the page. */
export const requestTitle = 'Recovery request'

/** The request that a link to it leads to; null where the link has ended. */
export const requestOfPage = cache(async (token: string) => shownRequest(await requestContext(), token))

/** Where a recovery request stands, for whoever holds a link to it. `stopping`: asks whether to stop it, while that is possible. */
export async function RecoveryRequest({ token, stopping = false }: { token: string; stopping?: boolean }) {
  const request = await requestOfPage(token)
  const clock = await readerClock(null)
  if (!request) return <DeadRequestLink />
  return (
    <SignedOutCard productName={productName()} title={requestTitle} intro={requestInWords(request)}>
      <Facts>
        <Fact name="Account">
          {request.name} ({request.email})
        </Fact>
        <Fact name="Organization">{request.organization}</Fact>
        <Fact name="What happened">{request.story}</Fact>
        <Fact name="Asked">
          <RelativeTime at={request.askedAt} clock={clock} />
        </Fact>
        <Fact name="From">
          {request.client}, {request.address}
        </Fact>
        {request.standing === 'approved' && !request.held && request.readyAt && (
          <Fact name="Can be completed">
            <RelativeTime at={request.readyAt} clock={clock} />: {clock.moment(request.readyAt)}
          </Fact>
        )}
      </Facts>
      {request.confirms && (
        <ActionForm action={confirmRecovery}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton full>Confirm request</SubmitButton>
        </ActionForm>
      )}
      {request.stops && (
        <PageButton href={`/recovery/${token}/stop`} variant="danger" full>
          This wasn’t me
        </PageButton>
      )}
      {!request.stops && (
        <AnchorButton href="/sign-in" full>
          Sign in
        </AnchorButton>
      )}
      {stopping && request.stops && <StopDialog token={token} tells={request.tells} />}
    </SignedOutCard>
  )
}

function StopDialog({ token, tells }: { token: string; tells: boolean }) {
  return (
    <PageDialog
      back={`/recovery/${token}`}
      id="stop"
      action={stopRecovery}
      title="Stop this request?"
      confirm="Stop this request"
      destructive
    >
      <input type="hidden" name="token" value={token} />
      <p className="text-muted">
        {tells
          ? 'This ends the request for good, and everyone involved is told. The account stays as it is.'
          : 'This ends the request for good. The account stays as it is.'}
      </p>
    </PageDialog>
  )
}
