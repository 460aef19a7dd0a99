import { expect, test } from 'vitest'
import { hours, later, minutes, seconds } from '@/lib/duration'
import { atNow, endsWithin, happenedWithin, isLive, live } from '@/lib/lifespan'
import { organization } from '../../support/world/organization'

const now = new Date('2026-11-24T12:00:00Z')
const at = (milliseconds: number) => later(now, milliseconds)

test('a row works from its making to its end, give or take two minutes before', () => {
  for (const [made, ends, works] of [
    [-minutes(5), minutes(5), true],
    [-minutes(5), 1, true],
    [-minutes(5), 0, false],
    [minutes(2), hours(1), true],
    [minutes(2) + 1, hours(1), false],
    [hours(24), hours(25), false],
  ] as const)
    expect([made, ends, isLive(at(made), at(ends), now)]).toEqual([made, ends, works])
})

test('an end further away than anything lives is not believed', () => {
  for (const [ends, works] of [
    [0, false],
    [1, true],
    [minutes(12), true],
    [minutes(12) + 1, false],
    [hours(24), false],
  ] as const)
    expect([ends, endsWithin(at(ends), minutes(10), now)]).toEqual([ends, works])
  expect(endsWithin(null, minutes(10), now)).toBe(false)
})

test('what happened within a span happened neither before it nor in the future', () => {
  const within = (milliseconds: number) => happenedWithin(at(milliseconds), hours(24), now)
  expect([within(-hours(24)), within(-hours(23)), within(minutes(1)), within(minutes(3))]).toEqual([
    ...[false, true, true, false],
  ])
  expect(happenedWithin(null, hours(1), now)).toBe(false)
})

test('the condition of a query says the same', async () => {
  const { ctx, world } = await organization()
  const { sessions } = ctx.db.tables
  const found = async () =>
    (
      await ctx.db.read
        .select()
        .from(sessions)
        .where(live(sessions.createdAt, sessions.expiresAt, ctx.now()))
    ).length
  const steps = [0, -minutes(2) + 1, -seconds(5), hours(12), hours(24)]
  const seen: number[] = []
  for (const step of steps) {
    world.clock.pass(step)
    seen.push(await found())
    world.clock.pass(-step)
  }
  expect(seen).toEqual([1, 1, 1, 0, 0])
  world.clock.pass(-minutes(2) - 1)
  expect(await found()).toBe(0)
  expect(atNow(now)).toEqual({ now, latest: at(minutes(2)) })
})
