import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import { demandColumns } from './demand'
import { passkeyRuleColumns } from './only-passkeys'

/** What is asked of a person, and in which time zone its hour is said; empty for no one. */
export const demandOfPerson = prepared(
  'demand-of-person',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { users, organizations }, given) =>
    read
      .select({
        demand: demandColumns({ users, organizations }),
        passkeyRule: passkeyRuleColumns({ users, organizations }),
        timeZone: organizations.timeZone,
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(eq(users.id, given.userId)),
)
