import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { after as afterRow } from '@/db/expressions'
import { serverHousehold } from '@/db/tables/organizations'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Delivery } from '@/lib/messages/mail/delivery'
import { invitationOnShow } from '@/lib/records/invitations/invitation'
import { firstInvitationDelivery } from './undelivered'

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
        last && afterRow([organizations.sortName, organizations.id], [last.sortName, last.id]),
      ),
    )
    .orderBy(asc(organizations.sortName), asc(organizations.id))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  const counts = await read
    .select()
    .from(headcounts)
    .where(
      inArray(
        headcounts.organizationId,
        page.map(({ id }) => id),
      ),
    )
  const peopleOf = (id: string) =>
    counts.reduce((sum, row) => (row.organizationId === id ? sum + row.people : sum), 0)
  return {
    organizations: page.map(({ sortName: _, ...row }) => ({ ...row, people: peopleOf(row.id) })),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  }
}

export type OrganizationDetails = Omit<OrganizationRow, 'people'> & {
  admins: { id: string; name: string; email: string; status: string }[]
  /** Its first admin, while no one has joined. */
  invited: {
    email: string
    /** The token of an invitation made within the last ten minutes, if it opens anything. */
    invitation: string | null
    /** What became of the email with the last one; null where that is not known any more. */
    delivery: Delivery | null
  } | null
}

/** One organization and its first twenty admins, the active ones before all others; null where there is none. */
export async function findOrganization(
  ctx: Context,
  operator: Operator,
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
    .orderBy(asc(users.status), asc(users.sortName), asc(users.id))
    .limit(20)
  const first = admins.length === 1 && admins[0]?.status === 'invited' && !row.suspendedAt ? admins[0] : null
  const invited = first && {
    email: first.email,
    invitation: await invitationOnShow(ctx, organizationId, first.id),
    delivery: await firstInvitationDelivery(ctx, operator, { organizationId, userId: first.id }),
  }
  const { sortName: _, ...organization } = row
  return { ...organization, admins, invited }
}
