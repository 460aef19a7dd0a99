import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

export const setupFact = 'setup-token'

/** There is an organization: the token that was printed opens nothing any more. */
export async function closeSetup(tx: Writer, ctx: Context): Promise<void> {
  const { serverFacts } = ctx.db.tables
  await ctx.db.lock(tx, 'setup')
  await tx.delete(serverFacts).where(eq(serverFacts.name, setupFact))
}
