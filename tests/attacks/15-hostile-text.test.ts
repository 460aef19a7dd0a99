import { beforeAll, expect, test } from 'vitest'
import { describeClient } from '@/lib/client'
import { commandLine } from '../support/process/command-line'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'

const markup = '<img src=x onerror=alert(1)>'
const hostile = [
  markup,
  '"><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  "'; alert(1); '",
  "=cmd|' /C calc'!A0",
  '{{7*7}}#{7*7}<%= 7*7 %>',
  'javascript:alert(1)',
]
const unprintable = 'a\r\nSet-Cookie: x=y\u001b[31m\u2028b\u0000\u0085c\u0007'

/** What a terminal or a log reader would obey. */
const obeyed = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/u

let site: Site
let admin: Visitor
let adminUser: Resident

beforeAll(async () => {
  site = await openSite()
  adminUser = await site.seed.admin({ name: `Mallory ${markup}` })
  admin = await site.signedIn(adminUser)
})

/** Markup of ours never looks like this; written by someone else it must not be markup. */
const asMarkup = /<img src=x|<script>alert|onerror=alert\(1\)>|<\/script><script>/

test('names are text in every page that shows them, and one line however they were typed', async () => {
  const action = builtAction('add')
  const ids: string[] = []
  for (const [n, name] of [...hostile, `${unprintable} ${markup}`].entries()) {
    const sent = { name, email: `hostile.${n}@example.com`, role: 'agent' }
    const answer = await admin.act(action, sent)
    expect([name, answer.leadsTo]).toEqual([
      name,
      expect.stringMatching(/^\/organization\/users\/[0-9a-f-]+\?/),
    ])
    ids.push(answer.leadsTo?.split(/[/?]/)[3] ?? '')
  }
  const { users } = site.ctx().db.tables
  for (const { name } of await site.ctx().db.read.select({ name: users.name }).from(users))
    expect(name).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  const pages = [
    '/organization/users',
    '/organization/audit',
    '/profile',
    ...ids.map((id) => `/organization/users/${id}`),
  ]
  for (const path of pages) {
    const page = await admin.get(path)
    expect([path, page.status]).toEqual([path, 200])
    expect([path, asMarkup.exec(page.body)?.[0]]).toEqual([path, undefined])
  }
  expect((await admin.get('/organization/users')).body).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('what was typed into a form that failed comes back as text', async () => {
  const page = await admin.submit('/organization/users/new', {
    ...{ name: `"><script>alert(1)</script>${markup}`, email: `${markup}@`, role: 'agent' },
  })
  expect(page.status).toBe(200)
  expect(asMarkup.exec(page.body)?.[0]).toBeUndefined()
  const query = encodeURIComponent(`"><script>alert(1)</script>${markup}`)
  for (const path of [
    `/organization/users?q=${query}`,
    `/sign-in?notice=${query}&next=${query}`,
    `/setup?token=${query}`,
    `/invitation/${query}`,
    `/${query}`,
  ]) {
    for (const visitor of [admin, site.visitor()]) {
      const answer = await visitor.get(path)
      expect([path, asMarkup.exec(answer.body)?.[0]]).toEqual([path, undefined])
    }
  }
})

test('an organization called markup is text to those who join it', async () => {
  const { organizations } = site.ctx().db.tables
  await site.ctx().db.write((tx) => tx.update(organizations).set({ name: `Acme ${markup}` }))
  const invited = await site.seed.agent({ invited: true, name: `Ines ${markup}` })
  const required = await site.seed.agent({ required: true, name: `Rita ${markup}` })
  const challenger = site.visitor({ challenge: await site.challenge(required) })
  for (const page of [
    await site.visitor().get(invited.invitation),
    await challenger.get('/sign-in/enroll'),
    await admin.get('/profile'),
  ]) {
    expect(page.status).toBe(200)
    expect(page.body).toContain('&lt;img src=x')
    expect(asMarkup.exec(page.body)?.[0]).toBeUndefined()
  }
})

test('a user agent says only what we already know', async () => {
  for (const agent of [
    ...hostile,
    `Mozilla/5.0 ${markup} Firefox/133.0`,
    unprintable,
    'x'.repeat(100_000),
    `${markup} Chrome/99 ${markup}`,
  ])
    expect(describeClient(agent)).toMatch(/^(Console|[\w .]+)( on [\w .]+)?$/)
  const who = await site.seed.agent()
  const { email, password } = who
  const browser = site.visitor()
  await browser.submit('/sign-in', { email, password }, undefined, {
    'User-Agent': `${markup} Firefox/133.0`,
  })
  for (const page of [await browser.get('/profile'), await admin.get(`/organization/users/${who.id}`)]) {
    expect(page.status).toBe(200)
    expect(asMarkup.exec(page.body)?.[0]).toBeUndefined()
  }
})

test('what a phone calls itself is a plain word or three, or nothing', async () => {
  const { sessions } = site.ctx().db.tables
  const who = await site.seed.agent()
  const { email, password } = who
  const models = [...hostile, unprintable, 'Pixel \u202e9', 'x'.repeat(65), ' Pixel', '', 'Пиксель']
  for (const model of models) {
    const app = site.visitor()
    await app.act(builtAction('signIn'), { email, password, kind: 'mobile', model })
    expect([model, app.cookie('session')]).toEqual([model, expect.any(String)])
  }
  const rows = await site.ctx().db.read.select().from(sessions)
  const clients = rows.filter(({ userId, kind }) => userId === who.id && kind === 'mobile')
  expect(clients).toHaveLength(models.length)
  for (const { client } of clients) expect(client).toBe('Unknown browser')
  for (const kind of ['extension', 'Mobile', 'web', ''])
    expect((await site.visitor().act(builtAction('signIn'), { email, password, kind })).body).toContain(
      '"status":"failed"',
    )
})

test('the log has one line per event, each of it JSON, whatever was asked for', async () => {
  const visitor = site.visitor()
  const paths = [
    '/%0d%0aSet-Cookie:x=y',
    '/%1b[31m',
    '/%e2%80%a8',
    '/"}',
    '/\\n',
    `/${encodeURIComponent(markup)}`,
  ]
  for (const path of paths) await visitor.get(path, { 'User-Agent': `${markup}"}` })
  await visitor.act({ id: '__proto__', path: '/sign-in' }, { x: '\r\n{"level":30}' })
  const lines = site.server.output().split('\n')
  for (const line of lines) expect(line).not.toMatch(obeyed)
  const events = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { event: string })
  expect(events.length).toBeGreaterThan(paths.length)
  for (const { event } of events) expect(event).toMatch(/^[a-z-]+\.?[a-z-]*$/)
  for (const answer of [
    await visitor.get('/%0d%0aSet-Cookie:%20x=y'),
    await visitor.get('/profile?%0d%0aX-Evil:1'),
  ])
    expect([answer.headers['set-cookie'], answer.headers['x-evil']]).toEqual([undefined, undefined])
})

async function console_(...words: string[]): Promise<string> {
  const { out, err } = await commandLine(site.server.dataFolder, words, site.server.env)
  return out + err
}

test('the command line prints nothing that a terminal would obey', async () => {
  const who = await site.seed.agent({ enrolled: true, name: `Esc ${markup}` })
  const said = [
    await console_(
      'two-factor',
      'reset',
      'x\u001b]0;owned\u0007\u001b[31m@example.com',
      '--reason',
      'x',
      '--yes',
    ),
    await console_(
      'two-factor',
      'reset',
      who.email,
      '--reason',
      `lost\u001b[31m\r\n ${markup} \u2028 x`,
      '--yes',
    ),
    await console_('\u001b[31mtwo-factor', 'reset'),
    await console_('two-factor', 'reset', who.email, '--reason'),
  ]
  for (const text of said) expect(text).not.toMatch(obeyed)
  expect(said[1]).toContain('Recorded in the audit log.')
  const audit = await admin.get('/organization/audit')
  expect(audit.body).toContain('&lt;img src=x')
  expect(asMarkup.exec(audit.body)?.[0]).toBeUndefined()
  const { auditEntries } = site.ctx().db.tables
  for (const { body } of await site.ctx().db.read.select({ body: auditEntries.body }).from(auditEntries))
    expect(body).not.toMatch(/\p{Cc}/u)
})
