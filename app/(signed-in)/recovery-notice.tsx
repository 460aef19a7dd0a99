import { Notice } from '@/components/display/notice'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ownRequestWords } from '@/lib/messages/recovery-request'
import type { OwnRequest } from '@/lib/queries/recovery/own'
import { stopOwnRecovery } from './actions'

/** That someone asked to recover the account of whoever is signed in. */
export function RecoveryNotice({ request, clock }: { request: OwnRequest; clock: Clock }) {
  return (
    <Notice tone="warning">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-80">
          <p>
            Someone asked to recover your account <RelativeTime at={request.askedAt} clock={clock} />, from{' '}
            {request.client}, {request.address}.
          </p>
          <p>{ownRequestWords(request.standing)}</p>
        </div>
        <ActionForm action={stopOwnRecovery}>
          <SubmitButton variant="secondary">Stop this request</SubmitButton>
        </ActionForm>
      </div>
    </Notice>
  )
}
