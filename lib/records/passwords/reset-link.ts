import { and, eq, isNotNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import type { forgotPasswordInput } from '@/lib/inputs'
import { mailInvitationAgain } from '../invitations/invitation'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../outbox/outbox'

/**
 * Mails the link, if somebody active has this address and a password. The link before it is void. Somebody who was
 * invited and has not joined gets their invitation again.
 */
export async function mailResetLink(
  tx: Writer,
  ctx: Context,
  { email }: z.output<typeof forgotPasswordInput>,
): Promise<void> {
  const { users } = ctx.db.tables
  const [user] = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.email, email), eq(users.status, 'active'), isNotNull(users.passwordHash)))
  if (!user) return mailInvitationAgain(tx, ctx, email)
  const token = await issueLink(tx, ctx, { purpose: 'password-reset', userId: user.id, email })
  const facts = { path: `/reset-password/${token}` }
  // Of several that wait for the mail server only the last is sent, which is the one that works.
  const once = { mergeKey: `password-reset:${user.id}`, apart: 0, life: linkLife['password-reset'] }
  await tell(tx, ctx, user, 'password-reset', facts, once)
}
