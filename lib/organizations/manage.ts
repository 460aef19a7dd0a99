import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, ne, sum } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { after as afterRow } from '@/db/expressions'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { done, fail, ok, type Result } from '../result'
import { endOrganization } from '../sessions/end'
import { sessionStands } from '../sessions/session'
import { insertUser } from '../users/add'
import { named } from '../users/authority'
import { newEmail } from '../users/email'
import { invitationOnShow, issueInvitation, mailInvitation } from '../users/invitation'
import { organizationName, personName } from '../users/name'
import { closeSetup } from './setup'

export type OrganizationRow = {
  id: string
  name: string
  createdAt: Date
  suspendedAt: Date | null
  people: number
}

const pageSize = 50

/** The organizations of this server by name, 50 a page. `after`: the id of the page before's last one. */
export async function listOrganizations(
  ctx: Context,
  _operator: Operator,
  { after }: { after?: string | undefined } = {},
): Promise<{ organizations: OrganizationRow[]; next: string | null }> {
  const { organizations, headcounts } = ctx.db.tables
  const { read } = ctx.db
  const [last] =
    after === undefined ? [] : await read.select().from(organizations).where(eq(organizations.id, after))
  const rows = await read
    .select()
    .from(organizations)
    .where(
      and(
        ne(organizations.id, serverHousehold),
        last && afterRow([organizations.name, organizations.id], [last.name, last.id]),
      ),
    )
    .orderBy(asc(organizations.name), asc(organizations.id))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  const counts = await read
    .select({ id: headcounts.organizationId, people: sum(headcounts.people) })
    .from(headcounts)
    .where(
      inArray(
        headcounts.organizationId,
        page.map(({ id }) => id),
      ),
    )
    .groupBy(headcounts.organizationId)
  return {
    organizations: page.map((row) => ({
      ...row,
      people: Number(counts.find(({ id }) => id === row.id)?.people ?? 0),
    })),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  }
}

export type OrganizationDetails = Omit<OrganizationRow, 'people'> & {
  admins: { id: string; name: string; email: string; status: string }[]
  /** The token of an invitation made within the last ten minutes, if it opens anything. */
  invitation: string | null
}

/** One organization and its admins; null where there is none. */
export async function findOrganization(
  ctx: Context,
  _operator: Operator,
  organizationId: string,
): Promise<OrganizationDetails | null> {
  const { organizations, users } = ctx.db.tables
  const [row] = await ctx.db.read
    .select()
    .from(organizations)
    .where(and(eq(organizations.id, organizationId), ne(organizations.id, serverHousehold)))
  if (!row) return null
  const admins = await ctx.db.read
    .select({ id: users.id, name: users.name, email: users.email, status: users.status })
    .from(users)
    .where(and(eq(users.organizationId, organizationId), eq(users.role, 'admin')))
    .orderBy(users.sortName)
    .limit(20)
  const invited =
    admins.length === 1 && admins[0]?.status === 'invited' && !row.suspendedAt ? admins[0] : null
  const invitation = invited && (await invitationOnShow(ctx, organizationId, invited.id))
  return { ...row, admins, invitation }
}

export const addOrganizationInput = z.strictObject({
  organization: organizationName,
  name: personName,
  email: newEmail,
})

