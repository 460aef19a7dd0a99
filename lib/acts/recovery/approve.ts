import { and, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Console, Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { lines } from '@/lib/inputs'
import { checkNames } from '@/lib/messages/recovery'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { tellWithStop } from '@/lib/records/recovery/concerned'
import { type DecisionCode, deciderOf, openFor } from '@/lib/records/recovery/decision'
import { takeStep } from '@/lib/records/recovery/life'
import { fail, ok, type Result } from '@/lib/result'
import { decisionReason } from './reason'

export const approveInput = z
  .strictObject({
    requestId: z.string().max(64),
    calledBack: z.boolean(),
    vouched: z.boolean(),
    proved: z.boolean(),
    note: lines(500, 'Note what you checked and how.'),
    reason: decisionReason,
  })
  .refine(({ calledBack, vouched, proved }) => calledBack || vouched || proved, {
    path: ['calledBack'],
    error: 'Say what you checked: the mailbox alone proves nothing.',
  })

/**
 * *Approve*, by an operator, or whoever runs the server, who checked who is asking. With the last approval that is
 * needed the wait begins, during which everyone concerned can stop it. It opens nothing by itself.
 */
export async function approveRequest(
  ctx: Context,
  actor: Operator | Console,
  input: z.output<typeof approveInput>,
): Promise<Result<{ missing: number }, DecisionCode>> {
  return ctx.db.write((tx) => approve(tx, ctx, actor, input))
}

async function approve(
  tx: Writer,
  ctx: Context,
  actor: Operator | Console,
  input: z.output<typeof approveInput>,
): Promise<Result<{ missing: number }, DecisionCode>> {
  const decider = deciderOf(actor)
  const standing = await openFor(tx, ctx, actor, input.requestId)
  if (!standing.ok) return standing
  const { request, person } = standing.value
  if (request.state !== 'confirmed') return fail('decided-already')
  const { recoveryDecisions } = ctx.db.tables
  const checks = checkNames.filter((name) => input[name]).join(',')
  const [decided] = await tx
    .insert(recoveryDecisions)
    .values({
      ...{ requestId: request.id, operatorId: decider.id, operatorName: decider.name, verdict: 'approve' },
      ...{ checks, note: input.note, reason: input.reason, at: ctx.now() },
    })
    .onConflictDoNothing()
    .returning({ id: recoveryDecisions.requestId })
  if (!decided) return fail('decided-already')
  const [given] = await tx
    .select({ n: count() })
    .from(recoveryDecisions)
    .where(and(eq(recoveryDecisions.requestId, request.id), eq(recoveryDecisions.verdict, 'approve')))
  const missing = Math.max(0, ctx.recovery.approvals - (given?.n ?? 0))
  await record(tx, ctx, person.organizationId, {
    event: 'recovery.approved',
    actor: actorOf(actor),
    subject: named(person),
    detail: {
      ...{ reason: input.reason, checks },
      ...(missing > 0 && { approvalsMissing: missing }),
    },
  })
  if (missing > 0) return ok({ missing })
  const approved = await takeStep(tx, ctx, request.id, 'approve')
  if (!approved) throw new Error('A request that was open in this transaction could not be approved.')
  const ready = (approved.readyAt ?? ctx.now()).toISOString()
  await tellWithStop(tx, ctx, approved, person, 'recovery-approved', { ready })
  return ok({ missing })
}
