import Sqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { DatabaseBusyError } from '@/db/database'
import { minutes } from '@/lib/duration'
import { openPostman } from '@/lib/jobs/mail/postman'
import { sweep } from '@/lib/jobs/sweep'
import { openAll } from '@/lib/queries/server/secrets'
import { tell } from '@/lib/records/outbox/outbox'
import { holdDatabase } from '../../support/process/lock'
import { ada, changed, delayed, open, postOffice } from '../../support/world/post-office'
import { onlyOnSqlite } from '../../support/world/postgres'
import type { World } from '../../support/world/world'

test('what is rolled back is not told', async () => {
  const { world, mailbox, postman } = await postOffice()
  const failing = world.db.write(async (tx) => {
    await tell(tx, world.ctx, ada, 'password-changed', {})
    throw new Error('rolled back')
  })
  await expect(failing).rejects.toThrow('rolled back')
  expect(await postman.deliver(world.ctx)).toEqual([])
  expect(mailbox.mails).toHaveLength(0)
})

test('a mail server that is down for an hour loses nothing, and gets each email once', async () => {
  const { world, mailbox, postman } = await postOffice()
  await mailbox.stop()
  for (let n = 0; n < 3; n++) await changed(world)
  for (let minute = 0; minute < 60; minute += 5) {
    for (const { problem, final } of await postman.deliver(world.ctx)) {
      expect(problem).toMatch(/ECONNREFUSED/)
      expect(final).toBe(false)
    }
    world.clock.pass(minutes(5))
  }
  await mailbox.start()
  world.clock.pass(minutes(30))
  await postman.deliver(world.ctx)
  expect(mailbox.mails).toHaveLength(3)
  world.clock.pass(minutes(60))
  expect(await postman.deliver(world.ctx)).toEqual([])
})

test('attempts follow one another at growing distances', async () => {
  const { world, mailbox, postman } = await postOffice()
  await mailbox.stop()
  await changed(world)
  const tries: number[] = []
  for (let minute = 0; minute < 130; minute++) {
    if ((await postman.deliver(world.ctx)).length > 0) tries.push(minute)
    world.clock.pass(minutes(1))
  }
  expect(tries).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121])
})

test('a recipient refused for good is not tried again; one refused for now is', async () => {
  const { world, mailbox, postman } = await postOffice()
  mailbox.refuseWith = 550
  await changed(world)
  expect(await postman.deliver(world.ctx)).toMatchObject([{ final: true }])
  world.clock.pass(minutes(60))
  expect(await postman.deliver(world.ctx)).toEqual([])
  mailbox.refuseWith = 450
  await changed(world)
  expect(await postman.deliver(world.ctx)).toMatchObject([{ final: false }])
  mailbox.refuseWith = 0
  world.clock.pass(minutes(2))
  expect(await postman.deliver(world.ctx)).toEqual([{ name: 'password-changed' }])
})

test('what a mail server says is told without addresses', async () => {
  const { world, mailbox, postman } = await postOffice()
  mailbox.refuseWith = 550
  await changed(world)
  const [delivery] = await postman.deliver(world.ctx)
  expect(delivery?.problem).toBeDefined()
  expect(delivery?.problem).not.toContain(ada.email)
})

test('of two postmen at once, each email is taken by one', async () => {
  const { world, mailbox, postman } = await postOffice()
  const other = openPostman(mailbox.settingsOf(world))
  open.push(other)
  for (let n = 0; n < 20; n++) await changed(world)
  await Promise.all([postman.deliver(world.ctx), other.deliver(world.ctx)])
  expect(mailbox.mails).toHaveLength(20)
  expect(new Set(mailbox.mails.map((mail) => mail.messageId)).size).toBe(20)
})

test('an email that was accepted while the database got held is not sent again, however long that takes', async () => {
  const { world, mailbox, postman } = await postOffice()
  await changed(world)
  let letGo = async () => {}
  mailbox.onMail = async () => {
    letGo = await holdDatabase(world.place)
  }
  expect(await postman.deliver(world.ctx)).toEqual([{ name: 'password-changed' }])
  await expect(postman.deliver(world.ctx)).rejects.toThrow(DatabaseBusyError)
  await letGo()
  world.clock.pass(minutes(60))
  expect(await postman.deliver(world.ctx)).toEqual([])
  expect(mailbox.mails).toHaveLength(1)
}, 30_000)

/** Changes what waits in the outbox for someone, as a disk does that forgets a bit. */
async function damage(world: World, change: (payload: Buffer, id: string) => Buffer): Promise<string> {
  const { outbox } = world.db.tables
  const [row] = await world.db.read.select().from(outbox).where(eq(outbox.name, 'password-changed'))
  if (!row?.payload) throw new Error('Nothing waits.')
  const payload = change(row.payload, row.id)
  await world.db.write((tx) => tx.update(outbox).set({ payload }).where(eq(outbox.id, row.id)))
  return row.id
}

const flipped = (payload: Buffer) => payload.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) as Buffer

