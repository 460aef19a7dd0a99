import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

const zoneOf = prepared(
  'own-time-zone',
  ({ organizations }) => ({ id: organizations.id }),
  (read: Reader, { organizations }, given) =>
    read
      .select({ timeZone: organizations.timeZone })
      .from(organizations)
      .where(eq(organizations.id, given.id)),
)

/** The time zone of the organization someone belongs to, by its IANA name. */
export const ownTimeZone = async ({ db }: Context, { organizationId }: Member): Promise<string> =>
  (await zoneOf(db.read, db, { id: organizationId }))[0]?.timeZone ?? 'UTC'
