import { beforeAll, expect, test } from 'vitest'
import { addOrganization } from '@/lib/acts/organizations/add'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { askForRecovery } from '@/lib/acts/recovery/ask'
import { hashPassword } from '@/lib/crypto/password-hash'
import { sealAuthenticator } from '@/lib/records/factors/authenticator'
import { insertUser } from '@/lib/records/users/insert'
import { newSetupKey } from '@/lib/totp/totp'
import { builtAction } from '../support/server/build-manifest'
import { counted, type Work } from '../support/server/counted'
import { openSite, type Site } from '../support/server/site'
import { shown } from '../support/world/every-kind'
import { granted } from '../support/world/outcome'
import { plantUser } from '../support/world/rows'

const kinds = [
  'unknown',
  'agent',
  'admin',
  'admin with 2FA',
  'suspended admin',
  'invited admin',
  'admin of a suspended organization',
  'operator',
] as const
type Kind = (typeof kinds)[number]

/** Each test asks for people of its own, for an address may be asked for three times a day. */
const rounds = ['with JavaScript', 'without', 'counted', 'often'] as const
type Round = (typeof rounds)[number]

const emails = new Map<string, string>()
const emailOf = (kind: Kind, round: Round) => emails.get(`${kind}, ${round}`) ?? ''
const request = { organization: 'Acme Freight', story: 'My phone fell into the harbour.' }

let site: Site

beforeAll(async () => {
  site = await openSite()
  const ctx = site.ctx()
  const operator = site.operatorOf(await site.seed.operator())
  const [acme] = await ctx.db.read.select().from(ctx.db.tables.organizations)
  const passwordHash = await hashPassword('seven quiet umbrellas')
  const other = { organization: 'Globex', name: 'Hank', email: 'hank@globex.example' }
  const { organizationId: suspended } = granted(await addOrganization(ctx, await operator, other))
  for (const round of rounds) {
    for (const kind of kinds) {
      const email = `${kind}.${round}@example.com`.replaceAll(' ', '-').toLowerCase()
      emails.set(`${kind}, ${round}`, email)
      if (kind === 'unknown') continue
      const role = kind === 'agent' || kind === 'operator' ? kind : 'admin'
      const organizationId =
        role === 'operator' ? 'server' : kind.endsWith('organization') ? suspended : (acme?.id ?? '')
      const status = kind.startsWith('suspended') ? 'suspended' : kind.startsWith('in') ? 'invited' : 'active'
      const user = await ctx.db.write((tx) =>
        insertUser(tx, ctx, {
          ...{ organizationId, name: 'Somebody', email, role, status, passwordHash },
          ...{ twoFactorRequired: false, invitedBy: null },
        }),
      )
      if (user && kind === 'admin with 2FA')
        await plantUser(ctx, user.id, { authenticatorSecret: sealAuthenticator(ctx, user.id, newSetupKey()) })
    }
  }
  granted(await suspendOrganization(ctx, await operator, { organizationId: suspended }))
})

test('whoever asks to recover an account: the same answer, with JavaScript and without', async () => {
  const action = builtAction('sendRequest')
  const answers = new Set<string>()
  const plainAnswers = new Set<string>()
  for (const kind of kinds) {
    const [email, another] = [emailOf(kind, 'with JavaScript'), emailOf(kind, 'without')]
    answers.add(shown(await site.visitor().act(action, { email, ...request }), email))
    const plain = await site.visitor().submit('/recovery', { email: another, ...request })
    plainAnswers.add(shown(plain, another))
  }
  expect([...answers]).toHaveLength(1)
  expect([...answers][0]).toContain('/recovery?notice=recovery-asked')
  expect([...plainAnswers]).toHaveLength(1)
  expect([...plainAnswers][0]).toContain('/recovery?notice=recovery-asked')
})

test('whoever asks to recover an account: the same work, and nobody was looked up', async () => {
  const works: Work[] = []
  for (const kind of kinds) {
    const { ctx, work } = counted(site.ctx())
    granted(await askForRecovery(ctx, { email: emailOf(kind, 'counted'), ...request }))
    works.push(work)
  }
  for (const [n, work] of works.entries()) expect([kinds[n], work]).toEqual([kinds[n], works[0]])
  expect(works[0]).toMatchObject({ reads: 0, writes: 1 })
})

test('whoever asks again and again: told to wait at the same time', async () => {
  const action = builtAction('sendRequest')
  const patience: [Kind, number][] = []
  for (const kind of ['unknown', 'admin', 'operator'] as const) {
    const answers: string[] = []
    for (let n = 0; n < 6; n++) {
      const answer = await site.visitor().act(action, { email: emailOf(kind, 'often'), ...request })
      answers.push(answer.body.includes('Too many attempts') ? 'wait' : 'sent')
    }
    patience.push([kind, answers.indexOf('wait')])
  }
  expect(new Set(patience.map(([, after]) => after)).size).toBe(1)
  expect(patience[0]?.[1]).toBeGreaterThan(2)
})

test('only those who can act on it get mail', async () => {
  const subjects = new Map<string, string[]>()
  const mail = site.mail
  await mail.next(emailOf('admin', 'without'), 'Confirm that you asked')
  await mail.next(emailOf('admin with 2FA', 'without'), 'Confirm that you asked')
  await mail.next(emailOf('agent', 'without'), 'Ask an admin of your organization')
  for (const { to, subject } of await mail.all()) subjects.set(to, [...(subjects.get(to) ?? []), subject])
  for (const kind of kinds) {
    const heard = subjects.get(emailOf(kind, 'without')) ?? []
    const expected = kind === 'admin' || kind === 'admin with 2FA' || kind === 'agent' ? 1 : 0
    expect([kind, heard.length]).toEqual([kind, expected])
  }
})
