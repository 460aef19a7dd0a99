import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { problemOf } from '@/db/backup'
import { DatabaseFullError } from '@/db/database'
import { seconds } from '@/lib/duration'
import { runErrands } from '@/lib/jobs/errands'
import { sentence } from '@/lib/messages/codes'
import { leaveErrand } from '@/lib/records/errands/leave'
import { tell } from '@/lib/records/outbox/outbox'
import { fillDisk } from '../support/process/disk'
import { builtAction } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import { RelyingParty } from '../support/server/relying-party'
import { startServer } from '../support/server/server'
import { openSite, type Site } from '../support/server/site'
import { beforeWrite } from '../support/world/interleave'
import { Letters } from '../support/world/letters'
import { organization } from '../support/world/organization'
import { ageSessions } from '../support/world/rows'
import { expectWhole } from '../support/world/standing'

const largestFile = 2 ** 21
let site: Site

beforeAll(async () => {
  site = await openSite({}, { largestFile })
})

test('a disk that is full before the database is made stops the start with one sentence', async () => {
  await expect(startServer({ largestFile: 24 * 1024 })).rejects.toThrow(
    /^The server did not start:\nThe disk of [^\n]+\n$/,
  )
})

test('on a full disk forms say so and keep what was typed, pages go on, and with room everything works', async () => {
  const agent = await site.seed.agent({ enrolled: true })
  const { password } = agent
  const browser = await site.signedIn(agent)
  const stranger = site.visitor()
  await ageSessions(site.ctx())
  const before = await site.snapshot()

  const makeRoom = fillDisk(site.database, largestFile)
  for (let round = 0; round < 3; round++) {
    const changed = await browser.act(builtAction('changeOwnEmail'), { email: 'typed@example.com', password })
    const entered = await stranger.submit('/sign-in', { email: agent.email, password }, 'Sign in')
    const asked = await stranger.act(builtAction('sendResetLink'), { email: 'typed@example.com' })
    const turned = await browser.act(builtAction('turnOff'), { password })
    for (const answer of [changed, entered, asked, turned]) {
      expect(answer.status).toBe(200)
      expect(answer.body).toContain(sentence('server-full'))
      expect(answer.body).not.toContain(password)
    }
    expect(changed.body).toContain('typed@example.com')
    expect(entered.body).toContain(`value="${agent.email}"`)
    for (const path of ['/profile', '/api/health']) expect((await browser.get(path)).status).toBe(200)
    expect((await stranger.get('/sign-in')).status).toBe(200)
  }
  expect(problemOf(site.database)).toBeNull()
  makeRoom()

  expect(await site.snapshot()).toEqual(before)
  await expectWhole({ ctx: site.ctx(), file: site.database })
  const turned = await browser.act(builtAction('turnOff'), { password })
  expect(turned.leadsTo ?? turned.body).toMatch(/notice=|"status":"done"/)
})

test('an app is told to come again, and its code works once there is room', async () => {
  const wiki = await RelyingParty.of(site)
  const visitor = await site.signedIn(await site.seed.agent())
  const { tokens } = await wiki.enter(visitor)
  const begun = await wiki.begin()
  const at = await wiki.follow(visitor, begun.url)
  const makeRoom = fillDisk(site.database, largestFile)
  const refused = { cause: { status: 503 } }
  await expect(wiki.exchange(at, begun)).rejects.toMatchObject(refused)
  await expect(wiki.refresh(tokens.refresh_token ?? '')).rejects.toMatchObject(refused)
  makeRoom()
  expect((await wiki.exchange(at, begun)).tokens.access_token).toBeTruthy()
  expect((await wiki.refresh(tokens.refresh_token ?? '')).access_token).toBeTruthy()
})

test('mail and what strangers asked for wait until there is room, and then go out once', async () => {
  const agent = await site.seed.agent()
  const postbox = new Postbox(site.server)
  await postbox.next(agent.email, 'Join')
  const makeRoom = fillDisk(site.database, largestFile)
  const ctx = site.ctx()
  await ctx.db.write(async (tx) => {
    await leaveErrand(tx, ctx, 'password-reset', { email: agent.email })
    await tell(tx, ctx, agent, 'password-changed', {})
  })
  await wait(seconds(4))
  expect((await postbox.others()).filter(({ to }) => to === agent.email)).toEqual([])
  expect(site.server.output()).toContain('DatabaseFullError')
  makeRoom()
  await postbox.next(agent.email, 'Your password was changed')
  await postbox.next(agent.email, 'Choose a new password')
  await wait(seconds(2))
  expect((await postbox.others()).filter(({ to }) => to === agent.email)).toEqual([])
})

test('what a stranger asked for is not given up because a disk was full for a moment', async () => {
  const org = await organization()
  const { ctx, admin, world } = org
  await ctx.db.write((tx) => leaveErrand(tx, ctx, 'password-reset', { email: admin.email }))
  const full = beforeWrite(ctx, 1, () => Promise.reject(new DatabaseFullError('full')))
  await expect(runErrands(full)).rejects.toThrow('full')
  await runErrands(ctx)
  expect((await new Letters(world).last(admin.email)).subject).toContain('Choose a new password')
})
