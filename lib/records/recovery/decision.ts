import type { Writer } from '@/db/database'
import { type Console, isConsole, type Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { isLive } from '@/lib/lifespan'
import type { By } from '@/lib/messages/mail/message'
import { fail, ok, type Result } from '@/lib/result'
import { sessionStands } from '../sessions/session'
import type { User } from '../users/change'
import { lockPerson } from '../users/lock'
import { readAdmin } from './concerned'
import { type Ending, lockRequest, type RecoveryRequest, readRequest } from './life'

export type DecisionCode = OpenCode | 'decided-already'

type OpenCode = 'session-over' | 'request-over' | 'request-held' | 'own-request'

/** Under which id and name a decision is kept: an operator's, or that of whoever sits at the console. */
export const deciderOf = (actor: Operator | Console): { id: string; name: string } =>
  isConsole(actor)
    ? { id: `${consolePrefix}${actor.osUser}`, name: actor.osUser }
    : { id: actor.userId, name: actor.name }

const consolePrefix = 'console:'

/** Who made a decision, by the id and the name under which it is kept. */
export const decidedBy = ({
  operatorId: id,
  operatorName,
}: {
  operatorId: string
  operatorName: string
}): By => (id.startsWith(consolePrefix) ? { osUser: id.slice(consolePrefix.length) } : operatorName)

/** How a request ends that this actor decides to end. */
export const endingBy = (actor: Operator | Console, reason: string): Ending =>
  isConsole(actor) ? { by: actor.osUser, reason, cause: 'console' } : { by: actor.name, reason }

/** The request, if this actor still may and still can decide on it, and it is not about them. */
export async function openFor(
  tx: Writer,
  ctx: Context,
  actor: Operator | Console,
  requestId: string,
): Promise<Result<{ request: RecoveryRequest; person: User }, OpenCode>> {
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
  return person ? ok({ request, person }) : fail('request-held')
}
