import type { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import type { forgotPasswordInput } from '@/lib/inputs'
import { personOfEmail } from '@/lib/records/users/lock'
import { mailInvitationAgain } from '../invitations/invitation'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../outbox/outbox'

/**
 * Emails the link, if someone active has this address and a password. The link before it is void. Someone who was
 * invited and has not joined gets their invitation again.
 */
export async function mailResetLink(
  tx: Writer,
  ctx: Context,
  { email }: z.output<typeof forgotPasswordInput>,
): Promise<void> {
  const user = await personOfEmail(tx, ctx, email)
  if (user?.status !== 'active' || user.passwordHash === null) return mailInvitationAgain(tx, ctx, email)
  const token = await issueLink(tx, ctx, { purpose: 'password-reset', userId: user.id, email })
  const facts = { path: `/reset-password/${token}` }
  // Of several that wait for the mail server only the last is sent, which is the one that works.
  const once = { mergeKey: `password-reset:${user.id}`, apart: 0, life: linkLife['password-reset'] }
  await tell(tx, ctx, user, 'password-reset', facts, once)
}
