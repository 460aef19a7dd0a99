import { eq, isNull } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { RecoveryRequest } from '@/lib/records/recovery/life'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Answer, Fields, Visitor } from '../support/server/visitor'
import type { LetterReceived } from '../support/world/letters'

const newPassword = 'seven crates of marmalade'
const subjects = {
  asked: 'Confirm that you asked',
  confirmed: 'was asked for',
  toDecide: 'Recovery request waiting',
  approved: 'was approved',
  reminder: 'Half of the wait',
  ready: 'Recover your account now',
}

let site: Site
let desk: Visitor
let operator: Resident

beforeAll(async () => {
  site = await openSite()
  operator = await site.seed.operator()
  desk = await site.signedIn(operator)
})

const tokenIn = (path: string) => path.split('/').at(-1) ?? ''

function act(name: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
  const action = builtAction(name)
  const path = action.path.replace(/\[\w+\]/, 'x')
  return site.visitor().act({ ...action, path }, fields, headers)
}

const ask = (email: string, headers: Record<string, string> = {}) =>
  act('sendRequest', { email, organization: 'Acme Freight', story: 'I lost my phone.' }, headers)

/** The link of the next mail to this address with such a subject. */
const linkTo = async (email: string, subject: string) => (await site.mail.next(email, subject)).path

async function requestOf({ id }: Resident): Promise<RecoveryRequest[]> {
  const { recoveryRequests } = site.ctx().db.tables
  const { read } = site.ctx().db
  return read.select().from(recoveryRequests).where(eq(recoveryRequests.userId, id))
}

/** What time would bring about, at once. */
async function plant(who: Resident, changes: Partial<RecoveryRequest>): Promise<void> {
  const { recoveryRequests } = site.ctx().db.tables
  await site
    .ctx()
    .db.write((tx) => tx.update(recoveryRequests).set(changes).where(eq(recoveryRequests.userId, who.id)))
}

const fromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000)

async function confirmed(who: Resident): Promise<void> {
  await ask(who.email)
  const answer = await act('confirmRecovery', { token: tokenIn(await linkTo(who.email, subjects.asked)) })
  expect(answer.leadsTo).toBe('/recovery?notice=recovery-confirmed')
}

async function approved(who: Resident): Promise<void> {
  await confirmed(who)
  const [request] = await requestOf(who)
  const action = { ...builtAction('approve'), path: `/operator/recovery/${request?.id}/approve` }
  const fields = { requestId: request?.id ?? '', calledBack: 'on', note: 'Called', reason: 'It is her' }
  expect((await desk.act(action, fields)).leadsTo).toBe('/operator/recovery?notice=request-approved')
}

/** As scanners of email do: every link, more than once, as if by a browser, and its head. */
async function scan(letters: LetterReceived[]): Promise<void> {
  for (const { path } of letters.filter((letter) => letter.path !== '')) {
    const scanner = site.visitor()
    for (const of of [path, `${path}?utm_source=mail`, `${path}?confirm=1&_method=POST`]) {
      expect((await scanner.request('HEAD', of)).status).toBeLessThan(400)
      expect((await scanner.get(of)).status).toBeLessThan(400)
      await scanner.rsc(of)
    }
  }
}

test('a scanner that opens every link of every email spends nothing and changes nothing', async () => {
  const who = await site.seed.admin({ enrolled: true })
  await ask((await site.seed.agent()).email)
  await ask(who.email)
  const scanned = new Set<LetterReceived>()
  const scanNew = async (...awaited: [email: string, subject: string][]) => {
    const links: string[] = []
    for (const [email, subject] of awaited) links.push(await linkTo(email, subject))
    const letters = (await site.mail.all()).filter((letter) => !scanned.has(letter))
    const before = await site.snapshot()
    await scan(letters)
    expect(await site.snapshot()).toEqual(before)
    for (const letter of letters) scanned.add(letter)
    return links
  }

  const [confirm = ''] = await scanNew([who.email, subjects.asked])
  expect((await site.visitor().submit(confirm, {}, 'Confirm request')).leadsTo).toMatch(/recovery-confirmed$/)
  await scanNew([who.email, subjects.confirmed], [operator.email, subjects.toDecide])
  const [request] = await requestOf(who)
  const page = `/operator/recovery/${request?.id}`
  await desk.act(
    { ...builtAction('approve'), path: `${page}/approve` },
    { requestId: request?.id ?? '', proved: 'on', note: 'An invoice', reason: 'It is her' },
  )
  await scanNew([who.email, subjects.approved])
  await plant(who, { approvedAt: fromNow(-20), readyAt: fromNow(4) })
  const [stop = ''] = await scanNew([who.email, subjects.reminder])
  await plant(who, { readyAt: fromNow(0) })
  const [complete = ''] = await scanNew([who.email, subjects.ready])
  expect((await site.visitor().get(stop)).body).toContain('This wasn’t me')
  expect((await site.visitor().submit(complete, { newPassword }, 'Save password')).leadsTo).toMatch(
    /recovery-completed$/,
  )
})

