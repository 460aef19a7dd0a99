import { setTimeout as wait } from 'node:timers/promises'
import { isNull } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { DatabaseBusyError } from '@/db/database'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { seconds } from '@/lib/duration'
import { sentence } from '@/lib/messages/codes'
import { leaveErrand } from '@/lib/records/errands/leave'
import { tell } from '@/lib/records/outbox/outbox'
import { holdDatabase } from '../support/process/lock'
import { builtAction } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import { openSite, type Site } from '../support/server/site'
import { codeOf } from '../support/world/outcome'
import { decision, Recovery } from '../support/world/recovery'
import { ageSessions } from '../support/world/rows'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

test('while another process holds the database forms say so and keep what was typed, and pages go on', async () => {
  const agent = await site.seed.agent({ enrolled: true })
  const { password } = agent
  const browser = await site.signedIn(agent)
  const stranger = site.visitor()
  await ageSessions(site.ctx())
  const before = await site.snapshot()

  const letGo = await holdDatabase(site.place)
  const begun = Date.now()
  const changing = browser.act(builtAction('changeOwnEmail'), { email: 'typed@example.com', password })
  const entering = stranger.submit('/sign-in', { email: agent.email, password }, 'Sign in')
  const asking = stranger.act(builtAction('sendResetLink'), { email: 'typed@example.com' })
  await wait(500)
  for (const path of ['/profile', '/sign-in', '/api/health']) {
    const page = await browser.get(path)
    expect([path, page.status]).toEqual([path, path === '/sign-in' ? 307 : 200])
  }
  // None of them waited for the other process.
  expect(Date.now() - begun).toBeLessThan(seconds(5))
  for (const answer of [await changing, await entering, await asking]) {
    expect(answer.body).toContain(sentence('server-busy'))
    expect(answer.body).not.toContain(password)
  }
  expect((await changing).body).toContain('typed@example.com')
  expect((await entering).body).toContain(`value="${agent.email}"`)
  expect((await asking).body).toContain('typed@example.com')
  await letGo()

  expect(await site.snapshot()).toEqual(before)
  const again = await browser.act(builtAction('changeOwnEmail'), { email: 'typed@example.com', password })
  expect(again.body).toContain('"status":"done"')
})

test('mail and what strangers asked for wait until the database is free, and then go out once', async () => {
  const agent = await site.seed.agent()
  const ctx = site.ctx()
  const { outbox } = ctx.db.tables
  const undelivered = () => ctx.db.read.select().from(outbox).where(isNull(outbox.closedAt))
  await expect.poll(undelivered, { timeout: seconds(20) }).toEqual([])
  // It stands still meanwhile, so that none of it is carried before the database is held.
  process.kill(site.server.pid, 'SIGSTOP')
  await ctx.db.write(async (tx) => {
    await leaveErrand(tx, ctx, 'password-reset', { email: agent.email })
    await tell(tx, ctx, agent, 'password-changed', {})
  })
  const before = site.server.output().length
  const letGo = await holdDatabase(site.place)
  process.kill(site.server.pid, 'SIGCONT')
  const complaint = () => site.server.output().slice(before)
  // It gives up after five seconds.
  await expect.poll(complaint, { timeout: seconds(20), interval: 200 }).toContain('DatabaseBusyError')
  await letGo()
  const postbox = new Postbox(site.server)
  for (const subject of ['Join', 'Your password was changed', 'Choose a new password'])
    await postbox.next(agent.email, subject)
  await wait(seconds(2))
  expect((await postbox.others()).filter(({ to }) => to === agent.email)).toEqual([])
})

test('an operator who decides meanwhile has decided nothing, and can again', async () => {
  const recovery = await Recovery.open()
  await recovery.confirmed()
  const { ctx, operator } = recovery
  const input = { requestId: await recovery.id(), ...decision }
  const letGo = await holdDatabase(recovery.org.world.place)
  await expect(approveRequest(ctx, operator, input)).rejects.toThrow(DatabaseBusyError)
  await letGo()
  expect(await ctx.db.read.select().from(ctx.db.tables.recoveryDecisions)).toEqual([])
  expect(await recovery.state()).toBe('confirmed')
  expect(await recovery.letters.arrived()).toEqual([])
  expect(codeOf(await approveRequest(ctx, operator, input))).toBe('ok')
})
