import { afterAll, beforeAll, expect, test } from 'vitest'
import { seconds } from '@/lib/duration'
import { sentence } from '@/lib/messages/codes'
import { Relay } from '../support/process/relay'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
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

async function signIn() {
  const { email, password } = agent
  const answer = await site
    .visitor()
    .request(
      ...['POST', '/api/v1/sign-in'],
      { 'Content-Type': 'application/json' },
      JSON.stringify({ email, password, client }),
    )
  return { status: answer.status, retryAfter: answer.headers['retry-after'], body: JSON.parse(answer.body) }
}

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

/** How many sessions there are of the agent. */
async function sessions(): Promise<number> {
  const rows = await askPostgres<{ n: number }>(
    database as NonNullable<typeof database>,
    `select count(*)::int as n from sessions where user_id = '${agent.id}'`,
  )
  return rows[0]?.n ?? 0
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
  const before = await sessions()
  const answers: number[] = []
  const people = Array.from({ length: 4 }, async () => {
    for (let n = 0; n < 12; n++) answers.push((await signIn()).status)
  })
  let over = false
  const cutting = (async () => {
    while (!over) {
      const so = answers.length
      await expect.poll(() => over || answers.length > so, { interval: 3, timeout: seconds(30) }).toBe(true)
      relay.cut()
    }
  })()
  await Promise.all(people)
  over = true
  await cutting
  const succeeded = answers.filter((status) => status === 200).length
  expect(answers.filter((status) => ![200, 429, 503].includes(status))).toEqual([])
  // One whose connection was lost in the very moment of its commit may be there without an answer.
  expect((await sessions()) - before).toBeGreaterThanOrEqual(succeeded)
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
  const before = await sessions()
  const letGo = await holdTables(database)
  const all = Array.from({ length: 20 }, signIn)
  await untilWaiting(database, 4)
  const answers = await Promise.all(all)
  await letGo()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
  expect(await sessions()).toBe(before)
  await expectWell()
})
