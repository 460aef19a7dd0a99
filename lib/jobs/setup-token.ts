import { ne } from 'drizzle-orm'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { setupFact } from '@/lib/records/organizations/setup'

/** Makes the token for the console; the one of an earlier start is void. Null once there is an organization. */
export async function issueSetupToken(ctx: Context): Promise<string | null> {
  const { organizations, serverFacts } = ctx.db.tables
  const token = newToken()
  const value = digest(token).toString('base64')
  return ctx.db.write(async (tx) => {
    await ctx.db.lock(tx, 'setup')
    const existing = await tx
      .select({ id: organizations.id })
      .from(organizations)
      .where(ne(organizations.id, serverHousehold))
      .limit(1)
    if (existing.length > 0) return null
    await tx
      .insert(serverFacts)
      .values({ name: setupFact, value })
      .onConflictDoUpdate({ target: serverFacts.name, set: { value } })
    return token
  })
}
