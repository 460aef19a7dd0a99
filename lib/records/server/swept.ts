import { eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { earlier, later, minutes } from '@/lib/duration'

const sweptFact = 'swept-until'

/** Twice as fast as the time itself, at one step a minute: what was off for long catches up. */
const step = minutes(2)

/**
 * Up to when lasting things are swept. It follows the clock in small steps, so that one that is years ahead for some
 * hours does not cost everybody their invitations and their mail, and goes back with it at once.
 */
export async function followClock(tx: Writer, ctx: Context): Promise<void> {
  const { serverFacts } = ctx.db.tables
  const before = await sweptUntil(tx, ctx)
  const value = earlier(ctx.now(), later(before ?? ctx.now(), step)).toISOString()
  await tx
    .insert(serverFacts)
    .values({ name: sweptFact, value })
    .onConflictDoUpdate({ target: serverFacts.name, set: { value } })
}

/** Null before the first step, and where what was noted is no time. */
export async function sweptUntil(from: Pick<Reader, 'select'>, ctx: Context): Promise<Date | null> {
  const { serverFacts } = ctx.db.tables
  const [fact] = await from.select().from(serverFacts).where(eq(serverFacts.name, sweptFact))
  const until = new Date(fact?.value ?? '')
  return Number.isNaN(until.getTime()) ? null : until
}
