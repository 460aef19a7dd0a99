import { and, eq } from 'drizzle-orm'
import { serverHousehold } from '@/db/tables/organizations'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { factorColumns, isEnabled } from '@/lib/records/users/enabled'

/** When `countersign backup` last copied the database of this server. */
export const backedUpFact = 'backed-up-at'

/** What a new organization has done, each as it is at this moment. */
export type Checklist = {
  /** The admin who asks has a second factor. */
  ownAccount: boolean
  secondAdmin: boolean
  /** Someone is in it besides two admins. */
  people: boolean
  /** Someone saved a policy, if only that no one is asked. */
  rule: boolean
  /** Someone can decide on recovery requests. */
  operator: boolean
  /** The database was copied, by our own command. */
  backup: boolean
}

/** How far an organization has come with what should be done first. */
export async function firstSteps(ctx: Context, admin: Admin): Promise<Checklist> {
  const { users, organizations, serverFacts } = ctx.db.tables
  const { read } = ctx.db
  const { organizationId } = admin
  const ofRole = (role: 'admin' | 'agent', status: 'active' | 'invited', limit: number) =>
    read
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.organizationId, organizationId), eq(users.role, role), eq(users.status, status)))
      .limit(limit)
  const [own, admins, invitedAdmins, agents, invitedAgents, rules, operators, backups] = await Promise.all([
    read.select(factorColumns(ctx.db.tables)).from(users).where(eq(users.id, admin.userId)),
    ofRole('admin', 'active', 3),
    ofRole('admin', 'invited', 1),
    ofRole('agent', 'active', 1),
    ofRole('agent', 'invited', 1),
    read
      .select({ who: organizations.policyWho, since: organizations.policySince })
      .from(organizations)
      .where(eq(organizations.id, organizationId)),
    read
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          eq(users.organizationId, serverHousehold),
          eq(users.role, 'operator'),
          eq(users.status, 'active'),
        ),
      )
      .limit(1),
    read.select().from(serverFacts).where(eq(serverFacts.name, backedUpFact)),
  ])
  const [rule] = rules
  return {
    ownAccount: isEnabled(own[0]),
    secondAdmin: admins.length > 1,
    people: agents.length + invitedAgents.length > 0 || admins.length + invitedAdmins.length > 2,
    rule: rule !== undefined && (rule.who !== 'nobody' || rule.since !== null),
    operator: operators.length > 0,
    backup: backups.length > 0,
  }
}
