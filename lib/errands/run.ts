import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import type { ErrandName } from '@/db/tables/links'
import type { Context } from '../context'
import { forgotPasswordInput, mailResetLink } from '../passwords/forgot'
import { askForRecoveryInput, openRequest } from '../recovery/ask'

type Errand = Tables['errands']['$inferSelect']

const run: Record<ErrandName, (tx: Writer, ctx: Context, facts: unknown) => Promise<void>> = {
  'password-reset': (tx, ctx, facts) => mailResetLink(tx, ctx, forgotPasswordInput.parse(facts)),
  recovery: (tx, ctx, facts) => openRequest(tx, ctx, askForRecoveryInput.parse(facts)),
}

/** Looks into everything that strangers asked for, each in a transaction of its own, as if asked from where they were. */
export async function runErrands(ctx: Context): Promise<void> {
  const { errands } = ctx.db.tables
  for (;;) {
    const [next] = await ctx.db.read.select().from(errands).orderBy(errands.createdAt).limit(1)
    if (!next) return
    await ctx.db.write((tx) => runOne(tx, ctx, next)).catch((error) => giveUp(ctx, next, error))
  }
}

async function runOne(tx: Writer, ctx: Context, { id }: Errand): Promise<void> {
  const { errands } = ctx.db.tables
  const [errand] = await tx.delete(errands).where(eq(errands.id, id)).returning()
  if (!errand) return
  const { address, userAgent } = errand
  await run[errand.name](tx, { ...ctx, origin: { address, userAgent } }, JSON.parse(errand.facts))
}

const noFaultOfItsOwn = new Set(['DatabaseBusyError', 'DatabaseFullError'])

/** One that cannot be run must not keep the others waiting; a busy database or a full disk is no fault of its own. */
async function giveUp(ctx: Context, { id }: Errand, error: unknown): Promise<never> {
  const { errands } = ctx.db.tables
  if (!(error instanceof Error && noFaultOfItsOwn.has(error.name)))
    await ctx.db.write((tx) => tx.delete(errands).where(eq(errands.id, id)))
  throw error
}
