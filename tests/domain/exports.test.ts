import { expect, test } from 'vitest'
import { addUser } from '@/lib/acts/users/add'
import { followPolicies } from '@/lib/jobs/policy'
import { exportAudit } from '@/lib/queries/audit/export'
import { exportUsers } from '@/lib/queries/users/export'
import { listUsersInput } from '@/lib/queries/users/list'
import { download } from '@/lib/web/download'
import { entryCells, personCells } from '@/lib/web/export-cells'
import { apiFetch } from '../support/server/api-client'
import { keyIn } from '../support/world/api-keys'
import { foreigners } from '../support/world/foreigners'
import { type Organization, organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { ruled } from '../support/world/policy'
import { auditTrail } from '../support/world/rows'

/** The file of an export of people, as it is sent. */
async function people(org: Organization, format: 'csv' | 'json', asked: object = {}): Promise<string> {
  const pages = exportUsers(org.ctx, await org.asAdmin(), listUsersInput.parse(asked))
  // As bytes: reading it as text would swallow the mark it begins with.
  const file = download({ name: 'people', format, pages, cells: personCells })
  return Buffer.from(await file.arrayBuffer()).toString()
}

const hostile = [`=cmd|'/c calc'!A1`, '+1', '-1', '@SUM(A1)', '"quoted", and more', '＝1+1']

test('people are exported as Excel reads them, and no cell is a formula', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  for (const [n, name] of hostile.entries()) {
    const input = { name, email: `p${n}@example.com`, role: 'agent', twoFactorRequired: true } as const
    granted(await addUser(org.ctx, admin, input))
  }
  const file = await people(org, 'csv')
  expect(file.startsWith('\uFEFFName,Email,Role,Status,Two-factor,')).toBe(true)
  const lines = file.split('\r\n')
  expect(lines).toHaveLength(hostile.length + 3)
  expect(lines.at(-1)).toBe('')
  for (const line of lines) expect(line).not.toMatch(/^"?[=+\-@\t\r＝]/)
  expect(file).toContain(`'=cmd|'/c calc'!A1,p0@example.com,Agent,Invited,"Required, not set up"`)
  expect(file).toContain('"""quoted"", and more",p4@example.com')
})

test('where cells end at semicolons, as in a German Excel, none of them is a formula either', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const names = ['Ada;=1+1', 'Ada; +1', 'Ada;"=1+1"', "Ada;''-1", 'Ada;;@SUM(A1)', 'Ada;＝1', 'a, b;=1']
  for (const [n, name] of names.entries()) {
    const input = { name, email: `p${n}@example.com`, role: 'agent', twoFactorRequired: false } as const
    granted(await addUser(org.ctx, admin, input))
  }
  const file = await people(org, 'csv')
  expect(file).toContain("Ada;'=1+1,p0@example.com")
  for (const cell of file.split(/;|\r\n/)) expect(cell).not.toMatch(/^[\s"]*[=+\-@＝]/)
})

test('JSON says the same, why someone must have it, and an empty list is one', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const chloe = await org.agent({ required: true, enrolled: true })
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  const rows = JSON.parse(await people(org, 'json', { twoFactor: 'on' })) as Record<string, unknown>[]
  expect(rows.map(({ Name, ...row }) => [Name, row['Required by'], row['Recovery codes left']])).toEqual([
    [ben.name, null, 10],
    [chloe.name, 'An admin', 10],
  ])
  const off = await org.agent()
  const asked = JSON.parse(await people(org, 'json', { search: off.email })) as Record<string, unknown>[]
  const from = { 'Two-factor': 'Off, required later', 'Required from': '2026-12-04T18:00:00.000Z' }
  expect(asked).toMatchObject([{ ...from, 'Required by': null }])
  org.world.clock.pass(11 * 86_400_000)
  await org.admin.enrollAtSignIn()
  const later = JSON.parse(await people(org, 'json', { search: ben.email })) as Record<string, unknown>[]
  expect(later).toMatchObject([{ 'Required by': 'The policy', 'Required since': '2026-12-04T18:00:00.000Z' }])
  expect(JSON.parse(await people(org, 'json', { search: 'nobody' }))).toEqual([])
})

test('more people than a page has are all there, once each', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  for (let n = 0; n < 120; n++)
    granted(
      await addUser(org.ctx, admin, {
        ...{ name: `Person ${n}`, email: `person${n}@example.com`, role: 'agent' as const },
        twoFactorRequired: false,
      }),
    )
  const rows = JSON.parse(await people(org, 'json')) as { Email: string }[]
  expect(new Set(rows.map(({ Email }) => Email)).size).toBe(121)
  expect(rows).toHaveLength(121)
})

