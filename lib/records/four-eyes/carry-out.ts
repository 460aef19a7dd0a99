import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { AskedEndCause, AskedState } from '@/db/tables/four-eyes'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Given, GuardedAct } from '@/lib/guarded-acts'
import { fail, ok, type Result } from '@/lib/result'
import { readApp } from '../apps/app'
import { isTaken } from '../email/move'
import { groupsWithin } from '../groups/group'
import { hasOtherAdmin } from '../users/admins'
import type { User } from '../users/change'
import { type AskedAct, actOf } from './asked'
import { askForNewEmail } from './change-email'
import { makePasskeyChange, passkeyChangeOf } from './change-passkeys'
import { changeOf, makeChange } from './change-policy'
import { giveRole } from './change-role'
import { deleteApp } from './delete-app'
import { leaveAgreed, type OnAdmin, onApp, wasOf } from './leave'
import { leaveGroup, onMember } from './leave-group'
import { remove } from './remove'
import { reset } from './reset'
import { suspend } from './suspend'
import { switchOff } from './switch'

/** Why what was asked is not done although a second admin agrees. */
export type Ending = Exclude<AskedEndCause, 'expired' | 'asker-gone' | 'asker-secured' | 'restored-backup'>

/** What an agreed act leaves: done at once, or left to whoever asked. */
type Carried = Result<Extract<AskedState, 'done' | 'agreed'>, Ending>

/**
 * Within a transaction that has the second admin, whoever asked and whom it is about to itself: does what was asked, if what
 * it is about is still what it was. The audit log names the second admin, who does it; that they agreed is an entry of its own.
 */
export async function carryOut(
  tx: Writer,
  ctx: Context,
  second: Admin,
  asked: AskedAct,
  astray: readonly string[],
): Promise<Carried> {
  const act = actOf(asked)
  switch (act.kind) {
    case 'lift-policy':
      return liftPolicy(tx, ctx, second, asked, act.given, astray)
    case 'lift-passkeys':
      return liftPasskeys(tx, ctx, second, asked, act.given)
    case 'leave-policy-group':
      return leaveAsked(tx, ctx, second, asked, act.given)
    case 'export-evidence':
      return ok('agreed')
    case 'delete-app':
      return deleteAsked(tx, ctx, second, asked)
    case 'switch-off':
      await switchOff(tx, ctx, second, leaveAgreed('switch-off'))
      return ok('done')
    default:
      return onUser(tx, ctx, second, asked, act)
  }
}

type OnUser = Extract<GuardedAct, { kind: OnAdmin }>

async function onUser(
  tx: Writer,
  ctx: Context,
  second: Admin,
  asked: AskedAct,
  act: OnUser,
): Promise<Carried> {
  const user = await targetOf(tx, ctx, asked)
  if (!user || !isAsItWas(asked, wasOf(act.kind, user))) return fail('target-changed')
  if (act.kind === 'change-admin-email') {
    if (await isTaken(tx, ctx, act.given.email, user.id)) return fail('not-possible')
    await askForNewEmail(tx, ctx, second, user, act.given.email, leaveAgreed(act.kind))
    return ok('done')
  }
  const { kind } = act
  if (kind !== 'reset-admin' && !(await hasOtherAdmin(tx, ctx, user))) return fail('not-possible')
  if (kind === 'reset-admin') await reset(tx, ctx, second, user, {}, leaveAgreed(kind))
  else if (kind === 'demote-admin') await giveRole(tx, ctx, second, user, 'agent', leaveAgreed(kind))
  else {
    const carried =
      kind === 'suspend-admin'
        ? await suspend(tx, ctx, second, user, leaveAgreed(kind))
        : await remove(tx, ctx, second, user, leaveAgreed(kind))
    if (!carried.ok) return fail('not-possible')
  }
  return ok('done')
}

/** Whom it is about, while they are there. */
async function targetOf(tx: Writer, ctx: Context, asked: AskedAct): Promise<User | undefined> {
  const { users } = ctx.db.tables
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, asked.targetId ?? ''), eq(users.organizationId, asked.organizationId)))
  return user
}

async function leaveAsked(
  tx: Writer,
  ctx: Context,
  second: Admin,
  asked: AskedAct,
  { groupId }: Given['leave-policy-group'],
): Promise<Carried> {
  const user = await targetOf(tx, ctx, asked)
  const [group] = (await groupsWithin(tx, ctx, asked.organizationId, [groupId])) ?? []
  // Out of the group already, or no longer under the rule because of it: there is nothing to agree to.
  if (!user || !group || !isAsItWas(asked, (await onMember(tx, ctx, user, group)).was))
    return fail('target-changed')
  await leaveGroup(tx, ctx, second, user, group, leaveAgreed('leave-policy-group'))
  return ok('done')
}

async function deleteAsked(tx: Writer, ctx: Context, second: Admin, asked: AskedAct): Promise<Carried> {
  const app = await readApp(tx, ctx, asked.organizationId, asked.targetId ?? '')
  if (!app || !isAsItWas(asked, onApp(app).was)) return fail('target-changed')
  await deleteApp(tx, ctx, second, app, leaveAgreed('delete-app'))
  return ok('done')
}

async function liftPolicy(
  tx: Writer,
  ctx: Context,
  second: Admin,
  asked: AskedAct,
  { draft, warned }: Given['lift-policy'],
  astray: readonly string[],
): Promise<Carried> {
  const change = await changeOf(tx, ctx, second, draft)
  if (!change.ok) return fail('not-possible')
  const { preview, question } = change.value
  if (!isAsItWas(asked, question.was)) return fail('target-changed')
  // Whoever asked typed the organization's name for these, and for no others.
  const warnsAnew = preview.warnings.some(({ kind }) => !warned.includes(kind))
  if (preview.locksOut || warnsAnew) return fail('not-possible')
  await makeChange(tx, ctx, second, change.value, astray, leaveAgreed('lift-policy'))
  return ok('done')
}

async function liftPasskeys(
  tx: Writer,
  ctx: Context,
  second: Admin,
  asked: AskedAct,
  { draft }: Given['lift-passkeys'],
): Promise<Carried> {
  const change = await passkeyChangeOf(tx, ctx, second, draft)
  if (!change.ok) return fail('not-possible')
  const { preview, question } = change.value
  if (!isAsItWas(asked, question.was)) return fail('target-changed')
  if (preview.locksOut) return fail('not-possible')
  await makePasskeyChange(tx, ctx, second, change.value, leaveAgreed('lift-passkeys'))
  return ok('done')
}

const isAsItWas = ({ was }: AskedAct, now: object): boolean => was === JSON.stringify(now)
