import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'
import type { Leave } from './leave'

/**
 * Sends a link to the address that an admin gave someone: it changes once that is used. The present one is told, with a
 * link that stops it.
 */
export async function askForNewEmail(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  user: User,
  email: string,
  _leave: Leave<'change-admin-email'>,
): Promise<void> {
  const token = await issueLink(tx, ctx, { purpose: 'email-change', userId: user.id, email })
  const confirm = { by: admin.name, organization: admin.organizationName, path: `/email/confirm/${token}` }
  const once = { mergeKey: `email-confirm:${user.id}`, apart: 0, life: linkLife['email-change'] }
  await tell(tx, ctx, { name: user.name, email }, 'email-confirm-for-you', confirm, once)
  const undo = await issueLink(tx, ctx, { purpose: 'email-undo', userId: user.id, email: user.email })
  const facts = { by: admin.name, to: email, path: `/email/restore/${undo}` }
  await tell(tx, ctx, user, 'email-changing-for-you', facts)
  await record(tx, ctx, user.organizationId, {
    event: 'email.change-asked',
    actor: actorOf(admin),
    subject: named(user),
    detail: { to: email },
  })
}
