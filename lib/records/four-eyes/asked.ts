import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { AskedEndCause } from '@/db/tables/four-eyes'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import type { GuardedAct } from '@/lib/guarded-acts'
import { isLive, latest, live } from '@/lib/lifespan'

export type AskedAct = Tables['askedActs']['$inferSelect']

/** How long a second admin has to agree. */
export const askedLife = hours(24)

/** What one that was asked is to do. */
export const actOf = ({
  kind,
  targetName,
  given,
}: Pick<AskedAct, 'kind' | 'targetName' | 'given'>): GuardedAct =>
  ({ kind, name: targetName ?? '', given: JSON.parse(given) }) as GuardedAct

/** Who was told of it, and may agree or refuse. */
export const toldOf = ({ told }: Pick<AskedAct, 'told'>): { id: string; name: string }[] => JSON.parse(told)

/** An act that was asked in this organization, whatever became of it. */
export async function readAsked(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
  askedId: string,
): Promise<AskedAct | null> {
  const { askedActs } = ctx.db.tables
  const [found] = await from
    .select()
    .from(askedActs)
    .where(and(eq(askedActs.id, askedId), eq(askedActs.organizationId, organizationId)))
  return found ?? null
}

/** Those that wait for a second admin, the oldest first. */
export async function waitingActs(
  from: Reader | Writer,
  ctx: Context,
  organizationId: string,
): Promise<AskedAct[]> {
  const { askedActs } = ctx.db.tables
  return from
    .select()
    .from(askedActs)
    .where(
      and(
        eq(askedActs.organizationId, organizationId),
        eq(askedActs.state, 'waiting'),
        isNull(askedActs.endCause),
        live(askedActs.askedAt, askedActs.expiresAt, ctx.now()),
      ),
    )
    .orderBy(askedActs.askedAt, askedActs.id)
}

/** Whether one can still be decided on. */
export const isWaiting = ({ state, endCause, askedAt, expiresAt }: AskedAct, now: Date): boolean =>
  state === 'waiting' && endCause === null && isLive(askedAt, expiresAt, now)

/** Moves one on that waits. Of two at once, one does; null for the other, and where its time has ended. */
export async function moveOn(
  tx: Writer,
  ctx: Context,
  askedId: string,
  state: 'agreed' | 'refused' | 'withdrawn',
  byName: string,
): Promise<AskedAct | null> {
  const { askedActs } = ctx.db.tables
  const now = ctx.now()
  const [moved] = await tx
    .update(askedActs)
    .set({ state, endedAt: now, endedByName: byName })
    .where(
      and(
        eq(askedActs.id, askedId),
        eq(askedActs.state, 'waiting'),
        isNull(askedActs.endCause),
        lte(askedActs.askedAt, latest(now)),
        gt(askedActs.expiresAt, now),
      ),
    )
    .returning()
  return moved ?? null
}

/** Writes down that what was agreed is done; false where it was before. */
export async function putDone(tx: Writer, ctx: Context, askedId: string): Promise<boolean> {
  const { askedActs } = ctx.db.tables
  const put = await tx
    .update(askedActs)
    .set({ state: 'done' })
    .where(and(eq(askedActs.id, askedId), eq(askedActs.state, 'agreed')))
    .returning({ id: askedActs.id })
  return put.length > 0
}

/** Writes down what ended it, where that was no one's decision. */
export async function putEnd(
  tx: Writer,
  ctx: Context,
  askedId: string,
  endCause: AskedEndCause,
): Promise<void> {
  const { askedActs } = ctx.db.tables
  await tx
    .update(askedActs)
    .set({ state: 'ended', endedAt: ctx.now(), endedByName: null, endCause })
    .where(eq(askedActs.id, askedId))
}

/**
 * Lets what was asked in a time that has yet to come wait for its life from now: else it would be over, and open again once
 * that time comes.
 */
export async function setAskedRight(tx: Writer, ctx: Context): Promise<void> {
  const { askedActs } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(askedActs)
    .set({ askedAt: now, expiresAt: later(now, askedLife) })
    .where(and(inArray(askedActs.state, ['waiting', 'agreed']), gt(askedActs.askedAt, latest(now))))
}
