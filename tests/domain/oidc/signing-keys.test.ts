import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { days } from '@/lib/duration'
import { signingKeySet, signingKeys } from '@/lib/queries/oidc/signing-keys'
import { readSigningKeys, sealedIn } from '@/lib/records/oidc/signing-keys'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'
import { openWorld } from '../../support/world/world'

const states = async (ctx: Awaited<ReturnType<typeof openWorld>>['ctx']) =>
  (await readSigningKeys(ctx.db.read, ctx)).map(({ algorithm, state }) => `${algorithm} ${state}`).sort()

const fresh = ['ES256 current', 'ES256 next', 'RS256 current', 'RS256 next']

test('there is one key of each algorithm that signs and one that will, however many servers begin at once', async () => {
  const { ctx } = await openWorld()
  await Promise.all(Array.from({ length: 4 }, () => keepSigningKeys(ctx)))
  expect(await states(ctx)).toEqual(fresh)
  const set = await signingKeySet(ctx)
  await keepSigningKeys(ctx)
  expect(await signingKeySet(ctx)).toBe(set)
})

test('after 90 days the next ones sign, the old ones stay published for 200 days, and the set says that it changed', async () => {
  const { ctx, clock } = await openWorld()
  await keepSigningKeys(ctx)
  const before = await readSigningKeys(ctx.db.read, ctx)
  const set = await signingKeySet(ctx)
  clock.pass(days(89))
  await keepSigningKeys(ctx)
  expect(await signingKeySet(ctx)).toBe(set)
  clock.pass(days(1))
  await keepSigningKeys(ctx)
  expect(await signingKeySet(ctx)).not.toBe(set)
  const after = await readSigningKeys(ctx.db.read, ctx)
  const idOf = (keys: typeof before, state: string) =>
    keys.filter((key) => key.state === state).map(({ id }) => id)
  expect(idOf(after, 'current').sort()).toEqual(idOf(before, 'next').sort())
  expect(idOf(after, 'past').sort()).toEqual(idOf(before, 'current').sort())
  expect(idOf(after, 'next')).toHaveLength(2)
  // The library signs with the first that fits.
  expect((await signingKeys(ctx))[0]?.kid).toBe(after.find(({ state }) => state === 'current')?.id)
  clock.pass(days(199))
  await keepSigningKeys(ctx)
  expect(idOf(await readSigningKeys(ctx.db.read, ctx), 'past')).toEqual(
    expect.arrayContaining(idOf(after, 'past')),
  )
  clock.pass(days(2))
  await keepSigningKeys(ctx)
  const last = idOf(await readSigningKeys(ctx.db.read, ctx), 'past')
  for (const gone of idOf(after, 'past')) expect(last).not.toContain(gone)
})

test('a key that was announced less than two days ago does not sign by itself', async () => {
  const { ctx, clock } = await openWorld()
  const { signingKeys: table } = ctx.db.tables
  await keepSigningKeys(ctx)
  clock.pass(days(90))
  await ctx.db.write((tx) => tx.delete(table).where(eq(table.state, 'next')))
  await keepSigningKeys(ctx)
  const set = await signingKeySet(ctx)
  await keepSigningKeys(ctx)
  expect(await signingKeySet(ctx)).toBe(set)
  clock.pass(days(2))
  await keepSigningKeys(ctx)
  expect(await signingKeySet(ctx)).not.toBe(set)
})

test('a private key is sealed for its own row', async () => {
  const { ctx } = await openWorld()
  await keepSigningKeys(ctx)
  const { signingKeys: table } = ctx.db.tables
  const [one, other] = await ctx.db.read.select().from(table)
  if (!one || !other) throw new Error('There are no keys.')
  expect(one.sealed.toString('latin1')).not.toContain('"d"')
  expect(() => ctx.vault.unseal(one.sealed, sealedIn, other.id)).toThrow()
})

test('a clock that was a year ahead does not keep the keys from changing', async () => {
  const { ctx, clock } = await openWorld()
  clock.pass(days(365))
  await keepSigningKeys(ctx)
  clock.pass(-days(365))
  await keepSigningKeys(ctx)
  const set = await signingKeySet(ctx)
  clock.pass(days(91))
  await keepSigningKeys(ctx)
  expect(await signingKeySet(ctx)).not.toBe(set)
})
