import { eq } from 'drizzle-orm'
import type { Tables } from '@/db/tables'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'

type Organization = Tables['organizations']['$inferSelect']

export type OrganizationSettings = Pick<
  Organization,
  'name' | 'timeZone' | 'contactPhone' | 'logoDigest' | 'sessionIdleMinutes' | 'sessionHours'
>

/** What the admin's organization is set to. */
export async function findOwnOrganization(ctx: Context, admin: Admin): Promise<OrganizationSettings> {
  const { organizations } = ctx.db.tables
  const { name, timeZone, contactPhone, logoDigest, sessionIdleMinutes, sessionHours } = organizations
  const [row] = await ctx.db.read
    .select({ name, timeZone, contactPhone, logoDigest, sessionIdleMinutes, sessionHours })
    .from(organizations)
    .where(eq(organizations.id, admin.organizationId))
  if (!row) throw new Error('The organization of someone who is signed in is not there.')
  return row
}
