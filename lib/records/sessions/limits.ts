import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'

/** What an organization has set its sessions on the web to, where they end sooner than this server's. Null: as this server's. */
export type SessionLimits = { idleMinutes: number | null; hours: number | null }

export const limitColumns = ({ organizations }: Pick<Tables, 'organizations'>) => ({
  idleMinutes: organizations.sessionIdleMinutes,
  hours: organizations.sessionHours,
})

const limitsOfPerson = prepared(
  'session-limits',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { users, organizations }, given) =>
    read
      .select(limitColumns({ organizations }))
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, given.userId)),
)

/** The limits of a person's organization. */
export async function limitsOf(read: Reader, db: { tables: Tables }, userId: string): Promise<SessionLimits> {
  return (await limitsOfPerson(read, db, { userId }))[0] ?? { idleMinutes: null, hours: null }
}
