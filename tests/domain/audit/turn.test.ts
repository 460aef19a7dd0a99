import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { days, minutes } from '@/lib/duration'
import { takeTurn } from '@/lib/records/audit/heads'
import { openWorld } from '../../support/world/world'

const turnFact = 'audit-heads-logged'

/** When the last turn was, as it stands in the database. */
async function noted({ db }: Context): Promise<string> {
  const { serverFacts } = db.tables
  const [fact] = await db.read.select().from(serverFacts).where(eq(serverFacts.name, turnFact))
  return fact?.value ?? ''
}

const write = ({ db }: Context, value: string) =>
  db.write((tx) =>
    tx.update(db.tables.serverFacts).set({ value }).where(eq(db.tables.serverFacts.name, turnFact)),
  )

test('whoever can only write the database keeps the audit heads out of no log', async () => {
  const { ctx, clock } = await openWorld()
  expect(await takeTurn(ctx)).toBe(true)
  expect(await takeTurn(ctx)).toBe(false)
  const [time, seal] = (await noted(ctx)).split(' ')
  const now = ctx.now().toISOString()
  clock.pass(days(1))
  // As it was, dated anew with the old seal, with none.
  await ctx.db.write((tx) =>
    tx.delete(ctx.db.tables.serverFacts).where(eq(ctx.db.tables.serverFacts.name, turnFact)),
  )
  expect(await takeTurn(ctx)).toBe(true)
  const today = ctx.now().toISOString()
  for (const forged of [`${time} ${seal}`, `${today} ${seal}`, today, `${now} `, '', 'no time']) {
    await write(ctx, forged)
    expect([forged, await takeTurn(ctx)]).toEqual([forged, true])
  }
})

test('a clock that was ahead when they were logged keeps them from being logged for no longer than a day', async () => {
  const { ctx, clock } = await openWorld()
  clock.pass(days(3650))
  expect(await takeTurn(ctx)).toBe(true)
  clock.pass(-days(3650) + minutes(5))
  expect(await takeTurn(ctx)).toBe(true)
})
