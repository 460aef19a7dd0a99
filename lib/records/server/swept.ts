import { eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { earlier, later, minutes } from '@/lib/duration'

const sweptFact = 'swept-until'

/** When the last step was made, by the clock of the server that made it. */
const steppedFact = 'swept-until-stepped-at'

/** A step is twice as long as the time since the last one: what was off for long catches up. */
const speed = 2

/** No longer time counts, however long ago the last step was by a clock that is wrong. */
const longest = minutes(1)

/**
 * Up to when lasting things are swept. It follows the clock in small steps, so that one that is years ahead for some
 * hours does not cost everyone their invitations and their mail, and goes back with it at once. Of several servers each
 * makes the steps that none has made yet: together they are as fast as one.
 */
export async function followClock(tx: Writer, ctx: Context): Promise<void> {
  const now = ctx.now()
  const [until, stepped] = [await sweptUntil(tx, ctx), await readTime(tx, ctx, steppedFact)]
  const since = stepped ? now.getTime() - stepped.getTime() : longest
  const step = speed * Math.min(longest, Math.max(0, since))
  await noteTime(tx, ctx, sweptFact, earlier(now, later(until ?? now, step)))
  await noteTime(tx, ctx, steppedFact, now)
}

/** Null before the first step, and where what was noted is no time. */
export const sweptUntil = (from: Pick<Reader, 'select'>, ctx: Context): Promise<Date | null> =>
  readTime(from, ctx, sweptFact)

async function readTime(from: Pick<Reader, 'select'>, ctx: Context, name: string): Promise<Date | null> {
  const { serverFacts } = ctx.db.tables
  const [fact] = await from.select().from(serverFacts).where(eq(serverFacts.name, name))
  const time = new Date(fact?.value ?? '')
  return Number.isNaN(time.getTime()) ? null : time
}

async function noteTime(tx: Writer, ctx: Context, name: string, time: Date): Promise<void> {
  const { serverFacts } = ctx.db.tables
  const value = time.toISOString()
  await tx
    .insert(serverFacts)
    .values({ name, value })
    .onConflictDoUpdate({ target: serverFacts.name, set: { value } })
}
