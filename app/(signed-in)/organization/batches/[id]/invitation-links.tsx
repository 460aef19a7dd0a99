import { AnchorButton } from '@/components/display/button'
import { ButtonRow, Card, Section } from '@/components/display/card'
import { Notice } from '@/components/display/notice'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { batchLinksWords } from '@/lib/messages/batches'
import type { BatchDetails } from '@/lib/queries/batches/find'
import { hasLinks, invitedBy } from '@/lib/queries/batches/links'
import { requireAdmin } from '@/lib/web/gates'
import { isOnlyHere, sendsMail } from '@/lib/web/product'
import { requestContext } from '@/lib/web/request-context'
import { renewLinks } from './actions'

/** A file of the links of those who were invited and haven’t joined, while it may be shown, and new ones at any time. */
export async function InvitationLinks({ batch: { id, kind } }: { batch: BatchDetails }) {
  if (kind !== 'add-people' && kind !== 'invite-again') return null
  const admin = await requireAdmin()
  const ctx = await requestContext()
  const invited = (await invitedBy(ctx, admin, id)).length
  if (invited === 0) return null
  const shown = await hasLinks(ctx, admin, id)
  return (
    <Card>
      <Section title="Invitation links" description={batchLinksWords({ invited, shown, mail: sendsMail() })}>
        {shown && isOnlyHere() && (
          <Notice tone="warning">
            These links work on this computer only. Set APP_URL to the address that others use.
          </Notice>
        )}
        <ButtonRow>
          {shown ? (
            <AnchorButton href={`/organization/batches/${id}/links`} download>
              Download invitation links
            </AnchorButton>
          ) : (
            <ActionForm action={renewLinks} label="New invitation links">
              <input type="hidden" name="batchId" value={id} />
              <SubmitButton variant="secondary">New invitation links</SubmitButton>
            </ActionForm>
          )}
        </ButtonRow>
      </Section>
    </Card>
  )
}
