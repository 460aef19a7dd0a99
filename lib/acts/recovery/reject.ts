import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Console, Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { tellConcerned } from '@/lib/records/recovery/concerned'
import { takeStep } from '@/lib/records/recovery/life'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'
import { byConsole, byOperator, type Decider, type DecisionCode, openFor, reason } from './decision'

export const rejectInput = z.strictObject({ requestId: z.string().max(64), reason })

/** *Reject*, before or after it was approved, as long as it is not completed. */
export async function rejectRequest(
  ctx: Context,
  operator: Operator,
  input: z.output<typeof rejectInput>,
): Promise<Result<void, DecisionCode>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
    return reject(tx, ctx, byOperator(operator), input)
  })
}

export async function rejectFromConsole(
  ctx: Context,
  console: Console,
  input: z.output<typeof rejectInput>,
): Promise<Result<void, DecisionCode>> {
  return ctx.db.write((tx) => reject(tx, ctx, byConsole(console), input))
}

async function reject(
  tx: Writer,
  ctx: Context,
  decider: Decider,
  input: z.output<typeof rejectInput>,
): Promise<Result<void, DecisionCode>> {
  const standing = await openFor(tx, ctx, decider, input.requestId)
  if (!standing.ok) return standing
  const { request, person } = standing.value
  const ending = { by: decider.name, reason: input.reason }
  if (!(await takeStep(tx, ctx, request.id, 'reject', ending))) return fail('request-over')
  await record(tx, ctx, person.organizationId, {
    event: 'recovery.rejected',
    actor: decider.actor,
    subject: named(person),
    detail: { reason: input.reason },
  })
  await tellConcerned(tx, ctx, person, 'recovery-rejected', { who: person.name, reason: input.reason })
  return done
}
