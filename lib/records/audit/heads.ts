import { asc } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { headInWords, isGenuine } from './seal'

/** The heads of all chains that this server wrote, and that of the list of chains, as the log shows them. */
export async function headsInWords(ctx: Context): Promise<string[]> {
  const { auditHeads } = ctx.db.tables
  const heads = await ctx.db.read.select().from(auditHeads).orderBy(asc(auditHeads.chain))
  return heads.filter((head) => isGenuine(ctx.vault, head)).map(headInWords)
}
