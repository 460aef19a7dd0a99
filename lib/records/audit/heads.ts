import { createHmac } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { days } from '@/lib/duration'
import { requireKey } from '@/lib/keys/named-key'
import { happenedWithin } from '@/lib/lifespan'
import { headInWords, isGenuine } from './seal'

/** When a server last took its turn to log the heads. */
const turnFact = 'audit-heads-logged'

/** The heads of all chains that this server wrote, and that of the list of chains, as the log shows them. */
export async function headsInWords(ctx: Context): Promise<string[]> {
  const { auditHeads } = ctx.db.tables
  const heads = await ctx.db.read.select().from(auditHeads).orderBy(asc(auditHeads.chain))
  return heads.filter((head) => isGenuine(ctx.vault, head)).map(headInWords)
}

/**
 * Whether it is this server's turn to log the heads: of any number of servers one has it, once a day. When the last turn
 * was is sealed, so that no one who can only write the database keeps the heads out of the logs. Throws
 * `KeyMissingError`.
 */
export async function takeTurn(ctx: Context): Promise<boolean> {
  const { serverFacts } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await ctx.db.lock(tx, 'audit-heads')
    await requireKey(tx, ctx)
    const [last] = await tx.select().from(serverFacts).where(eq(serverFacts.name, turnFact))
    const now = ctx.now()
    if (last && happenedWithin(turnIn(ctx, last.value), days(1), now)) return false
    const value = sealedTurn(ctx, now.toISOString())
    await tx
      .insert(serverFacts)
      .values({ name: turnFact, value })
      .onConflictDoUpdate({ target: serverFacts.name, set: { value } })
    return true
  })
}

function sealedTurn({ vault }: Context, time: string): string {
  const key = vault.derive('turn to log the audit heads')
  return `${time} ${createHmac('sha256', key).update(time).digest('base64url')}`
}

/** Null where no server wrote it. */
function turnIn(ctx: Context, value: string): Date | null {
  const [time = ''] = value.split(' ')
  return value === sealedTurn(ctx, time) ? new Date(time) : null
}
