import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { tellOfNewAdmin } from '../admins/new-admin'
import { endKeysOf } from '../api-keys/end'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { askByPolicy } from '../factors/followed'
import { policyOf } from '../policy/policy'
import { endEverything } from '../sessions/end'
import { changeUser, type User } from '../users/change'
import type { Leave } from './leave'

/** Gives someone another role. Their sessions end, and the API keys of an admin who was. An admin whom the policy asks is told. */
export async function giveRole(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  user: User,
  role: 'agent' | 'admin',
  _leave: Leave<'demote-admin'>,
): Promise<void> {
  const promoted = role === 'admin'
  await changeUser(tx, ctx, user.id, { role, adminSince: promoted ? ctx.now() : null })
  await endEverything(tx, ctx, user.id, 'role')
  await endKeysOf(tx, ctx, user, actorOf(admin))
  if (promoted) await askAsAdmin(tx, ctx, user)
  await record(tx, ctx, user.organizationId, {
    event: 'user.role-changed',
    actor: actorOf(admin),
    subject: named(user),
    detail: { role },
  })
  if (promoted) await tellOfNewAdmin(tx, ctx, actorOf(admin), user)
}

/** Where the policy names admins, it names them from now on. */
async function askAsAdmin(tx: Writer, ctx: Context, user: User): Promise<void> {
  const policy = await policyOf(tx, ctx, user.organizationId)
  if (policy?.policyWho === 'admins') await askByPolicy(tx, ctx, user.id)
}
