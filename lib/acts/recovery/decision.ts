import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Console, Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { isLive } from '@/lib/lifespan'
import { operatorActor } from '@/lib/records/audit/actor'
import type { AuditActor } from '@/lib/records/audit/record'
import { readAdmin } from '@/lib/records/recovery/concerned'
import { lockRequest, type RecoveryRequest, readRequest } from '@/lib/records/recovery/life'
import type { User } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

export const reason = z
  .string({ error: 'Give a reason. Everyone involved can read it.' })
  .trim()
  .min(1, { error: 'Give a reason. Everyone involved can read it.' })
  .max(500, { error: 'Use at most 500 characters.' })

export type DecisionCode = 'session-over' | 'request-over' | 'own-request' | 'decided-already'

/** What somebody decides as: an operator at a screen, or whoever sits at the console. */
export type Decider = { id: string; name: string; actor: AuditActor }

export const byOperator = (operator: Operator): Decider => ({
  ...{ id: operator.userId, name: operator.name },
  actor: operatorActor(operator),
})

export const byConsole = ({ osUser }: Console): Decider => ({
  ...{ id: `console:${osUser}`, name: `Whoever runs the server (${osUser})` },
  actor: { kind: 'console', osUser },
})

/** The request, if it can still be decided on, and not by the person it is about. */
export async function openFor(
  tx: Writer,
  ctx: Context,
  decider: Decider,
  requestId: string,
): Promise<Result<{ request: RecoveryRequest; person: User }, 'request-over' | 'own-request'>> {
  const known = await readRequest(tx, ctx, requestId)
  if (!known) return fail('request-over')
  await lockPerson(tx, ctx, known.userId)
  await lockRequest(tx, ctx, requestId)
  const request = await readRequest(tx, ctx, requestId)
  if (!request || !isLive(request.askedAt, request.expiresAt, ctx.now())) return fail('request-over')
  if (request.state !== 'confirmed' && request.state !== 'approved') return fail('request-over')
  if (request.userId === decider.id) return fail('own-request')
  const person = await readAdmin(tx, ctx, request.userId)
  return person ? ok({ request, person }) : fail('request-over')
}
