import { AnchorButton } from '@/components/display/button'
import { FormLinks } from '@/components/forms/form-links'
import { requestLinkOver } from '@/lib/messages/recovery-request'
import { DeadLink } from '../dead-link'

/** A link to a recovery request that leads to none any more. */
export const DeadRequestLink = () => (
  <DeadLink why={requestLinkOver}>
    <AnchorButton href="/recovery" full>
      Recover an admin account
    </AnchorButton>
    <FormLinks>
      <a href="/sign-in">Back to sign in</a>
    </FormLinks>
  </DeadLink>
)
