import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'
import type { RecoveryRequest } from './life'

/** Emails the link that completes a request to the account's address; the one before it is void. */
export async function mailCompletion(
  tx: Writer,
  ctx: Context,
  { id }: RecoveryRequest,
  person: User,
): Promise<void> {
  const token = await issueLink(tx, ctx, {
    ...{ purpose: 'recovery-complete', userId: person.id, email: person.email, requestId: id },
  })
  const facts = { path: `/recovery/complete/${token}` }
  const once = { mergeKey: `recovery-ready:${id}`, apart: 0, life: linkLife['recovery-complete'] }
  await tell(tx, ctx, person, 'recovery-ready', facts, once)
}
