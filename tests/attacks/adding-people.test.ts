import { once } from 'node:events'
import { request } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { type Answer, multipart, plainForm, type Visitor } from '../support/server/visitor'
import { foreigners } from '../support/world/foreigners'

let site: Site
let admin: Resident
let agent: Resident
beforeAll(async () => {
  site = await openSite()
  admin = await site.seed.admin()
  agent = await site.seed.agent()
})

const path = '/organization/users/add-several'
const kilobytes = (n: number) => 1024 * n
const megabytes = (n: number) => kilobytes(1024 * n)

/** A list as a page with JavaScript sends it. */
const listForm = (people: string, file = '') =>
  // What stands in a file's place is a file.
  multipart([
    ['_1_people', people],
    ['_1_file', file],
    ['0', '[{"status":"idle"},"$K1"]'],
  ]).replace('name="_1_file"', 'name="_1_file"; filename="people.csv"')

const acting = () => ({
  'Next-Action': builtAction('previewList').id,
  Accept: 'text/x-component',
  ...plainForm,
})

const post = (visitor: Visitor, people: string, file = ''): Promise<Answer> =>
  visitor.request('POST', path, acting(), Buffer.from(listForm(people, file), 'latin1'))

const batchIn = ({ leadsTo }: Answer) => /preview=([\w-]+)/.exec(leadsTo ?? '')?.[1] ?? ''

async function batchesOf(organizationId?: string) {
  const { read, tables } = site.ctx().db
  const found = await read.select().from(tables.batches)
  return found.filter((batch) => organizationId === undefined || batch.organizationId === organizationId)
}

test('a long form is taken of a signed-in admin alone, and a file of 2 MB of them', async () => {
  const longer = `a@example.com\n${'\n'.repeat(kilobytes(100))}`
  const stranger = site.visitor()
  const forged = site.visitor({ session: 'A'.repeat(43) })
  for (const visitor of [stranger, forged, await site.signedIn(agent)])
    expect((await post(visitor, '', longer)).status).toBe(413)
  const boss = await site.signedIn(admin)
  expect(batchIn(await post(boss, '', longer))).not.toBe('')
  expect(batchIn(await post(boss, '', `a@example.com\n${'\n'.repeat(megabytes(2) - 100)}`))).not.toBe('')
  const before = await batchesOf()
  const refused = await post(boss, '', `a@example.com\n${'\n'.repeat(megabytes(2) + kilobytes(64))}`)
  expect([refused.status, refused.body]).toEqual([413, expect.stringContaining('larger than 2 MB')])
  // On every other page an admin's form is no longer than anyone's.
  const elsewhere = await boss.request('POST', '/profile', acting(), listForm('', longer))
  expect(elsewhere.status).toBe(413)
  // An agent who sends a short one is told that there is no such page.
  expect((await post(await site.signedIn(agent), 'a@example.com')).body).not.toContain('preview=')
  expect(await batchesOf()).toEqual(before)
})

test('50 MB are refused before they are sent, and read no further where their length is not said', async () => {
  const boss = await site.signedIn(admin)
  const cookie = `${boss.cookieName('session')}=${boss.cookie('session')}`
  const { port, origin, host } = new URL(site.server.origin)
  const open = (headers: Record<string, string>) =>
    request({
      ...{ host: '127.0.0.1', port, path, method: 'POST' },
      headers: { Host: host, Origin: origin, Cookie: cookie, ...acting(), ...headers },
    })
  const announced = open({ 'Content-Length': String(megabytes(50)) })
  announced.on('error', () => {})
  announced.flushHeaders()
  const [early] = await once(announced, 'response')
  expect(early.statusCode).toBe(413)
  announced.destroy()

  const chunked = open({ 'Transfer-Encoding': 'chunked' })
  chunked.on('error', () => {})
  const answered = once(chunked, 'response')
  let sent = 0
  const part = Buffer.alloc(kilobytes(64), 'x')
  let status = 0
  answered.then(([{ statusCode }]) => (status = statusCode))
  while (status === 0 && sent < megabytes(50)) {
    sent += part.length
    if (!chunked.write(part)) await Promise.race([once(chunked, 'drain'), answered])
    await new Promise(setImmediate)
  }
  expect(status).toBe(413)
  expect(sent).toBeLessThan(megabytes(20))
  chunked.destroy()
  expect((await boss.get('/api/health')).status).toBe(200)
})

test('what is no list of people is refused in a sentence', async () => {
  const boss = await site.signedIn(admin)
  const before = await batchesOf()
  const refused: [file: string, words: string][] = [
    [`a@example.com,${'x'.repeat(megabytes(1))}`, 'more than 10,000 characters'],
    [`Name,Email\nA\u0000,a@example.com`, "isn't a list in plain text"],
    [`PK\u0003\u0004${'\u0000'.repeat(2000)}`, 'This is a workbook.'],
    [`\u001f\u008b${'\u0000'.repeat(2000)}`, "isn't a list in plain text"],
    [Array.from({ length: 5001 }, (_, n) => `p${n}@example.com`).join('\n'), 'more than 5,000 people'],
  ]
  for (const [file, words] of refused) {
    const answer = await post(boss, '', file)
    expect([answer.status, answer.body.includes(words)]).toEqual([200, true])
  }
  expect(await batchesOf()).toEqual(before)
})

test('groups and previews of others: nothing happens at all', async () => {
  const boss = await site.signedIn(admin)
  const own = batchIn(await post(boss, 'eve@example.com'))
  const foreign = await foreigners(site.ctx())
  const begin = (visitor: Visitor, batchId: string, groupIds: string) =>
    visitor.act(builtAction('addListed'), {
      ...{ batchId, role: 'admin' },
      ...(groupIds && { groupIds }),
    })
  const lesser = await site.signedIn(agent)
  const before = await site.snapshot()
  for (const batchId of [own, foreign.people[0] ?? ''])
    expect((await begin(boss, batchId, foreign.groupId)).leadsTo).toBeNull()
  expect((await begin(boss, foreign.people[0] ?? '', '')).leadsTo).toBeNull()
  expect((await begin(lesser, own, '')).leadsTo).toBeNull()
  for (const batchId of foreign.people)
    for (const action of ['stopMany', 'renewLinks'])
      expect((await boss.act(builtAction(action), { batchId })).leadsTo).toBeNull()
  for (const page of ['', '/file', '/links'])
    expect((await boss.get(`/organization/batches/${foreign.people[0]}${page}`)).status).toBe(404)
  expect((await boss.get(`${path}?preview=${foreign.people[0]}`)).body).not.toContain('globex')
  expect(await site.snapshot()).toEqual(before)
})
