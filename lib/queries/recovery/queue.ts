import { and, asc, desc, eq, isNotNull } from 'drizzle-orm'
import type { Tables } from '@/db/tables'
import type { RecoveryState } from '@/db/tables/recovery'
import type { Role } from '@/db/tables/users'
import type { Console, Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { days } from '@/lib/duration'
import { happenedWithin } from '@/lib/lifespan'
import type { AuditEvent } from '@/lib/messages/audit/catalogue'
import type { By } from '@/lib/messages/mail/message'
import type { AuditBody } from '@/lib/records/audit/record'
import { countCodesLeft } from '@/lib/records/factors/recovery-codes'
import { decidedBy } from '@/lib/records/recovery/decision'
import { isOpen, type RecoveryRequest, type RecoveryStanding, standingOf } from '@/lib/records/recovery/life'
import { isEnabled } from '@/lib/records/users/enabled'
import type { AuditEntry } from '../audit/list'
import { type KnownPhone, phonesOf } from './phones'

export type QueuedRequest = {
  id: string
  name: string
  email: string
  organizationName: string
  askedAt: Date
  readyAt: Date | null
  standing: RecoveryStanding
  /** It is open, and the account is not, or no longer, that of an active admin: no one can decide on it. */
  held: boolean
}

/** Of those that have ended, and of each state that is not. */
const shownAtMost = 100

const undecided = ['confirmed', 'approved'] as const satisfies RecoveryState[]

const over = ['completed', 'rejected', 'stopped', 'withdrawn'] as const satisfies RecoveryState[]

/** The requests that were confirmed by email, the oldest undecided first, then those that have ended. */
export async function listRequests(ctx: Context, _actor: Operator | Console): Promise<QueuedRequest[]> {
  const [open, ended] = await Promise.all([inStates(ctx, undecided, asc), inStates(ctx, over, desc)])
  const oldest = open.toSorted((a, b) => +a.confirmedAt - +b.confirmedAt)
  const latest = ended.toSorted((a, b) => +b.confirmedAt - +a.confirmedAt).slice(0, shownAtMost)
  const rank = ({ standing }: QueuedRequest) =>
    standing === 'confirmed' ? 0 : standing === 'approved' || standing === 'ready' ? 1 : 2
  return [...oldest, ...latest]
    .map(({ confirmedAt: _, ...request }) => request)
    .sort((a, b) => rank(a) - rank(b))
}

/** A query for each state, so that an index answers it: what was withdrawn before it was confirmed concerns no one. */
async function inStates(ctx: Context, states: readonly RecoveryState[], order: typeof asc) {
  const { recoveryRequests, users, organizations } = ctx.db.tables
  const { state, confirmedAt } = recoveryRequests
  const now = ctx.now()
  const found = await Promise.all(
    states.map((one) =>
      ctx.db.read
        .select({
          request: recoveryRequests,
          user: users,
          organization: organizations,
        })
        .from(recoveryRequests)
        .innerJoin(users, eq(users.id, recoveryRequests.userId))
        .innerJoin(organizations, eq(organizations.id, users.organizationId))
        .where(and(eq(state, one), isNotNull(confirmedAt)))
        .orderBy(order(confirmedAt))
        .limit(shownAtMost),
    ),
  )
  return found.flat().map(({ request, user, organization }) => ({
    ...{ name: user.name, email: user.email, organizationName: organization.name },
    ...{ id: request.id, askedAt: request.askedAt, readyAt: request.readyAt },
    confirmedAt: request.confirmedAt ?? request.askedAt,
    standing: standingOf(request, now),
    held: isHeld(standingOf(request, now), user, organization),
  }))
}

const isHeld = (
  standing: RecoveryStanding,
  { role, status }: Pick<Tables['users']['$inferSelect'], 'role' | 'status'>,
  { suspendedAt }: Pick<Tables['organizations']['$inferSelect'], 'suspendedAt'>,
): boolean => isOpen(standing) && !(role === 'admin' && status === 'active' && suspendedAt === null)

export type Evidence = {
  request: RecoveryRequest
  standing: RecoveryStanding
  held: boolean
  decisions: (Omit<Tables['recoveryDecisions']['$inferSelect'], 'operatorName'> & { by: By })[]
  approvalsNeeded: number
  person: {
    name: string
    email: string
    role: Role
    organizationName: string
    createdAt: Date
    emailChangedAt: Date | null
    /** Where to call back, and when that was last changed. Null: nothing is known. */
    phone: KnownPhone | null
    organizationPhone: KnownPhone | null
    enabled: boolean
    /** Whether the right password was given within the last day. */
    passwordLately: boolean
    recoveryCodesLeft: number
  }
  otherAdmins: { name: string; email: string }[]
  signIns: { at: string; client: string; address: string }[]
  earlier: { id: string; askedAt: Date; standing: RecoveryStanding }[]
  /** What happened to this request: nothing else of the organization's log. */
  events: AuditEntry[]
}

/** What the system knows that helps to decide; null where there is no such request. No secret is among it. */
export async function findRequest(
  ctx: Context,
  operator: Operator,
  requestId: string,
): Promise<Evidence | null> {
  const { recoveryRequests, recoveryDecisions, users, organizations } = ctx.db.tables
  const { read } = ctx.db
  const now = ctx.now()
  const [row] = await read
    .select({ request: recoveryRequests, user: users, organization: organizations })
    .from(recoveryRequests)
    .innerJoin(users, eq(users.id, recoveryRequests.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(eq(recoveryRequests.id, requestId))
  if (!row?.request.confirmedAt) return null
  const { request, user, organization } = row
  const standing = standingOf(request, now)
  const { name, email, role, createdAt, emailChangedAt, lastPasswordAt } = user
  const [decisions, admins, requests, signIns, events, recoveryCodesLeft, phones] = await Promise.all([
    read
      .select()
      .from(recoveryDecisions)
      .where(eq(recoveryDecisions.requestId, requestId))
      .orderBy(recoveryDecisions.at),
    read
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .where(
        and(
          eq(users.organizationId, user.organizationId),
          eq(users.role, 'admin'),
          eq(users.status, 'active'),
        ),
      )
      .limit(20 + 1),
    read
      .select()
      .from(recoveryRequests)
      .where(eq(recoveryRequests.userId, user.id))
      .orderBy(desc(recoveryRequests.askedAt))
      .limit(10 + 1),
    entries(ctx, user, ['sign-in.succeeded'], 5),
    entries(ctx, user, recoveryEvents, 50, request.askedAt),
    countCodesLeft(read, ctx, user.id),
    phonesOf(ctx, operator, user, organization.contactPhone),
  ])
  return {
    ...{ request, events, approvalsNeeded: ctx.recovery.approvals },
    decisions: decisions.map(({ operatorName, ...decision }) => ({
      ...decision,
      by: decidedBy({ operatorName, ...decision }),
    })),
    standing,
    held: isHeld(standing, user, organization),
    person: {
      ...{
        name,
        email,
        role,
        organizationName: organization.name,
        createdAt,
        emailChangedAt,
        recoveryCodesLeft,
      },
      ...phones,
      enabled: isEnabled(user),
      passwordLately: happenedWithin(lastPasswordAt, days(1), now),
    },
    otherAdmins: admins
      .filter((admin) => admin.id !== user.id)
      .slice(0, 20)
      .map((admin) => ({ name: admin.name, email: admin.email })),
    signIns: signIns.map(({ at, client, address }) => ({ at, client, address })),
    earlier: requests
      .filter((one) => one.id !== requestId)
      .slice(0, 10)
      .map((one) => ({ id: one.id, askedAt: one.askedAt, standing: standingOf(one, now) })),
  }
}

const recoveryEvents: AuditEvent[] = [
  'recovery.asked',
  'recovery.confirmed',
  'recovery.approved',
  'recovery.rejected',
  'recovery.stopped',
  'recovery.withdrawn',
  'recovery.completed',
]

/** What happened to a person, the latest first. A question for each event, so that an index answers it. */
async function entries(
  ctx: Context,
  { id, organizationId }: { id: string; organizationId: string },
  events: AuditEvent[],
  limit: number,
  since: Date = new Date(0),
): Promise<AuditEntry[]> {
  const { auditEntries } = ctx.db.tables
  const found = await Promise.all(
    events.map((event) =>
      ctx.db.read
        .select({ sequence: auditEntries.sequence, at: auditEntries.at, body: auditEntries.body })
        .from(auditEntries)
        .where(
          and(
            eq(auditEntries.chain, organizationId),
            eq(auditEntries.subjectId, id),
            eq(auditEntries.event, event),
          ),
        )
        .orderBy(desc(auditEntries.sequence))
        .limit(limit),
    ),
  )
  return found
    .flat()
    .filter(({ at }) => at >= since)
    .toSorted((a, b) => b.sequence - a.sequence)
    .slice(0, limit)
    .map(({ sequence, body }) => ({ ...(JSON.parse(body) as AuditBody), sequence }))
}
