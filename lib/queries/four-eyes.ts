import { desc, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { AskedEndCause, AskedState } from '@/db/tables/four-eyes'
import type { Admin, Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { adminsForFourEyes } from '@/lib/figures'
import type { GuardedAct } from '@/lib/guarded-acts'
import { fourEyesOf } from '@/lib/records/admins/four-eyes'
import { agreesFrom } from '@/lib/records/admins/new-admin'
import {
  type AskedAct,
  actOf,
  isWaiting,
  readAsked,
  toldOf,
  waitingActs,
} from '@/lib/records/four-eyes/asked'
import { mayDecide } from '@/lib/records/four-eyes/decide'

/** What a second admin has to agree to, as an admin sees it. */
export type AskedDetails = {
  id: string
  act: GuardedAct
  targetId: string | null
  askedBy: string
  askedAt: Date
  expiresAt: Date
  /** The admins who were told, by name. */
  told: string[]
  state: AskedState
  /** It can still be decided on. */
  open: boolean
  by: string | null
  cause: AskedEndCause | null
  /** The admin asked for it, is whom it is about, may decide on it, or none of these. */
  yours: 'own' | 'about-you' | 'decide' | 'none'
  /** From when on the admin may agree; null: now. They may refuse at once. */
  agreesFrom: Date | null
}

const codes = { 'asked-own': 'own', 'asked-about-you': 'about-you', 'asked-not-told': 'none' } as const

function detailsOf(asked: AskedAct, admin: Admin, now: Date, from: Date | null = null): AskedDetails {
  const { id, targetId, askedByName, askedAt, expiresAt, state, endedByName, endCause } = asked
  const yours = mayDecide(asked, admin.userId)
  const open = isWaiting(asked, now)
  const expired = state === 'waiting' && !open
  return {
    ...{ id, targetId, askedAt, expiresAt, act: actOf(asked), askedBy: askedByName },
    told: toldOf(asked).map(({ name }) => name),
    ...{ open, state: expired ? 'ended' : state, by: endedByName },
    cause: expired ? (endCause ?? 'expired') : endCause,
    yours: yours.ok ? 'decide' : codes[yours.code],
    agreesFrom: from,
  }
}

/** What waits for a second admin in the admin's organization, the oldest first. */
export async function listAskedActs(ctx: Context, admin: Admin): Promise<AskedDetails[]> {
  const waiting = await waitingActs(ctx.db.read, ctx, admin.organizationId)
  return waiting.map((asked) => detailsOf(asked, admin, ctx.now()))
}

/** One of them, whatever became of it; null for one of another organization, as for none. */
export async function findAskedAct(ctx: Context, admin: Admin, id: string): Promise<AskedDetails | null> {
  const asked = await readAsked(ctx.db.read, ctx, admin.organizationId, id)
  return asked && detailsOf(asked, admin, ctx.now(), await mayAgreeFrom(ctx, admin))
}

/** From when on this admin may agree; null: now. */
async function mayAgreeFrom(ctx: Context, { userId }: Member): Promise<Date | null> {
  const { users } = ctx.db.tables
  const [own] = await ctx.db.read
    .select({
      adminSince: users.adminSince,
      authenticatorSince: users.authenticatorSince,
      authenticatorAddedAt: users.authenticatorAddedAt,
    })
    .from(users)
    .where(eq(users.id, userId))
  return own ? agreesFrom(own, ctx.now()) : null
}

/** `enough`: there are as many admins with two-factor authentication as it needs. */
export type FourEyesDetails = { on: boolean; suspended: boolean; admins: number; enough: boolean }

/** How four eyes stands: whether it is on, and how many admins have what it needs. */
export async function findFourEyes(ctx: Context, admin: Admin): Promise<FourEyesDetails> {
  const { on, suspended, admins } = await fourEyesOf(ctx.db.read, ctx, admin.organizationId)
  return { on, suspended, admins: admins.length, enough: admins.length >= adminsForFourEyes }
}

const switchOf = prepared(
  'four-eyes-switch',
  ({ organizations }) => ({ id: organizations.id }),
  (read: Reader, { organizations }, given) =>
    read.select({ on: organizations.fourEyes }).from(organizations).where(eq(organizations.id, given.id)),
)

/**
 * What every page of an admin says of it: how many wait for them, whether they can only refuse those (`tooNew`), and with how
 * many admins it is suspended, if it is.
 */
export async function fourEyesNotice(
  ctx: Context,
  member: Member,
): Promise<{ waiting: number; tooNew: boolean; suspendedWith: number | null }> {
  const [organization] = await switchOf(ctx.db.read, ctx.db, { id: member.organizationId })
  if (!organization?.on || member.role !== 'admin') return { waiting: 0, tooNew: false, suspendedWith: null }
  const { suspended, admins } = await fourEyesOf(ctx.db.read, ctx, member.organizationId)
  if (suspended) return { waiting: 0, tooNew: false, suspendedWith: admins.length }
  const asked = await waitingActs(ctx.db.read, ctx, member.organizationId)
  const waiting = asked.filter((one) => mayDecide(one, member.userId).ok).length
  const tooNew = waiting > 0 && (await mayAgreeFrom(ctx, member)) !== null
  return { waiting, tooNew, suspendedWith: null }
}

/** What was decided lately, the newest first. */
export async function listDecidedActs(ctx: Context, admin: Admin): Promise<AskedDetails[]> {
  const { askedActs } = ctx.db.tables
  const found = await ctx.db.read
    .select()
    .from(askedActs)
    .where(eq(askedActs.organizationId, admin.organizationId))
    .orderBy(desc(askedActs.askedAt), desc(askedActs.id))
    .limit(20)
  return found.map((asked) => detailsOf(asked, admin, ctx.now())).filter(({ open }) => !open)
}
