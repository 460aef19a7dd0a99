import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { AskedEndCause } from '@/db/tables/four-eyes'
import type { Context } from '@/lib/context'
import { done, fail, type Result } from '@/lib/result'
import type { AuditActor } from '../audit/record'
import { record } from '../audit/record'
import { type AskedAct, putEnd, toldOf } from './asked'
import { factsOf, subjectOfAsked, tellAsker } from './said'

/** Why it is not for someone to agree or refuse. */
export type NotYours = 'asked-own' | 'asked-about-you' | 'asked-not-told'

/**
 * Whether someone may agree or refuse: whoever was told of it when it was asked. Neither whoever asked nor the person it
 * is about; and no one who became an admin since, who could be there for just that.
 */
export function mayDecide(asked: AskedAct, userId: string): Result<void, NotYours> {
  if (asked.askedById === userId) return fail('asked-own')
  if (asked.targetId === userId) return fail('asked-about-you')
  return toldOf(asked).some(({ id }) => id === userId) ? done : fail('asked-not-told')
}

/** Within a transaction that has them to itself: whether whoever asked is still an active admin. */
export async function askerStands(tx: Writer, ctx: Context, asked: AskedAct): Promise<boolean> {
  const { users } = ctx.db.tables
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.id, asked.askedById),
        eq(users.organizationId, asked.organizationId),
        eq(users.role, 'admin'),
        eq(users.status, 'active'),
      ),
    )
  return found.length > 0
}

/** Ends one that no one decided on: writes it down, and tells whoever asked. */
export async function endAsked(
  tx: Writer,
  ctx: Context,
  asked: AskedAct,
  endCause: AskedEndCause,
  actor: AuditActor,
): Promise<void> {
  await putEnd(tx, ctx, asked.id, endCause)
  await record(tx, ctx, asked.organizationId, {
    event: 'four-eyes.ended',
    actor,
    detail: { ...factsOf(asked), endCause, askedBy: asked.askedByName },
    ...(await subjectOfAsked(tx, ctx, asked)),
  })
  await tellAsker(tx, ctx, { ...asked, endedByName: null, endCause }, 'ended')
}
