import { beforeAll, expect, test } from 'vitest'
import { isRight } from '@/lib/evidence/check'
import { keysPath } from '@/lib/evidence/manifest'
import { keySet } from '@/lib/evidence/signature'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { filesOf, findingsOf } from '../support/world/evidence'

const pack = '/organization/evidence/pack?from=2020-01-01&until=2099-12-31'
const theirs = [
  ...['/organization/evidence', pack, '/organization/audit', '/organization/audit/export?format=csv'],
  '/organization/users/export?format=json',
]

let site: Site

beforeAll(async () => {
  site = await openSite()
})

test('an agent, an operator and a stranger take nothing away, and nothing is noted of it', async () => {
  const agent = await site.seed.agent({ enrolled: true })
  const visitors = [await site.signedIn(agent), await site.signedIn(await site.seed.operator())]
  const stranger = site.visitor()
  const before = await site.snapshot()
  for (const path of theirs) {
    for (const visitor of visitors) expect([path, (await visitor.get(path)).status]).toEqual([path, 404])
    expect((await stranger.get(path)).leadsTo).toMatch(/^\/sign-in\?/)
  }
  expect(await site.snapshot()).toEqual(before)
})

test('what an admin downloads is checked with the key that everyone may read, which is no private one', async () => {
  const admin = await site.signedIn(await site.seed.admin({ enrolled: true }))
  const published = await site.visitor().get(keysPath)
  expect([published.status, published.headers['content-type']]).toEqual([200, 'application/jwk-set+json'])
  expect(published.body).not.toMatch(/"d"\s*:/)
  const keys = keySet.parse(JSON.parse(published.body))
  const { status, headers, bytes } = await admin.get(pack)
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    ...[200, 'application/zip', 'no-store'],
  ])
  expect(headers['content-disposition']).toBe('attachment; filename="evidence-2020-01-01-to-2099-12-31.zip"')
  expect((await findingsOf(bytes, keys)).filter((one) => !isRight(one))).toEqual([])
  expect(`${(await filesOf(bytes))['audit.jsonl']}`).toContain('"event":"evidence.exported"')
  for (const wrong of [
    '?from=2026-02-31&until=2026-03-01',
    '?from=2026-03-02&until=2026-03-01',
    '',
    '?from=x',
  ])
    expect((await admin.get(`/organization/evidence/pack${wrong}`)).leadsTo).toMatch(
      /^\/organization\/evidence\?.*problem=period/,
    )
})

test('a link on another site downloads nothing for an admin who follows it, and leads to the page', async () => {
  const admin = await site.signedIn(await site.seed.admin({ enrolled: true }))
  const before = await site.snapshot()
  for (const site of ['cross-site', 'same-site']) {
    const led = await admin.get(pack, { 'Sec-Fetch-Site': site })
    expect([site, led.leadsTo]).toEqual([site, '/organization/evidence?from=2020-01-01&until=2099-12-31'])
  }
  expect(await site.snapshot()).toEqual(before)
})

test('who only looks ahead, by HEAD or before a click, is shown nothing that is noted, and nothing is noted', async () => {
  const admin = await site.signedIn(await site.seed.admin({ enrolled: true }))
  const files = theirs.filter((path) => path.includes('/export'))
  const preview = '/organization/policy?who=everyone&from=at-once&sessions=end'
  const ahead = { 'Sec-Purpose': 'prefetch;prerender' }
  const before = await site.snapshot()
  for (const path of files) {
    const head = await admin.request('HEAD', path)
    expect([path, head.status, head.body]).toEqual([path, 200, ''])
    const early = await admin.get(path, ahead)
    expect([path, early.status, early.body]).toEqual([path, 403, ''])
  }
  expect((await admin.request('HEAD', preview)).status).toBe(200)
  expect((await admin.get(preview, ahead)).body).not.toContain('Save policy')
  expect(await site.snapshot()).toEqual(before)
  for (const path of files) expect([path, (await admin.get(path)).status]).toEqual([path, 200])
  expect((await admin.get(preview)).body).toContain('Save policy')
  expect(await site.snapshot()).not.toEqual(before)
})

test('while four eyes is on, neither whoever asked says yes nor an agent, and only a click takes what was agreed', async () => {
  const site = await openSite()
  const people = [
    await site.seed.admin({ enrolled: true }),
    await site.seed.admin({ enrolled: true }),
  ] as const
  const [asker, second] = people
  const third = await site.seed.admin({ enrolled: true })
  await site.seed.settle(...people, third)
  const { organizations, askedActs } = site.ctx().db.tables
  await site.ctx().db.write((tx) => tx.update(organizations).set({ fourEyes: true }))
  const admin = await site.signedIn(asker)
  const asked = async () => (await admin.get(pack)).leadsTo
  expect(await asked()).toContain('notice=second-asked')
  const [one] = await site.ctx().db.read.select().from(askedActs)
  const askedId = one?.id ?? ''
  const yes = async (who: Resident) => {
    const action = { ...builtAction('agree'), path: `/organization/policy/waiting/${askedId}` }
    const fields = { askedId, password: who.password, code: who.nextRecoveryCode() }
    return (await site.signedIn(who)).act(action, fields)
  }
  const states = async () => (await site.ctx().db.read.select().from(askedActs)).map(({ state }) => state)
  expect((await yes(asker)).body).toContain('"status":"failed"')
  expect((await yes(await site.seed.agent({ enrolled: true }))).leadsTo).toBeNull()
  expect(await states()).toEqual(['waiting'])
  const answers = await Promise.all([yes(second), yes(third)])
  const led = answers.map(({ leadsTo }) => /notice=([\w-]+)/.exec(leadsTo ?? '')?.[1])
  expect(led.toSorted()).toEqual(['asked-over', 'second-allowed'])
  expect(await states()).toEqual(['agreed'])
  const other = await site.signedIn(second)
  const before = await site.snapshot()
  const ahead = { 'Sec-Purpose': 'prefetch;prerender' }
  for (const answer of [await admin.request('HEAD', pack), await admin.get(pack, ahead)])
    expect(answer.leadsTo).toMatch(/^\/organization\/evidence\?/)
  expect(await site.snapshot()).toEqual(before)
  // Who agreed to it takes nothing themselves: it is asked anew.
  expect((await other.get(pack)).leadsTo).toContain('notice=second-asked')
  const taken = await admin.get(pack)
  expect([taken.status, taken.headers['content-type']]).toEqual([200, 'application/zip'])
  expect(await asked()).toContain('notice=second-asked')
})