/** *Add organization*, with its first admin by invitation, who must have 2FA. */
export async function addOrganization(
  ctx: Context,
  operator: Operator,
  { organization, name, email }: z.output<typeof addOrganizationInput>,
): Promise<Result<{ organizationId: string }, 'session-over' | 'email-unavailable'>> {
  const { organizations } = ctx.db.tables
  return ctx.db
    .write(async (tx) => {
      if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
      await closeSetup(tx, ctx)
      const id = randomUUID()
      await tx.insert(organizations).values({ id, name: organization, createdAt: ctx.now() })
      const admin = await insertUser(tx, ctx, {
        ...{ organizationId: id, name, email, role: 'admin', status: 'invited' },
        ...{ passwordHash: null, twoFactorRequired: true, invitedBy: operator.name },
      })
      if (!admin) throw new AddressTaken()
      const invitation = await issueInvitation(tx, ctx, admin.id)
      await mailInvitation(
        tx,
        ctx,
        { name: operator.name, organizationName: organization },
        admin,
        invitation,
      )
      for (const chain of [id, serverHousehold])
        await record(tx, ctx, chain, {
          ...{ event: 'organization.added', actor: actorOf(operator), subject: named(admin) },
          detail: { organization },
        })
      return ok({ organizationId: id })
    })
    .catch((error: unknown) => {
      if (error instanceof AddressTaken) return fail('email-unavailable')
      throw error
    })
}

/** The organization must not stay without anybody in it: everything is rolled back. */
class AddressTaken extends Error {}

export const organizationInput = z.strictObject({ organizationId: z.string().max(64) })
type Subject = z.output<typeof organizationInput>

/** *Suspend*: all of its people are out at the next request, and nobody of it gets in until it is reactivated. */
export async function suspendOrganization(
  ctx: Context,
  operator: Operator,
  { organizationId }: Subject,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  return ctx.db.write(async (tx) => {
    const changed = await setSuspended(tx, ctx, operator, organizationId, true)
    if (!changed.ok) return changed
    await endOrganization(tx, ctx, organizationId)
    return done
  })
}

/** *Reactivate*: its people may sign in again, with what they had. */
export async function reactivateOrganization(
  ctx: Context,
  operator: Operator,
  { organizationId }: Subject,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  return ctx.db.write((tx) => setSuspended(tx, ctx, operator, organizationId, false))
}

async function setSuspended(
  tx: Writer,
  ctx: Context,
  operator: Operator,
  organizationId: string,
  suspended: boolean,
): Promise<Result<void, 'session-over' | 'organization-unknown'>> {
  if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
  const { organizations } = ctx.db.tables
  const [changed] = await tx
    .update(organizations)
    .set({ suspendedAt: suspended ? ctx.now() : null })
    .where(
      and(
        eq(organizations.id, organizationId),
        ne(organizations.id, serverHousehold),
        suspended ? isNull(organizations.suspendedAt) : isNotNull(organizations.suspendedAt),
      ),
    )
    .returning({ name: organizations.name })
  if (!changed) return fail('organization-unknown')
  for (const chain of [organizationId, serverHousehold])
    await record(tx, ctx, chain, {
      event: suspended ? 'organization.suspended' : 'organization.reactivated',
      actor: actorOf(operator),
      detail: { organization: changed.name },
    })
  return done
}

const actorOf = ({ userId, name, email }: Operator) => ({ kind: 'user', id: userId, name, email }) as const

/** *New invitation link*, as long as nobody of the organization has joined: the first admin's, and nobody else's. */
export async function renewFirstInvitation(
  ctx: Context,
  operator: Operator,
  { organizationId }: Subject,
): Promise<Result<void, 'session-over' | 'organization-unknown' | 'already-joined'>> {
  const { organizations, users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, operator, 'operator'))) return fail('session-over')
    const [organization] = await tx
      .select()
      .from(organizations)
      .where(and(eq(organizations.id, organizationId), ne(organizations.id, serverHousehold)))
    if (!organization) return fail('organization-unknown')
    const people = await tx.select().from(users).where(eq(users.organizationId, organizationId)).limit(2)
    const [first] = people
    if (people.length !== 1 || first?.status !== 'invited') return fail('already-joined')
    const invitation = await issueInvitation(tx, ctx, first.id)
    const inviter = { name: operator.name, organizationName: organization.name }
    await mailInvitation(tx, ctx, inviter, first, invitation)
    await record(tx, ctx, organizationId, {
      ...{ event: 'user.invited', actor: actorOf(operator), subject: named(first) },
    })
    return done
  })
}
