import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Console, Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { tellConcerned } from '@/lib/records/recovery/concerned'
import { type DecisionCode, endingBy, openFor } from '@/lib/records/recovery/decision'
import { takeStep } from '@/lib/records/recovery/life'
import { done, fail, type Result } from '@/lib/result'
import { decisionReason } from './reason'

export const rejectInput = z.strictObject({ requestId: z.string().max(64), reason: decisionReason })

/** *Reject*, before or after it was approved, as long as it is not completed. */
export async function rejectRequest(
  ctx: Context,
  actor: Operator | Console,
  input: z.output<typeof rejectInput>,
): Promise<Result<void, DecisionCode>> {
  return ctx.db.write((tx) => reject(tx, ctx, actor, input))
}

async function reject(
  tx: Writer,
  ctx: Context,
  actor: Operator | Console,
  input: z.output<typeof rejectInput>,
): Promise<Result<void, DecisionCode>> {
  const standing = await openFor(tx, ctx, actor, input.requestId)
  if (!standing.ok) return standing
  const { request, person } = standing.value
  const taken = await takeStep(tx, ctx, request.id, 'reject', endingBy(actor, input.reason))
  if (!taken) return fail('request-over')
  await record(tx, ctx, person.organizationId, {
    event: 'recovery.rejected',
    actor: actorOf(actor),
    subject: named(person),
    detail: { reason: input.reason },
  })
  await tellConcerned(tx, ctx, person, 'recovery-rejected', { who: person.name, reason: input.reason })
  return done
}
