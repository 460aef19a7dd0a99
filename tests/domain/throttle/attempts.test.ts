import { expect, test } from 'vitest'
import { hours, minutes, seconds } from '@/lib/duration'
import {
  type Counter,
  forgetAttempts,
  returnAttempt,
  spendAttempt,
  sweepAttempts,
} from '@/lib/records/attempts/attempts'
import { openWorld, type World } from '../../support/world/world'

const counter: Counter = {
  key: 'door',
  limit: { free: 3, firstDelay: seconds(2), longestDelay: seconds(10), window: minutes(10) },
}

const spend = ({ ctx }: World, ...counters: Counter[]) =>
  ctx.db.write((tx) => spendAttempt(tx, ctx, counters.length > 0 ? counters : [counter]))

const at = ({ ctx }: World, later: number) => new Date(ctx.now().getTime() + later)

test('so many are free, then the delay doubles up to the longest', async () => {
  const world = await openWorld()
  for (let n = 0; n < 4; n++) expect(await spend(world)).toBeNull()
  for (const delay of [2, 4, 8, 10, 10]) {
    expect(await spend(world)).toEqual(at(world, seconds(delay)))
    world.clock.pass(seconds(delay) - 1)
    expect(await spend(world)).toEqual(at(world, 1))
    world.clock.pass(1)
    expect(await spend(world)).toBeNull()
  }
})

test('refused attempts cost nothing', async () => {
  const world = await openWorld()
  for (let n = 0; n < 4; n++) await spend(world)
  for (let n = 0; n < 50; n++) await spend(world)
  world.clock.pass(seconds(2))
  expect(await spend(world)).toBeNull()
  expect(await spend(world)).toEqual(at(world, seconds(4)))
})

test('counting begins anew a window after the first attempt, not after the last', async () => {
  const world = await openWorld()
  await spend(world)
  world.clock.pass(minutes(9))
  for (let n = 0; n < 3; n++) await spend(world)
  expect(await spend(world)).not.toBeNull()
  world.clock.pass(minutes(1))
  for (let n = 0; n < 4; n++) expect(await spend(world)).toBeNull()
  expect(await spend(world)).not.toBeNull()
})

test('where one of several counters has a delay to run, none is spent', async () => {
  const world = await openWorld()
  const other: Counter = { ...counter, key: 'window' }
  for (let n = 0; n < 4; n++) await spend(world)
  expect(await spend(world, counter, other)).not.toBeNull()
  for (let n = 0; n < 4; n++) expect(await spend(world, other)).toBeNull()
  expect(await spend(world, other)).not.toBeNull()
})

test('the latest delay of several is the answer', async () => {
  const world = await openWorld()
  const slow: Counter = {
    key: 'slow',
    limit: { ...counter.limit, firstDelay: hours(1), longestDelay: hours(1) },
  }
  const both = { ...slow, limit: { ...slow.limit, window: hours(5) } }
  for (let n = 0; n < 4; n++) await spend(world, counter, both)
  expect(await spend(world, counter, both)).toEqual(at(world, hours(1)))
})

test('a right secret is forgotten about, or gives back what it took', async () => {
  const world = await openWorld()
  const { ctx } = world
  for (let n = 0; n < 30; n++) {
    expect(await spend(world)).toBeNull()
    await ctx.db.write((tx) => returnAttempt(tx, ctx, ['door']))
  }
  for (let n = 0; n < 4; n++) await spend(world)
  await ctx.db.write((tx) => forgetAttempts(tx, ctx, ['door']))
  for (let n = 0; n < 4; n++) expect(await spend(world)).toBeNull()
})

test('giving an attempt back does not shorten a delay that runs', async () => {
  const world = await openWorld()
  const { ctx } = world
  for (let n = 0; n < 4; n++) await spend(world)
  await ctx.db.write((tx) => returnAttempt(tx, ctx, ['door']))
  expect(await spend(world)).toEqual(at(world, seconds(2)))
})

test('200 attempts at once: the free ones are looked at, and one more', async () => {
  const world = await openWorld()
  const answers = await Promise.all(Array.from({ length: 200 }, () => spend(world)))
  expect(answers.filter((answer) => answer === null)).toHaveLength(4)
})

test('the count is in the database, and swept away when it is forgotten', async () => {
  const world = await openWorld()
  const { throttles } = world.db.tables
  await spend(world)
  const rows = () => world.db.read.select().from(throttles)
  world.clock.pass(minutes(10) - 1)
  await world.db.write((tx) => sweepAttempts(tx, world.ctx))
  expect(await rows()).toHaveLength(1)
  world.clock.pass(1)
  await world.db.write((tx) => sweepAttempts(tx, world.ctx))
  expect(await rows()).toHaveLength(0)
})
