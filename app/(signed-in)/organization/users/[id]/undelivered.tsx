import { Section } from '@/components/display/card'
import { type Clock, RelativeTime } from '@/components/display/relative-time'
import { ActionForm } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import type { Delivery } from '@/lib/messages/mail/delivery'
import { reasonOf, titleOf } from '@/lib/messages/mail/delivery'
import { tryEmailAgain } from './actions'

/** Email to this person that has not arrived, and why; nothing where all of it has. */
export function UndeliveredSection({
  userId,
  deliveries,
  clock,
}: {
  userId: string
  deliveries: Delivery[]
  clock: Clock
}) {
  if (deliveries.length === 0) return null
  return (
    <Section title="Undelivered email" description="Until it arrives, this person doesn’t know what it says.">
      <ul className="grid gap-4">
        {deliveries.map((delivery) => (
          <li key={delivery.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2.5">
            <div className="min-w-0 flex-1 basis-64 break-words">
              <p className="font-medium">
                {titleOf(delivery)} · <RelativeTime at={delivery.createdAt} clock={clock} />
              </p>
              <p className="text-sm text-muted">{reasonOf(delivery)}</p>
            </div>
            <TryAgain userId={userId} delivery={delivery} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The button that sends it once more, where that can help. */
export function TryAgain({ userId, delivery }: { userId: string; delivery: Delivery }) {
  if (!delivery.retryable) return null
  return (
    <ActionForm action={tryEmailAgain}>
      <input type="hidden" name="userId" value={userId} />
      <input type="hidden" name="letterId" value={delivery.id} />
      <SubmitButton variant="secondary">Try again</SubmitButton>
    </ActionForm>
  )
}
