import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { bothFactors } from '@/lib/inputs'
import { opaque } from '@/lib/opaque'
import { fourEyesOf } from '@/lib/records/admins/four-eyes'
import { agreesFrom } from '@/lib/records/admins/new-admin'
import { actorOf } from '@/lib/records/audit/actor'
import { type ProofCode, proveBothFactors } from '@/lib/records/factors/prove'
import { type AskedAct, actOf, isWaiting, moveOn, putDone, readAsked } from '@/lib/records/four-eyes/asked'
import { carryOut, type Ending } from '@/lib/records/four-eyes/carry-out'
import { groupsOfDraft } from '@/lib/records/four-eyes/change-policy'
import { askerStands, endAsked, mayDecide, type NotYours } from '@/lib/records/four-eyes/decide'
import { isAboutPerson, recordDecision, tellAsker } from '@/lib/records/four-eyes/said'
import { peopleAstray } from '@/lib/records/groups/named-by-policy'
import { sessionStands } from '@/lib/records/sessions/session'
import { factorColumns, isEnabled } from '@/lib/records/users/enabled'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

export const agreeInput = bothFactors.extend({ askedId: opaque })

type Refusal =
  | NotYours
  | 'session-over'
  | 'asked-over'
  | 'asked-too-new'
  | 'four-eyes-suspended'
  | `asked-${Ending | 'asker-gone'}`

/**
 * *Agree*, as the second admin, with the password and a code: what was asked is done in the same transaction, or left to
 * whoever asked (`agreed`). Of two at once one does it. It ends where whoever asked is no admin any more, or where what it
 * is about is not what it was. Nor does whoever became an admin within the last day. While four eyes is suspended no one agrees: whoever asked does it alone.
 */
export async function agreeToAsked(
  ctx: Context,
  admin: Admin,
  { askedId, ...factors }: z.output<typeof agreeInput>,
): Promise<Result<'done' | 'agreed', ProofCode | Refusal>> {
  // Before a code is spent on it.
  const shown = await readAsked(ctx.db.read, ctx, admin.organizationId, askedId)
  if (!shown || !isWaiting(shown, ctx.now())) return fail('asked-over')
  const yours = mayDecide(shown, admin.userId)
  if (!yours.ok) return yours
  const proof = await proveBothFactors(ctx, admin, factors)
  if (!proof.ok) return proof
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const astray = await lockAll(tx, ctx, admin, shown)
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const [second] = await tx
      .select({
        ...{ version: users.credentialVersion, ...factorColumns(ctx.db.tables) },
        ...{ adminSince: users.adminSince, authenticatorSince: users.authenticatorSince },
        ...{ authenticatorAddedAt: users.authenticatorAddedAt },
      })
      .from(users)
      .where(eq(users.id, admin.userId))
    if (!second || !isEnabled(second) || second.version !== proof.value.credentialVersion)
      return fail('session-over')
    const from = agreesFrom(second, ctx.now())
    if (from) return fail('asked-too-new', { retryAt: from })
    const standing = await fourEyesOf(tx, ctx, admin.organizationId)
    if (!standing.on || standing.suspended) return fail('four-eyes-suspended')
    return agree(tx, ctx, admin, askedId, astray)
  })
}

/** Takes to itself what may be read and changed, in the order of all; returns people whose groups are to be made right. */
async function lockAll(tx: Writer, ctx: Context, admin: Admin, shown: AskedAct): Promise<string[]> {
  const { organizationId } = admin
  const act = actOf(shown)
  const astray =
    act.kind === 'lift-policy'
      ? await peopleAstray(tx, ctx, organizationId, groupsOfDraft(act.given.draft))
      : []
  const target = shown.targetId !== null && isAboutPerson(shown.kind) ? [shown.targetId] : []
  await lockPerson(tx, ctx, admin.userId, shown.askedById, ...target, ...astray)
  if (act.kind === 'delete-app') await ctx.db.lock(tx, `app:${shown.targetId}`)
  await ctx.db.lock(tx, `admins:${organizationId}`)
  return astray
}

async function agree(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  askedId: string,
  astray: string[],
): Promise<Result<'done' | 'agreed', Refusal>> {
  const moved = await moveOn(tx, ctx, askedId, 'agreed', admin.name)
  if (!moved) return fail('asked-over')
  const actor = actorOf(admin)
  if (!(await askerStands(tx, ctx, moved))) {
    await endAsked(tx, ctx, moved, 'asker-gone', actor)
    return fail('asked-asker-gone')
  }
  await recordDecision(tx, ctx, moved, 'four-eyes.agreed', actor)
  const carried = await carryOut(tx, ctx, admin, moved, astray)
  if (!carried.ok) {
    await endAsked(tx, ctx, moved, carried.code, actor)
    return fail(`asked-${carried.code}`)
  }
  if (carried.value === 'done') await putDone(tx, ctx, moved.id)
  await tellAsker(tx, ctx, moved, carried.value)
  return ok(carried.value)
}
