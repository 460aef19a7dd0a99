import { expect, test } from 'vitest'
import { addUser } from '@/lib/acts/users/add'
import { exportAudit } from '@/lib/queries/audit/export'
import { exportUsers } from '@/lib/queries/users/export'
import { listUsersInput } from '@/lib/queries/users/list'
import { download } from '@/lib/web/download'
import { entryCells, personCells } from '@/lib/web/export-cells'
import { type Organization, organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { ruled } from '../support/world/policy'

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
  const file = await download({ name: 'audit-log', format: 'csv', pages, cells: entryCells }).text()
  expect(file).toContain(
    'added the user,Ben Okafor (agent1@example.com),Role: Agent · Two-factor authentication not required',
  )
  expect(file.split('\r\n').at(-2)).toMatch(/^1,2026-11-24T12:00:05\.000Z,organization\.created,/)
})
