import type { Writer } from '@/db/database'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { changeUser, type User } from '../users/change'

/** Frees a person from having to use 2FA. Whoever is enrolled stays enrolled, free to turn it off. */
export async function liftRequirement(
  tx: Writer,
  ctx: Context,
  actor: Admin | ApiKey,
  user: User,
): Promise<void> {
  await changeUser(tx, ctx, user.id, { twoFactorRequired: false })
  await record(tx, ctx, user.organizationId, {
    event: 'two-factor.requirement-lifted',
    actor: actorOf(actor),
    subject: named(user),
  })
}
