import type { Writer } from '@/db/database'
import { type Console, isConsole, type Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { isLive } from '@/lib/lifespan'
import { fail, ok, type Result } from '@/lib/result'
import { sessionStands } from '../sessions/session'
import type { User } from '../users/change'
import { lockPerson } from '../users/lock'
import { readAdmin } from './concerned'
import { lockRequest, type RecoveryRequest, readRequest } from './life'

export type DecisionCode = 'session-over' | 'request-over' | 'own-request' | 'decided-already'

/** Under which id and name a decision is kept: an operator's, or that of whoever sits at the console. */
export const deciderOf = (actor: Operator | Console): { id: string; name: string } =>
  isConsole(actor)
    ? { id: `console:${actor.osUser}`, name: `Whoever runs the server (${actor.osUser})` }
    : { id: actor.userId, name: actor.name }

/** The request, if this actor still may and still can decide on it, and it is not about them. */
export async function openFor(
  tx: Writer,
  ctx: Context,
  actor: Operator | Console,
  requestId: string,
): Promise<
  Result<{ request: RecoveryRequest; person: User }, 'session-over' | 'request-over' | 'own-request'>
> {
  if (!isConsole(actor) && !(await sessionStands(tx, ctx, actor, 'operator'))) return fail('session-over')
  const known = await readRequest(tx, ctx, requestId)
  if (!known) return fail('request-over')
  await lockPerson(tx, ctx, known.userId)
  await lockRequest(tx, ctx, requestId)
  const request = await readRequest(tx, ctx, requestId)
  if (!request || !isLive(request.askedAt, request.expiresAt, ctx.now())) return fail('request-over')
  if (request.state !== 'confirmed' && request.state !== 'approved') return fail('request-over')
  if (request.userId === deciderOf(actor).id) return fail('own-request')
  const person = await readAdmin(tx, ctx, request.userId)
  return person ? ok({ request, person }) : fail('request-over')
}
