// biome-ignore-all lint/correctness/noUnusedPrivateClassMembers: the compiler tells leave for one act from leave for another by it

import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Guarded } from '@/db/tables/four-eyes'
import { type Admin, type ApiKey, type Console, type Doer, isApiKey, isConsole } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { later } from '@/lib/duration'
import { askedAtMost } from '@/lib/figures'
import type { Given } from '@/lib/guarded-acts'
import { live } from '@/lib/lifespan'
import { fail, ok, type Result } from '@/lib/result'
import { type FourEyes, fourEyesOf } from '../admins/four-eyes'
import type { App } from '../apps/app'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'
import { latestConfirmed } from '../users/enabled'
import { type AskedAct, actOf, askedLife, putDone, toldOf, waitingActs } from './asked'
import { factsOf, subjectOfAsked } from './said'

/*
 * The rule, once: what falls under four eyes is carried out by the functions beside this file, and each of them wants the
 * leave that only this file gives. Whoever writes an act can't forget to ask for it.
 */

class LeaveTo<Kind extends Guarded> {
  readonly #given: Kind
  constructor(kind: Kind) {
    this.#given = kind
  }
}

/** Leave to carry out one act of this kind, in the transaction that it was given in. */
export type Leave<Kind extends Guarded> = LeaveTo<Kind>

/** Why an act is not carried out now. `second-asked`: it waits for a second admin, from now on or already. */
export type LeaveRefusal = 'second-asked' | 'second-needs-person' | 'second-full'

/** An act that someone wants to carry out. */
export type Question<Kind extends Guarded> = {
  kind: Kind
  /** Whether it falls under four eyes at all. */
  guarded: boolean
  organizationId: string
  target: { id: string; name: string } | null
  /** What it is done to, as far as it matters: it is carried out for nothing else. */
  was: Record<string, string | number | boolean | null>
  given: Given[Kind]
}

export type OnAdmin = 'reset-admin' | 'demote-admin' | 'suspend-admin' | 'remove-admin' | 'change-admin-email'

/** Something done to a person, which is guarded where they are an admin who has joined. */
export const onPerson = <Kind extends OnAdmin>(
  kind: Kind,
  user: User,
  given: Given[Kind],
): Question<Kind> => ({
  ...{ kind, given, organizationId: user.organizationId, target: { id: user.id, name: user.name } },
  guarded: user.role === 'admin' && user.status !== 'invited',
  was: wasOf(kind, user),
})

/**
 * What matters of a person for something done to them. Nothing that they can change just to be spared: a new authenticator
 * does away with the reason for a reset, and no more.
 */
export const wasOf = (kind: OnAdmin, { role, status, email, ...person }: User) => ({
  ...{ role, status },
  ...(kind === 'reset-admin' && { since: latestConfirmed(person)?.toISOString() ?? null }),
  ...(kind === 'change-admin-email' && { email }),
})

/** Deleting an app. */
export const onApp = ({ id, name, address, kind, organizationId }: App): Question<'delete-app'> => ({
  ...{ kind: 'delete-app', guarded: true, organizationId, target: { id, name } },
  was: { name, address, kind },
  given: { address },
})

/** Something about the organization itself. */
export const onOrganization = <
  Kind extends 'lift-policy' | 'lift-passkeys' | 'export-evidence' | 'switch-off',
>(
  kind: Kind,
  organizationId: string,
  given: Given[Kind],
  { guarded = true, was = {} }: Partial<Pick<Question<Kind>, 'guarded' | 'was'>> = {},
): Question<Kind> => ({ kind, guarded, organizationId, target: null, was, given })

/**
 * Within a transaction that has what it is about to itself: leave to carry it out now, or why not. Where four eyes is on, the
 * act of an admin is written down to wait for a second one, who is told. An API key is refused, and can't ask. The server's
 * console is not asked.
 */
export async function leaveFor<Kind extends Guarded>(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | Console | ApiKey,
  question: Question<Kind>,
): Promise<Result<Leave<Kind>, LeaveRefusal>> {
  const leave = ok(new LeaveTo(question.kind))
  if (!question.guarded || isConsole(actor)) return leave
  await ctx.db.lock(tx, `admins:${question.organizationId}`)
  const standing = await fourEyesOf(tx, ctx, question.organizationId)
  if (!standing.on || standing.suspended) return leave
  if (isApiKey(actor)) return fail('second-needs-person')
  if (await spendAgreed(tx, ctx, actor, question)) return leave
  return ask(tx, ctx, actor, standing, question)
}

/** Leave to carry out what a second admin has agreed to, in the transaction in which they did. */
export const leaveAgreed = <Kind extends Guarded>(kind: Kind): Leave<Kind> => new LeaveTo(kind)

/** What someone asked and a second admin agreed to, and they do themselves: once. */
async function spendAgreed<Kind extends Guarded>(
  tx: Writer,
  ctx: Context,
  admin: Doer,
  { kind, organizationId, given }: Question<Kind>,
): Promise<boolean> {
  const { askedActs } = ctx.db.tables
  const [agreed] = await tx
    .select({ id: askedActs.id })
    .from(askedActs)
    .where(
      and(
        eq(askedActs.organizationId, organizationId),
        eq(askedActs.kind, kind),
        eq(askedActs.state, 'agreed'),
        eq(askedActs.askedById, admin.userId),
        eq(askedActs.given, JSON.stringify(given)),
        live(askedActs.askedAt, askedActs.expiresAt, ctx.now()),
      ),
    )
    .limit(1)
  return agreed !== undefined && putDone(tx, ctx, agreed.id)
}

async function ask<Kind extends Guarded>(
  tx: Writer,
  ctx: Context,
  admin: Doer,
  { admins }: FourEyes,
  { kind, organizationId, target, was, given }: Question<Kind>,
): Promise<Result<never, 'second-asked' | 'second-full'>> {
  const { askedActs } = ctx.db.tables
  const [asWas, asGiven] = [JSON.stringify(was), JSON.stringify(given)]
  const waiting = await waitingActs(tx, ctx, organizationId)
  const isSame = (one: AskedAct) =>
    one.kind === kind && one.targetId === (target?.id ?? null) && one.was === asWas && one.given === asGiven
  if (waiting.some(isSame)) return fail('second-asked')
  if (waiting.length >= askedAtMost) return fail('second-full')
  const now = ctx.now()
  const seers = admins.filter(({ id }) => id !== admin.userId && id !== target?.id)
  const [asked] = await tx
    .insert(askedActs)
    .values({
      ...{ id: randomUUID(), organizationId, kind, was: asWas, given: asGiven, state: 'waiting' },
      ...{ targetId: target?.id ?? null, targetName: target?.name ?? null },
      ...{ askedById: admin.userId, askedByName: admin.name, askedAt: now, expiresAt: later(now, askedLife) },
      told: JSON.stringify(seers.map(({ id, name }) => ({ id, name }))),
    })
    .returning()
  if (!asked) throw new Error('An act that was asked was not written.')
  await record(tx, ctx, organizationId, {
    event: 'four-eyes.asked',
    actor: actorOf(admin),
    detail: { ...factsOf(asked), toldAdmins: toldOf(asked).length },
    ...(await subjectOfAsked(tx, ctx, asked)),
  })
  for (const seer of seers)
    await tell(
      tx,
      ctx,
      seer,
      'second-admin-asked',
      { by: admin.name, askedId: asked.id, act: actOf(asked) },
      { mergeKey: `second-admin-asked:${seer.id}`, life: askedLife },
    )
  return fail('second-asked')
}
