import type { Writer } from '@/db/database'
import type { Admin, Console, Doer } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import type { User } from '../users/change'
import { endEverything, endSessions } from './end'

/** Ends a person's sessions, and sign-ins under way, and records it; returns how many sessions there were. */
export async function signOutEverywhere(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | Console,
  user: User,
): Promise<number> {
  const sessions = await endSessions(tx, ctx, user.id, 'admin')
  await endEverything(tx, ctx, user.id, 'admin')
  await record(tx, ctx, user.organizationId, {
    event: 'sessions.ended',
    actor: actorOf(actor),
    subject: named(user),
    detail: { sessions },
  })
  return sessions
}
