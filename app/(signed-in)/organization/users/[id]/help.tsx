import { Notice } from '@/components/display/notice'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { HelpRequest } from '@/lib/queries/help/open'
import { dismissHelpRequest } from './actions'

/** That this person cannot sign in and asks for help. */
export function HelpNotice({ request, clock }: { request: HelpRequest; clock: Clock }) {
  return (
    <Notice tone="warning">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1 basis-80">
          <p>
            {request.name} asked for help with signing in <RelativeTime at={request.askedAt} clock={clock} />,
            from {request.client}, {request.address}.
          </p>
          <p>
            {request.enrolled
              ? 'They lost their authenticator. Call them to make sure it’s them, then reset their two-factor authentication.'
              : 'They can’t set up two-factor authentication. Call them to make sure it’s them, then help them or give them more time.'}
          </p>
        </div>
        <ActionForm action={dismissHelpRequest}>
          <input type="hidden" name="userId" value={request.userId} />
          <SubmitButton variant="secondary">Dismiss</SubmitButton>
        </ActionForm>
      </div>
    </Notice>
  )
}
