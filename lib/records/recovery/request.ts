import { randomUUID } from 'node:crypto'
import { and, count, eq, gt, inArray, lte } from 'drizzle-orm'
import type { z } from 'zod'
import type { Writer } from '@/db/database'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import type { askForRecoveryInput } from '@/lib/inputs'
import { latest, live } from '@/lib/lifespan'
import { personOfEmail } from '@/lib/records/users/lock'
import { named } from '../audit/actor'
import { record } from '../audit/record'
import { issueLink, linkLife } from '../links/link'
import { tell } from '../outbox/outbox'
import { readPerson } from './concerned'
import { confirmLife, takeStep } from './life'

export const perDay = 3

/**
 * Looks into a request. An admin gets a link that confirms it; an agent is told to ask an admin; while one is decided
 * on, its owner is reminded of that one instead. No one else hears anything.
 */
export async function openRequest(
  tx: Writer,
  ctx: Context,
  { email, organization, story }: z.output<typeof askForRecoveryInput>,
): Promise<void> {
  const { recoveryRequests } = ctx.db.tables
  const found = await personOfEmail(tx, ctx, email)
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
  for (const { id } of open) await takeStep(tx, ctx, id, 'withdraw', { cause: 'newer-request' })

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
