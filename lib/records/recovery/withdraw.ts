import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { named } from '../audit/actor'
import { record } from '../audit/record'
import type { User } from '../users/change'
import { tellConcerned } from './concerned'
import { openStates, takeStep } from './life'

/** Someone signed in as usual: what was asked for in their name is withdrawn, and everyone who knew of it is told. */
export async function withdrawRequests(tx: Writer, ctx: Context, person: User): Promise<void> {
  if (person.role !== 'admin') return
  const { recoveryRequests } = ctx.db.tables
  const live = await tx
    .select({ id: recoveryRequests.id, state: recoveryRequests.state })
    .from(recoveryRequests)
    .where(
      and(
        eq(recoveryRequests.userId, person.id),
        inArray(recoveryRequests.state, [...openStates]),
        gt(recoveryRequests.expiresAt, ctx.now()),
      ),
    )
  for (const { id, state } of live) {
    if (!(await takeStep(tx, ctx, id, 'withdraw', { by: person.name, cause: 'signed-in' }))) continue
    await record(tx, ctx, person.organizationId, {
      event: 'recovery.withdrawn',
      actor: { kind: 'user', ...named(person) },
    })
    // Of one that was never confirmed no one else knows.
    if (state !== 'asked') await tellConcerned(tx, ctx, person, 'recovery-withdrawn', { who: person.name })
  }
}
