import { asc, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { ErrandName } from '@/db/tables/links'
import type { Context } from '@/lib/context'
import { askForRecoveryInput, forgotPasswordInput } from '@/lib/inputs'
import { mailResetLink } from '@/lib/records/passwords/reset-link'
import { openRequest } from '@/lib/records/recovery/request'
import { type BadRow, eachByItself } from '@/lib/row-by-row'

type Errand = Tables['errands']['$inferSelect']

const run: Record<ErrandName, (tx: Writer, ctx: Context, facts: unknown) => Promise<void>> = {
  'password-reset': (tx, ctx, facts) => mailResetLink(tx, ctx, forgotPasswordInput.parse(facts)),
  recovery: (tx, ctx, facts) => openRequest(tx, ctx, askForRecoveryInput.parse(facts)),
}

const atOnce = 100

/**
 * Looks into everything that strangers asked for, each in a transaction of its own, as if asked from where they were.
 * One that cannot be run is deleted and returned; the others are run. Throws what the database is in trouble with.
 */
export async function runErrands(ctx: Context): Promise<BadRow[]> {
  const { errands } = ctx.db.tables
  let bad: BadRow[] = []
  for (;;) {
    const next = await ctx.db.read.select().from(errands).orderBy(asc(errands.createdAt)).limit(atOnce)
    if (next.length === 0) return bad
    const failed = await eachByItself(next, (errand) => ctx.db.write((tx) => runOne(tx, ctx, errand)))
    for (const { id } of failed) await ctx.db.write((tx) => tx.delete(errands).where(eq(errands.id, id)))
    bad = [...bad, ...failed]
  }
}

async function runOne(tx: Writer, ctx: Context, { id }: Errand): Promise<void> {
  const { errands } = ctx.db.tables
  const [errand] = await tx.delete(errands).where(eq(errands.id, id)).returning()
  if (!errand) return
  const { address, userAgent } = errand
  await run[errand.name](tx, { ...ctx, origin: { address, userAgent } }, JSON.parse(errand.facts))
}
