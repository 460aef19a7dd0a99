import { and, eq, ne } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'
import { digest } from '@/lib/crypto/token'
import { setupFact } from '@/lib/records/organizations/setup'

/** Whether there is an organization: then set-up has ended, for ever. */
export async function isSetUp(ctx: Context): Promise<boolean> {
  const { organizations } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ id: organizations.id })
    .from(organizations)
    .where(ne(organizations.id, serverHousehold))
    .limit(1)
  return rows.length > 0
}

const anyOrganization = prepared(
  'any-organization',
  () => ({}),
  (read: Reader, { organizations }) => read.select({ id: organizations.id }).from(organizations).limit(1),
)

/** Whether there is anyone who could sign in: an operator may be there before any organization. */
export async function isInUse(ctx: Context): Promise<boolean> {
  return (await anyOrganization(ctx.db.read, ctx.db, {})).length > 0
}

/** Whether this is the token printed on the console. Looking does not spend it. */
export async function isSetupToken(ctx: Context, token: string): Promise<boolean> {
  const { serverFacts } = ctx.db.tables
  const value = digest(token).toString('base64')
  const rows = await ctx.db.read
    .select({ name: serverFacts.name })
    .from(serverFacts)
    .where(and(eq(serverFacts.name, setupFact), eq(serverFacts.value, value)))
  return rows.length > 0
}