test('the audit log is exported whole, its details as sentences', async () => {
  const org = await organization()
  await org.agent({ name: 'Ben Okafor' })
  const pages = exportAudit(org.ctx, await org.asAdmin())
  const file = await download({ name: 'audit-log', format: 'csv', pages, cells: entryCells('UTC') }).text()
  expect(file).toContain(
    'added the user,Ben Okafor (agent1@example.com),Role: Agent · Two-factor authentication not required',
  )
  expect(file.split('\r\n').at(-2)).toMatch(/^1,2026-11-24T12:00:05\.000Z,organization\.created,/)
})

test('moments in the details of a log are in the zone of who takes it, and say so', async () => {
  const org = await organization()
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  const admin = await org.asAdmin()
  const details = async (zone: string) => {
    const pages = exportAudit(org.ctx, admin)
    const file = await download({ name: 'audit-log', format: 'json', pages, cells: entryCells(zone) }).text()
    const rows = JSON.parse(file) as { Event: string; Time: string; Details: string }[]
    return rows.find(({ Event }) => Event === 'policy.changed')
  }
  const [here, there] = [await details('UTC'), await details('Asia/Tokyo')]
  expect(here?.Details).toContain('From 4 Dec 2026, 18:00:00 (UTC)')
  expect(there?.Details).toContain('From 5 Dec 2026, 03:00:00 (Asia/Tokyo)')
  // The column of times stays one that programs sort by.
  expect(there?.Time).toBe(here?.Time)
})

test('a program takes the same files over the API, of its own organization, and the log says which it was', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  await org.agent()
  await foreigners(org.ctx)
  const { keyId, token: bearer } = await keyIn(org)
  const call = (path: string) => apiFetch(org.ctx)(asked(path, bearer))
  const file = await call('/users/export?format=csv')
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(Buffer.from(await file.arrayBuffer()).toString()).toBe(await people(org, 'csv'))
  const on = await call('/users/export?twoFactor=on&format=json')
  expect(await on.json()).toMatchObject([{ Name: ben.name, 'Two-factor': 'On' }])
  const log = (await (await call('/audit/export?kind=exports')).json()) as { Event: string; Who: string }[]
  expect(log.map(({ Event, Who }) => [Event, Who])).toEqual(
    Array(3).fill(['list.exported', 'API key Nightly sync']),
  )
  const [last] = (await auditTrail(org.ctx, org.id)).slice(-1)
  expect(last?.actor).toEqual({ kind: 'key', id: keyId, name: 'Nightly sync' })
  for (const path of [
    '/users/export?format=xlsx',
    '/users/export?after=x',
    '/audit/export?format=csv&kind=x',
  ])
    expect((await call(path)).status).toBe(422)
  const { token } = await ben.openSession({ channel: 'api', kind: 'server' })
  for (const path of ['/users/export', '/audit/export'])
    expect((await apiFetch(org.ctx)(asked(path, token))).status).toBe(403)
  expect((await auditTrail(org.ctx, org.id)).filter(({ event }) => event === 'list.exported')).toHaveLength(3)
})

test('what the server did by itself comes from the server, in a file and over the API, not from its console', async () => {
  const org = await organization()
  await org.agent()
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  const { token: bearer } = await keyIn(org)
  await followPolicies(org.world.from({ address: '', userAgent: '' }))
  const call = async (path: string) => (await apiFetch(org.ctx)(asked(path, bearer))).json()
  const [row] = (await call('/audit/export?format=json&search=reminder')) as object[]
  expect(row).toMatchObject({ Who: 'The server', Client: 'The server', Address: '' })
  expect(row).toMatchObject({ Details: expect.stringContaining('2 people reminded') })
  const { entries } = (await call('/audit?search=reminder')) as { entries: object[] }
  expect(entries).toMatchObject([{ actor: { kind: 'nobody' }, client: 'The server', address: '' }])
  expect(await call('/audit?search=console')).toMatchObject({ entries: [] })
})

const asked = (path: string, bearer: string) =>
  new Request(`https://id.example.com/api/v1${path}`, { headers: { Authorization: `Bearer ${bearer}` } })
