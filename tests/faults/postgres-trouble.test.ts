import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seconds } from '@/lib/duration'
import { sentence } from '@/lib/messages/codes'
import { Relay } from '../support/process/relay'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { chance } from '../support/world/chance'
import { askPostgres, holdTables, newDatabase, untilWaiting } from '../support/world/postgres'
import { expectSound } from '../support/world/standing'

/*
 * Everything that happens to the database of a server, seen by those who use the server. It is not started again.
 */

let site: Site
let relay: Relay
let agent: Resident
const client = { kind: 'mobile', name: 'Phone' }
const database = await newDatabase()
if (!database) throw new Error('These tests are about PostgreSQL.')

beforeAll(async () => {
  const url = new URL(database.url)
  relay = await Relay.to(Number(url.port))
  url.port = `${relay.port}`
  site = await openSite({ DATABASE_URL: url.href, DATABASE_POOL: '4', LOG_LEVEL: 'info' })
  agent = await site.seed.agent()
})

afterAll(() => relay.close())

async function call(path: string, body: object, token?: string) {
  const answer = await site
    .visitor()
    .request(
      ...(['POST', `/api/v1${path}`] as const),
      { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      JSON.stringify(body),
    )
  return { status: answer.status, retryAfter: answer.headers['retry-after'], body: JSON.parse(answer.body) }
}

const signIn = () => call('/sign-in', { email: agent.email, password: agent.password, client })

/** The form, posted as with JavaScript. */
const sendForm = () =>
  site.visitor().act(builtAction('signIn'), { email: agent.email, password: agent.password })

/** What people and programs read meanwhile: never a 500, and what to do. */
async function expectBusy(): Promise<void> {
  const [form, called] = await Promise.all([sendForm(), signIn()])
  expect(form.body).toContain(sentence('server-busy'))
  expect(form.body).not.toContain(agent.password)
  expect([called.status, called.body.code]).toEqual([503, 'server-busy'])
  expect(Number(called.retryAfter)).toBeGreaterThan(0)
}

/** All is well again, by itself. */
async function expectWell(): Promise<void> {
  await expect.poll(async () => (await signIn()).status, { timeout: seconds(20) }).toBe(200)
  expect((await sendForm()).leadsTo).toBe('/profile')
  expect((await site.visitor().get('/api/ready')).status).toBe(200)
  await expectSound(site.ctx())
  expect(site.server.output()).not.toMatch(/"level":60|unhandled/i)
}

/** How many rows there are. */
async function count(rows: string): Promise<number> {
  const [row] = await askPostgres<{ n: number }>(
    database as NonNullable<typeof database>,
    `select count(*)::int as n from ${rows}`,
  )
  return row?.n ?? 0
}

test('a database that went away and came back', async () => {
  await relay.close()
  await expectBusy()
  for (const path of ['/api/health', '/api/ready'])
    expect([path, (await site.visitor().get(path)).status]).toEqual([path, 503])
  const page = await site.visitor().get('/sign-in', { Accept: 'text/html' })
  expect([page.status, page.headers['retry-after']]).toEqual([503, '5'])
  expect(page.body).toContain(sentence('server-busy'))
  await relay.mend()
  await expectWell()
})

test('connections that are lost in the middle, again and again: what was answered is there, and nothing is half-done', async () => {
  const admin = await call('/sign-in', {
    email: 'ada@example.com',
    password: 'violet harbour stapler',
    client,
  })
  const { accessToken } = admin.body.tokens
  const answers: number[] = []
  const times = (status: number) => answers.filter((one) => one === status).length
  const random = chance(4)
  let over = false
  const adding = Array.from({ length: 4 }, async (_, lane) => {
    for (let n = 0; !over; n++) {
      const person = { name: 'New Person', email: `new.${lane}.${n}@example.com` }
      const added = await call('/users', { ...person, role: 'agent', twoFactorRequired: false }, accessToken)
      answers.push(added.status)
    }
  })
  const cutting = (async () => {
    while (!over) {
      await wait(random.below(200))
      relay.cut()
    }
  })()
  const enough = () => (times(200) >= 30 && times(503) >= 15) || answers.some((one) => one === 500)
  await expect.poll(enough, { timeout: seconds(60) }).toBe(true)
  over = true
  await Promise.all([...adding, cutting])
  const kept = await count("users where email like 'new.%'")
  expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([])
  // One whose connection was lost in the very moment of its commit may be there without an answer.
  expect(kept).toBeGreaterThanOrEqual(times(200))
  expect(await count("invitations where user_id in (select id from users where email like 'new.%')")).toBe(
    kept,
  )
  await expectWell()
})

test('a database that is frozen', async () => {
  relay.freeze()
  const begun = Date.now()
  await expectBusy()
  expect(Date.now() - begun).toBeLessThan(seconds(25))
  await relay.mend()
  await expectWell()
})

test('a standby that cannot be written to', async () => {
  const name = new URL(database.url).pathname.slice(1)
  const asStandby = async (on: boolean) => {
    await askPostgres(
      database,
      `begin read write; alter database "${name}" set default_transaction_read_only = ${on}; commit`,
    )
    relay.cut()
  }
  const browser = await site.signedIn(agent)
  await asStandby(true)
  await expectBusy()
  expect((await browser.get('/profile')).status).toBe(200)
  await asStandby(false)
  await expectWell()
})

test('a pool in which every connection waits', async () => {
  const before = await count('sessions')
  const letGo = await holdTables(database)
  const all = Array.from({ length: 20 }, signIn)
  await untilWaiting(database, 4)
  const answers = await Promise.all(all)
  await letGo()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
  expect(await count('sessions')).toBe(before)
  await expectWell()
})
