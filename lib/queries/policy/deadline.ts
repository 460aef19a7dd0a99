import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { passkeysOf, works } from '@/lib/records/factors/passkeys'
import { asksNow, policyDue } from '@/lib/records/policy/demand'
import { demandOfPerson } from '@/lib/records/policy/of-person'
import { isNamedByRule, namesNow } from '@/lib/records/policy/only-passkeys'
import { isEnabled } from '@/lib/records/users/enabled'

/** Until when someone has to do something about their second factor, in which time zone that is said, and how long that is. */
export type Deadline = { by: Date; timeZone: string; left: number }

/** `passkey`: they set it up with a passkey, as nothing else counts for them. */
export type SetUpDeadline = Deadline & { passkey: boolean }

type Asked = NonNullable<Awaited<ReturnType<typeof demandOfPerson>>[number]>

/** Until when someone has to set 2FA up. Null for whoever has it, or is asked for it already, or is not asked at all. */
export async function deadlineOf(ctx: Context, { userId }: Member): Promise<SetUpDeadline | null> {
  const [row] = await demandOfPerson(ctx.db.read, ctx.db, { userId })
  return row ? toSetUp(ctx, userId, row) : null
}

/**
 * The same, and until when someone who has a second factor, but no passkey that works, has to add one; `now` where the rule
 * holds already, and null for whoever has one or is named by no such rule.
 */
export async function deadlinesOf(
  ctx: Context,
  { userId }: Member,
): Promise<{ setUp: SetUpDeadline | null; passkey: Deadline | 'now' | null }> {
  const [row] = await demandOfPerson(ctx.db.read, ctx.db, { userId })
  if (!row) return { setUp: null, passkey: null }
  return { setUp: await toSetUp(ctx, userId, row), passkey: await toAddPasskey(ctx, userId, row) }
}

/** Until when whoever turns it off now would have to set it up again; null where nothing would ask them to. */
export async function deadlineOnceOff(ctx: Context, { userId }: Member): Promise<Deadline | null> {
  const [row] = await demandOfPerson(ctx.db.read, ctx.db, { userId })
  return row ? toHaveIt(ctx, row) : null
}

async function toSetUp(ctx: Context, id: string, asked: Asked): Promise<SetUpDeadline | null> {
  const deadline = isEnabled(asked.demand) ? null : toHaveIt(ctx, asked)
  return deadline && { ...deadline, passkey: await namesNow(ctx.db.read, ctx, id, asked.passkeyRule) }
}

function toHaveIt(ctx: Context, { demand, timeZone }: Asked): Deadline | null {
  if (demand.twoFactorRequired) return null
  const by = policyDue(demand)
  return by && !asksNow(demand, ctx.now()) ? until(ctx, by, timeZone) : null
}

async function toAddPasskey(
  ctx: Context,
  id: string,
  { demand, passkeyRule, timeZone }: Asked,
): Promise<Deadline | 'now' | null> {
  const { who, since, begun, role } = passkeyRule
  if (!since || who === 'nobody' || !isEnabled(demand)) return null
  if (!(await isNamedByRule(ctx.db.read, ctx, { who }, { id, role }))) return null
  const theirs = await passkeysOf(ctx.db.read, ctx, { id, passkeys: demand.passkeys })
  if (theirs.some((one) => works(ctx, one))) return null
  return begun || since <= ctx.now() ? 'now' : until(ctx, since, timeZone)
}

const until = (ctx: Context, by: Date, timeZone: string): Deadline => ({
  ...{ by, timeZone },
  left: by.getTime() - ctx.now().getTime(),
})
