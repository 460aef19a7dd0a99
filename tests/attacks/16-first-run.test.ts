import { afterEach, expect, test } from 'vitest'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { isSetUp } from '@/lib/queries/setup'
import { race } from '../support/process/race'
import { builtAction } from '../support/server/build-manifest'
import { type Server, settingsOf, startServer } from '../support/server/server'
import { Visitor } from '../support/server/visitor'
import { snapshotOf } from '../support/world/snapshot'
import { openWorld } from '../support/world/world'

let server: Server | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

const claim = (token: string, n: number) => ({
  ...{ token, organization: `Claim ${n}`, name: `Claimant ${n}` },
  ...{ email: `claimant${n}@example.com`, password: 'seven quiet umbrellas' },
})

const tokenOf = ({ printedLink }: Server) => new URL(printedLink).searchParams.get('token') ?? ''

test('fifty claim the first admin at once: one gets it, and the page is closed for ever', async () => {
  server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1' } })
  const here = server
  const token = tokenOf(here)
  const action = builtAction('createOrganization')
  const browsers = Array.from({ length: 50 }, () => new Visitor(here))
  const answers = await Promise.all(browsers.map((browser, n) => browser.act(action, claim(token, n))))
  expect(answers.filter(({ leadsTo }) => leadsTo === '/organization')).toHaveLength(1)
  expect(answers.filter(({ body }) => body.includes('"status":"failed"'))).toHaveLength(49)
  expect(browsers.filter((browser) => browser.cookie('session'))).toHaveLength(1)
  const { organizations, users, sessions, headcounts } = await snapshotOf(settingsOf(here))
  expect([organizations?.length, users?.length, sessions?.length, headcounts?.length]).toEqual([1, 1, 1, 1])

  const late = new Visitor(here)
  for (const path of ['/setup', `/setup?token=${token}`]) {
    expect((await late.get(path)).status).toBe(404)
    expect((await late.rsc(path.split('?')[0] ?? '')).body).not.toContain('Create organization')
  }
  expect((await late.act(action, claim(token, 99))).body).toContain('"status":"failed"')
  expect((await snapshotOf(settingsOf(here))).organizations).toHaveLength(1)
})

test('without the token of the console nobody gets it, and after a restart only the new one does', async () => {
  server = await startServer()
  const stale = tokenOf(server)
  const action = builtAction('createOrganization')
  const before = await snapshotOf(settingsOf(server))
  const wrong = [
    '',
    'x',
    'A'.repeat(43),
    'A'.repeat(64),
    `${stale}=`,
    stale.slice(0, -1),
    stale.toLowerCase(),
  ]
  for (const [n, token] of wrong.entries()) {
    const visitor = new Visitor(server)
    expect((await visitor.act(action, claim(token, n))).body).toContain('"status":"failed"')
    const page = await visitor.get(`/setup?token=${encodeURIComponent(token)}`)
    expect(page.body).not.toContain('Create organization')
  }
  const noToken = { ...claim('', 1) } as Record<string, string>
  delete noToken.token
  expect((await new Visitor(server).act(action, noToken)).body).toContain('"status":"failed"')
  const twice = await new Visitor(server).get(`/setup?token=${stale}&token=${stale}`)
  expect(twice.body).not.toContain('Create organization')
  expect(await snapshotOf(settingsOf(server))).toEqual(before)
})

test('a second start voids the token of the first', async () => {
  const world = await openWorld()
  const first = await issueSetupToken(world.ctx)
  const second = await issueSetupToken(world.ctx)
  const answers = await race(world, [
    [{ rule: 'setUpOrganization', token: first ?? '', n: 1 }],
    [{ rule: 'setUpOrganization', token: second ?? '', n: 2 }],
  ])
  expect(answers).toEqual(['setup-closed', 'ok'])
  expect(await issueSetupToken(world.ctx)).toBeNull()
})

test('two processes with twenty-five claims each, released at once: one organization', async () => {
  const world = await openWorld()
  const token = (await issueSetupToken(world.ctx)) ?? ''
  const jobs = Array.from({ length: 50 }, (_, n) => ({ rule: 'setUpOrganization', token, n }) as const)
  const answers = await race(world, [jobs.slice(0, 25), jobs.slice(25)])
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
  expect(new Set(answers)).toEqual(new Set(['ok', 'setup-closed']))
  expect(await isSetUp(world.ctx)).toBe(true)
  const { organizations, users } = await snapshotOf(world.place)
  expect([organizations?.length, users?.length]).toEqual([1, 1])
})