test.each<[string, (world: World) => (payload: Buffer, id: string) => Buffer]>([
  ['with a flipped bit', () => flipped],
  ['cut short', () => (payload) => payload.subarray(0, 10)],
  ['of another row', (world) => () => world.vault.seal(Buffer.from('{}'), 'outbox', 'another')],
  ['that is no JSON', (world) => (_, id) => world.vault.seal(Buffer.from('{"to"'), 'outbox', id)],
  ['that is no letter', (world) => (_, id) => world.vault.seal(Buffer.from('{"to":null}'), 'outbox', id)],
  [
    'of a kind that nobody writes',
    (world) => (payload, id) => {
      const letter = JSON.parse(world.vault.unseal(payload, 'outbox', id).toString())
      return world.vault.seal(Buffer.from(JSON.stringify({ ...letter, name: 'gone' })), 'outbox', id)
    },
  ],
  [
    'of no moment',
    (world) => (payload, id) => {
      const letter = JSON.parse(world.vault.unseal(payload, 'outbox', id).toString())
      const occasion = { ...letter.occasion, at: 'never' }
      return world.vault.seal(Buffer.from(JSON.stringify({ ...letter, occasion })), 'outbox', id)
    },
  ],
])('a letter %s is put aside and named; the others go', async (_, breaking) => {
  const { world, mailbox, postman } = await postOffice()
  await changed(world)
  const id = await damage(world, breaking(world))
  world.clock.pass(minutes(1))
  await delayed(world)
  const deliveries = await postman.deliver(world.ctx)
  expect(deliveries).toMatchObject([{ id, final: true }, { name: 'sign-in-delayed' }])
  expect(JSON.stringify(deliveries)).not.toContain('ada@')
  expect(mailbox.mails.map(({ subject }) => subject)).toEqual([
    'Countersign: Wrong codes after your password',
  ])
  world.clock.pass(minutes(60))
  expect(await postman.deliver(world.ctx)).toEqual([])
  const { outbox } = world.db.tables
  const [row] = await world.db.read.select().from(outbox).where(eq(outbox.id, id))
  expect(row).toMatchObject({ failure: 'unreadable' })
})

test('a flood about one subject is one mail at once and one a quarter of an hour later', async () => {
  const { world, mailbox, postman } = await postOffice()
  await delayed(world)
  await postman.deliver(world.ctx)
  for (let n = 0; n < 5; n++) {
    await delayed(world)
    await postman.deliver(world.ctx)
  }
  expect(mailbox.mails).toHaveLength(1)
  world.clock.pass(minutes(15))
  await postman.deliver(world.ctx)
  expect(mailbox.mails).toHaveLength(2)
  expect(mailbox.mails[1]?.text).toContain('5 times')
})

test('an email that is of no use any more is not sent', async () => {
  const { world, mailbox, postman } = await postOffice()
  await world.db.write((tx) => tell(tx, world.ctx, ada, 'password-changed', {}, { life: minutes(60) }))
  world.clock.pass(minutes(61))
  expect(await postman.deliver(world.ctx)).toEqual([])
  expect(mailbox.mails).toHaveLength(0)
})

test('once it is sent nothing of it remains, and a day later not even that', async () => {
  const { world, postman } = await postOffice()
  const { outbox } = world.db.tables
  await changed(world)
  const [waiting] = await world.db.read.select().from(outbox)
  expect(waiting?.payload?.includes('ada@example.com')).toBe(false)
  await postman.deliver(world.ctx)
  expect(await world.db.read.select().from(outbox)).toMatchObject([{ payload: null }])
  world.clock.pass(minutes(60 * 25))
  await sweep(world.ctx)
  expect(await world.db.read.select().from(outbox)).toEqual([])
})

// A bit of a row's header says what kind of value stands in a column.
onlyOnSqlite('a column that holds another kind of value', () => {
  test.each(['7', '1.5', "'a text'", 'zeroblob(0)'])(
    'a letter that became %s is put aside; the others go',
    async (value) => {
      const { world, mailbox, postman } = await postOffice()
      await changed(world)
      const id = await damage(world, (payload) => payload)
      const connection = new Sqlite(world.file)
      connection.exec(`update outbox set payload = ${value}`)
      connection.close()
      world.clock.pass(minutes(1))
      await delayed(world)
      expect(await openAll(world.ctx)).toEqual({ sealed: 2, unreadable: 1 })
      expect(await postman.deliver(world.ctx)).toMatchObject([
        { id, final: true },
        { name: 'sign-in-delayed' },
      ])
      expect(mailbox.mails).toHaveLength(1)
    },
  )
})

onlyOnSqlite('a row of the outbox that is damaged anywhere', () => {
  test.each([
    ...[
      "due_at = 'soon'",
      'due_at = 9e15',
      "created_at = 'then'",
      'created_at = 1e18',
      "expires_at = 'never'",
    ],
    ...["attempts = 'many'", 'attempts = 1e300', 'attempts = -1', "merged = 'some'", 'merged = 1e300'],
    ...[
      "name = 'no such email'",
      'name = 7',
      "id = 'a' || char(13, 10) || 'b'",
      'merge_key = 7',
      'user_id = null',
    ],
  ])('%s keeps no other waiting', async (change) => {
    const { world, mailbox, postman } = await postOffice()
    await changed(world)
    const connection = new Sqlite(world.file)
    connection.exec(`update outbox set ${change}`)
    connection.close()
    world.clock.pass(minutes(1))
    await delayed(world)
    for (let n = 0; n < 3; n++) await postman.deliver(world.ctx)
    expect(mailbox.mails.map(({ subject }) => subject)).toContain(
      'Countersign: Wrong codes after your password',
    )
  })
})

onlyOnSqlite('a column that holds a time that is none', () => {
  test('a letter whose date is damaged keeps no other waiting', async () => {
    const { world, mailbox, postman } = await postOffice()
    await changed(world)
    const connection = new Sqlite(world.file)
    connection.exec(`update outbox set created_at = ${2 ** 60}`)
    connection.close()
    world.clock.pass(1)
    await changed(world)
    await postman.deliver(world.ctx)
    expect(mailbox.mails).toHaveLength(2)
  })
})
