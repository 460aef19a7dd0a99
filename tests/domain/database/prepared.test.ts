import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Reader, Writer } from '@/db/database'
import { insertRow, prepared } from '@/db/prepared'
import type { Context } from '@/lib/context'
import { frequentChange } from '@/lib/records/users/change'
import { openWorld } from '../../support/world/world'

const factOf = () =>
  prepared(
    'fact',
    ({ serverFacts }) => ({ name: serverFacts.name }),
    (read: Reader, { serverFacts }, given) =>
      read.select().from(serverFacts).where(eq(serverFacts.name, given.name)),
  )

test('a statement is built once for each connection, and answers with what is there each time', async () => {
  const { db } = await openWorld()
  const { serverFacts } = db.tables
  let built = 0
  const fact = prepared(
    'fact',
    (tables) => ({ name: tables.serverFacts.name }),
    (read: Reader, tables, given) => {
      built++
      return read.select().from(tables.serverFacts).where(eq(serverFacts.name, given.name))
    },
  )
  expect(await fact(db.read, db, { name: 'a' })).toEqual([])
  const inside = await db.write(async (tx) => {
    await insertRow(tx, serverFacts, { name: 'a', value: '1' })
    return fact(tx, db, { name: 'a' })
  })
  expect(inside).toEqual([{ name: 'a', value: '1' }])
  expect(await fact(db.read, db, { name: 'a' })).toEqual(inside)
  expect(built).toBe(2)
})

test('two databases have statements of their own', async () => {
  const [one, other] = [await openWorld(), await openWorld()]
  const fact = factOf()
  for (const [{ db }, value] of [
    [one, '1'],
    [other, '2'],
  ] as const)
    await db.write((tx) => insertRow(tx, db.tables.serverFacts, { name: 'a', value }))
  expect(await fact(one.db.read, one.db, { name: 'a' })).toEqual([{ name: 'a', value: '1' }])
  expect(await fact(other.db.read, other.db, { name: 'a' })).toEqual([{ name: 'a', value: '2' }])
})

test('times, bytes, flags and null go in and out as they are', async () => {
  const { db } = await openWorld()
  const { organizations, users } = db.tables
  const change = prepared(
    'change',
    ({ users }) => ({
      at: users.lastSignInAt,
      secret: users.authenticatorSecret,
      required: users.twoFactorRequired,
      id: users.id,
    }),
    (tx: Writer, tables, given) =>
      tx
        .update(tables.users)
        .set({
          lastSignInAt: given.at,
          authenticatorSecret: given.secret,
          twoFactorRequired: given.required,
        })
        .where(eq(users.id, given.id))
        .returning(),
  )
  const at = new Date('2026-11-24T12:00:00.123Z')
  const [organizationId, id] = [randomUUID(), randomUUID()]
  const secret = Buffer.from([0, 1, 255])
  await db.write(async (tx) => {
    await insertRow(tx, organizations, { id: organizationId, name: 'Acme', createdAt: at })
    const person = { id, organizationId, name: 'Ada', sortName: 'ada', email: 'ada@example.com' }
    // What is not given has the column's default; null is null.
    const more = { role: 'agent', status: 'active', createdAt: at, passwordHash: null } as const
    await insertRow(tx, users, { ...person, ...more })
    expect(await tx.select().from(users)).toMatchObject([
      { ...person, ...more, twoFactorRequired: false, credentialVersion: 0, lastSignInAt: null },
    ])
    const given = { lastSignInAt: at, authenticatorSecret: secret, twoFactorRequired: true }
    expect(await change(tx, db, { id, at, secret, required: true })).toMatchObject([given])
    const none = { lastSignInAt: null, authenticatorSecret: null, twoFactorRequired: false }
    expect(await change(tx, db, { id, at: null, secret: null, required: false })).toMatchObject([none])
  })
})

test('a value that was not given is an error', async () => {
  const { db } = await openWorld()
  // @ts-expect-error and does not compile
  await expect(async () => factOf()(db.read, db, {})).rejects.toThrow('name')
})

/** Never run: a line that the compiler should refuse and does not is an error. */
async function refusedByTheCompiler(tx: Writer, ctx: Context): Promise<void> {
  const fact = factOf()
  await fact(tx, ctx.db, { name: 'a' })
  // @ts-expect-error a wrong name
  await fact(tx, ctx.db, { nam: 'a' })
  // @ts-expect-error a wrong type
  await fact(tx, ctx.db, { name: 1 })
  // @ts-expect-error null, where the column is never null
  await fact(tx, ctx.db, { name: null })
  // @ts-expect-error one name too many
  await fact(tx, ctx.db, { name: 'a', value: '1' })

  const note = frequentChange(
    'note',
    (users) => ({ at: users.lastSignInAt, failures: users.secondStepFailures }),
    (given) => ({ changes: { lastSignInAt: given.at, secondStepFailures: given.failures } }),
  )
  await note(tx, ctx, 'id', { at: null, failures: 1 })
  // @ts-expect-error text instead of a time
  await note(tx, ctx, 'id', { at: '2026-11-26', failures: 1 })
  // @ts-expect-error a value is missing
  await note(tx, ctx, 'id', { at: null })

  prepared(
    'misspelt',
    ({ serverFacts }) => ({ name: serverFacts.name }),
    (read: Reader, { serverFacts }, given) =>
      read
        .select()
        .from(serverFacts)
        // @ts-expect-error a name that the statement is not given
        .where(eq(serverFacts.name, given.nam)),
  )
}

test('a wrong name or type does not compile', () => {
  expect(refusedByTheCompiler).toBeTypeOf('function')
})
