import { createHash, randomUUID } from 'node:crypto'
import { and, count, eq, gt, inArray, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { record } from '../audit/record'
import type { Context } from '../context'
import { days, hours, later, minutes } from '../duration'
import { leaveErrand } from '../errands/leave'
import { latest, live } from '../lifespan'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../mail/outbox'
import { done, fail, type Result } from '../result'
import { describeClient } from '../sessions/client'
import { networkOf } from '../sign-in/address'
import { type Counter, spendAttempt } from '../throttle/attempts'
import { named } from '../users/authority'
import { newEmail } from '../users/email'
import { organizationName } from '../users/name'
import { readPerson } from './concerned'
import { confirmLife, takeStep } from './life'

const perDay = 3

export const askForRecoveryInput = z.strictObject({
  email: newEmail,
  organization: organizationName,
  story: z
    .string()
    .trim()
    .min(1, { error: 'Say what happened: the operator who decides reads it.' })
    .max(2000, { error: 'Use at most 2,000 characters.' }),
})

/** Three a day for one address, known or not; a few more from one network, and a ceiling for all. */
function counters(ctx: Context, email: string): Counter[] {
  const account = createHash('sha256').update(email).digest('base64url')
  const limit = (free: number, delay: number, window: number) => ({
    ...{ free, firstDelay: delay, longestDelay: delay, window },
  })
  return [
    { key: `recovery:account:${account}`, limit: limit(perDay, hours(24), hours(24)) },
    { key: `recovery:address:${networkOf(ctx.origin.address)}`, limit: limit(10, hours(1), hours(24)) },
    { key: 'recovery:server', limit: limit(60, minutes(10), hours(1)) },
  ]
}

/** *Send request*: answers everybody alike, before anybody was looked up. */
export async function askForRecovery(
  ctx: Context,
  input: z.output<typeof askForRecoveryInput>,
): Promise<Result<void, 'too-many-attempts'>> {
  return ctx.db.write(async (tx) => {
    const retryAt = await spendAttempt(tx, ctx, counters(ctx, input.email))
    if (retryAt) return fail('too-many-attempts', { retryAt })
    await leaveErrand(tx, ctx, 'recovery', input)
    return done
  })
}

/**
 * Looks into a request. An admin gets a link that confirms it; an agent is told to ask an admin; while one is decided
 * on, its owner is reminded of that one instead. Nobody else hears anything.
 */
export async function openRequest(
  tx: Writer,
  ctx: Context,
  { email, organization, story }: z.output<typeof askForRecoveryInput>,
): Promise<void> {
  const { users, recoveryRequests } = ctx.db.tables
  const [found] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
  const person = found && (await readPerson(tx, ctx, found.id))
  if (!person) return
  const once = { mergeKey: `recovery-asked:${person.id}` }
  if (person.role === 'agent') return tell(tx, ctx, person, 'recovery-for-agents', {}, once)
  if (person.role !== 'admin') return

  const now = ctx.now()
  const ofPerson = eq(recoveryRequests.userId, person.id)
  const [today] = await tx
    .select({ n: count() })
    .from(recoveryRequests)
    .where(
      and(
        ofPerson,
        gt(recoveryRequests.askedAt, later(now, -days(1))),
        lte(recoveryRequests.askedAt, latest(now)),
      ),
    )
  if (today && today.n >= perDay) return
  const open = await tx
    .select({ id: recoveryRequests.id, state: recoveryRequests.state })
    .from(recoveryRequests)
    .where(
      and(
        ofPerson,
        inArray(recoveryRequests.state, ['asked', 'confirmed', 'approved']),
        live(recoveryRequests.askedAt, recoveryRequests.expiresAt, now),
      ),
    )
  if (open.some(({ state }) => state !== 'asked'))
    return tell(tx, ctx, person, 'recovery-under-way', {}, once)
  for (const { id } of open) await takeStep(tx, ctx, id, 'withdraw', { by: 'a newer request' })

  const id = randomUUID()
  await tx.insert(recoveryRequests).values({
    ...{ id, userId: person.id, state: 'asked', organization, story, askedAt: now },
    client: describeClient(ctx.origin.userAgent),
    address: ctx.origin.address,
    expiresAt: later(now, confirmLife),
  })
  await record(tx, ctx, person.organizationId, {
    event: 'recovery.asked',
    actor: { kind: 'nobody' },
    subject: named(person),
  })
  const token = await issueLink(tx, ctx, {
    ...{ purpose: 'recovery-confirm', userId: person.id, email, requestId: id },
  })
  await tell(
    tx,
    ctx,
    person,
    'recovery-asked',
    { path: `/recovery/${token}` },
    { mergeKey: `recovery-confirm:${person.id}`, apart: 0, life: linkLife['recovery-confirm'] },
  )
}