test('a link leads to APP_URL, whatever host the question came to', async () => {
  const forged: Record<string, string>[] = [
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example' },
    { Forwarded: 'host=evil.example;proto=https' },
    { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    { 'X-Original-Host': 'evil.example', 'X-Rewrite-URL': 'https://evil.example/recovery' },
  ]
  let mails = 0
  for (const headers of forged) {
    const who = await site.seed.admin()
    const answer = await ask(who.email, headers)
    expect(answer.body).not.toContain('evil.example')
    if (answer.leadsTo === null) continue
    const { path, text, html } = await site.mail.next(who.email, subjects.asked)
    mails++
    expect(path).toMatch(/^\/recovery\/[\w-]{43}$/)
    expect(text + html).not.toContain('evil')
    const confirming = await act('confirmRecovery', { token: tokenIn(path) }, headers)
    expect(confirming.leadsTo).toMatch(/^\/recovery\?/)
    const told = await site.mail.next(who.email, subjects.confirmed)
    expect(told.path).toMatch(/^\/recovery\/[\w-]{43}$/)
    expect(told.text + told.html).not.toContain('evil')
  }
  expect(mails).toBeGreaterThan(2)
})

test('thirty questions at once for one address: three requests and mails at most, and the last link works', async () => {
  const who = await site.seed.admin()
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask(who.email)))
  const sent = answers.filter(({ leadsTo }) => leadsTo !== null)
  expect(sent.length).toBeLessThan(6)
  const { db } = site.ctx()
  const { errands, outbox } = db.tables
  await expect.poll(() => db.read.select().from(errands), { timeout: 30_000 }).toEqual([])
  const unsent = () => db.read.select().from(outbox).where(isNull(outbox.closedAt))
  await expect.poll(unsent, { timeout: 30_000 }).toEqual([])
  const path = await linkTo(who.email, subjects.asked)
  const requests = await requestOf(who)
  expect(requests.length).toBeLessThanOrEqual(3)
  expect(requests.filter(({ state }) => state === 'asked')).toHaveLength(1)
  const mails = (await site.mail.all()).filter(
    ({ to, subject }) => to === who.email && subject.includes(subjects.asked),
  )
  expect(mails.length).toBeLessThanOrEqual(3)
  const last = mails.at(-1)?.path ?? path
  expect((await act('confirmRecovery', { token: tokenIn(last) })).leadsTo).toMatch(/recovery-confirmed$/)
})

test('a link that confirms, twenty times at once and once more: one of them', async () => {
  const who = await site.seed.admin()
  await ask(who.email)
  const token = tokenIn(await linkTo(who.email, subjects.asked))
  const answers = await Promise.all(Array.from({ length: 20 }, () => act('confirmRecovery', { token })))
  expect(answers.filter(({ leadsTo }) => leadsTo !== null)).toHaveLength(1)
  expect((await act('confirmRecovery', { token })).body).toContain('This link was used')
  expect((await act('stopRecovery', { token })).body).toContain('This link was used')
  await site.mail.next(operator.email, `${subjects.toDecide}: ${who.name}`)
  await linkTo(who.email, subjects.confirmed)
  // The other admins of the organization are told as well.
  const told = (await site.mail.all()).filter(
    ({ to, subject }) =>
      (to === operator.email && subject.includes(who.name)) ||
      (to === who.email && subject.includes(subjects.confirmed)),
  )
  expect(told).toHaveLength(2)
})

test('a link that completes, used again after the person signed in: nothing', async () => {
  const who = await site.seed.admin({ enrolled: true })
  await approved(who)
  await plant(who, { readyAt: fromNow(0) })
  const token = tokenIn(await linkTo(who.email, subjects.ready))
  const completed = await act('savePasswordAndRecover', { token, newPassword })
  expect(completed.leadsTo).toBe('/sign-in?notice=recovery-completed')
  // Whoever chose the password is known from now on, by a cookie that opens nothing.
  expect(completed.headers['set-cookie']).toMatchObject([expect.stringMatching(/^cs\.\d+\.browser=/)])
  who.password = newPassword
  const signedIn = await act('signIn', { email: who.email, password: newPassword })
  expect(signedIn.leadsTo).toBe('/sign-in/enroll')

  const before = await site.snapshot()
  const again = await act('savePasswordAndRecover', { token, newPassword: 'another one of eight words' })
  expect(again.body).toContain('This link was used')
  expect((await act('sendFreshLink', { token })).body).toContain('This link was used')
  for (const { path } of (await site.mail.all()).filter(({ to }) => to === who.email))
    expect((await act('stopRecovery', { token: tokenIn(path) })).body).toContain('This link was used')
  expect(await site.snapshot()).toEqual(before)
})

test('a token of one kind does nothing of another', async () => {
  const who = await site.seed.admin({ enrolled: true })
  await approved(who)
  const stop = tokenIn(await linkTo(who.email, subjects.approved))
  await plant(who, { readyAt: fromNow(0) })
  const complete = tokenIn(await linkTo(who.email, subjects.ready))
  const before = await site.snapshot()
  for (const [name, fields] of [
    ['savePasswordAndRecover', { token: stop, newPassword }],
    ['savePassword', { token: complete, newPassword }],
    ['confirmRecovery', { token: stop }],
    ['confirmRecovery', { token: complete }],
    ['stopRecovery', { token: complete }],
    ['join', { token: complete, password: newPassword }],
    ['sendFreshLink', { token: stop }],
    ['sendFreshLink', { token: complete }],
    ['restoreEmail', { token: stop }],
  ] as [string, Fields][])
    expect([name, (await act(name, fields)).leadsTo]).toEqual([name, null])
  expect(await site.snapshot()).toEqual(before)
})

test('no token of any of these links is in what the server wrote', async () => {
  const tokens = (await site.mail.all())
    .map(({ path }) => tokenIn(path))
    .filter((token) => token.length === 43)
  expect(tokens.length).toBeGreaterThan(10)
  for (const token of tokens) expect(site.server.output()).not.toContain(token)
})
