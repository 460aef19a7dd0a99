import { verify } from 'node:crypto'
import { importJWK } from 'jose'
import { expect, test } from 'vitest'
import { takeEvidenceInput } from '@/lib/acts/evidence/take'
import { addUser } from '@/lib/acts/users/add'
import { renameUser } from '@/lib/acts/users/rename'
import { isRight } from '@/lib/evidence/check'
import { manifestInput } from '@/lib/evidence/manifest'
import { makeKey, published } from '@/lib/evidence/signature'
import { evidenceKeySet } from '@/lib/queries/evidence/keys'
import { resealAll } from '@/lib/records/keys/reseal'
import { csvParts, inPages } from '@/lib/web/download'
import { isLedFromElsewhere } from '@/lib/web/led-here'
import { chainRows } from '../../support/world/audit-trail'
import { filesOf, findingsOf, packOf, server, whole } from '../../support/world/evidence'
import { foreigners } from '../../support/world/foreigners'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

const packFor = async (org: Organization) => whole(await packOf(org.ctx, await org.asAdmin()))

const lines = (file: Buffer | undefined) =>
  (file?.toString().trim().split('\n') ?? []).map((line) => JSON.parse(line) as Record<string, unknown>)

test('a pack has the people, the policy and the audit log, signed by the key that is published', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const pack = await packFor(org)
  const files = await filesOf(pack)
  const names = ['people.csv', 'policy.json', 'audit.jsonl', 'index.html', 'manifest.json', 'signature.json']
  expect(Object.keys(files)).toEqual(names)
  expect(files['people.csv']?.toString()).toContain(`${ben.name},${ben.email},Agent,Active,On,`)
  expect(JSON.parse(`${files['policy.json']}`)).toMatchObject({ who: 'nobody', from: null, timeZone: 'UTC' })
  const trail = await chainRows(org)
  const log = lines(files['audit.jsonl'])
  expect(log.map(({ event }) => event)).toEqual(trail.map(({ event }) => event))
  expect(log.at(-1)).toMatchObject({ sequence: trail.length, event: 'evidence.exported' })

  const manifest = manifestInput.parse(JSON.parse(`${files['manifest.json']}`))
  expect(manifest).toMatchObject({ server, auditEntries: log.length, organization: { name: org.name } })
  const { keys } = await evidenceKeySet(org.ctx)
  expect(keys).toEqual([{ ...keys[0], kid: manifest.key, kty: 'OKP', crv: 'Ed25519', use: 'sig' }])
  expect(Object.keys(keys[0] ?? {})).not.toContain('d')
  const { signature } = JSON.parse(`${files['signature.json']}`) as { signature: string }
  const key = (await importJWK({ ...keys[0] }, 'Ed25519')) as CryptoKey
  const { KeyObject } = await import('node:crypto')
  const bytes = files['manifest.json'] ?? Buffer.alloc(0)
  expect(verify(null, bytes, KeyObject.from(key), Buffer.from(signature, 'base64url'))).toBe(true)
  const findings = await findingsOf(pack, keys)
  expect(findings.map(({ kind }) => kind)).toEqual(['signed', ...Array(4).fill('file-intact')])
})

test('a pack is of one moment, whatever is done while it is sent', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const ben = await org.agent({ name: 'Ben Okafor' })
  const parts = await packOf(org.ctx, admin)
  const first = await parts.next()
  org.world.clock.pass(1000)
  const rest = { role: 'agent', twoFactorRequired: false } as const
  granted(await addUser(org.ctx, admin, { name: 'Late', email: 'late@example.com', ...rest }))
  granted(await renameUser(org.ctx, admin, { userId: ben.id, name: 'Renamed' }))
  const pack = Buffer.concat([Buffer.from(first.value ?? ''), await whole(parts)])
  const files = await filesOf(pack)
  for (const file of Object.values(files)) expect(file.toString()).not.toMatch(/Late|Renamed/)
  expect(lines(files['audit.jsonl']).at(-1)?.event).toBe('evidence.exported')
  expect((await findingsOf(pack, (await evidenceKeySet(org.ctx)).keys)).every(isRight)).toBe(true)
})

test('everything that is read in one moment is of it', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const { users } = org.ctx.db.tables
  const rest = { role: 'agent', twoFactorRequired: false } as const
  const counts = await org.ctx.db.moment(async (read) => {
    const before = (await read.select().from(users)).length
    granted(await addUser(org.ctx, admin, { name: 'Late', email: 'late@example.com', ...rest }))
    return [
      before,
      (await read.select().from(users)).length,
      (await org.ctx.db.read.select().from(users)).length,
    ]
  })
  expect(counts).toEqual([1, 1, 2])
})

test('the audit log is that of the days that were chosen, in the organization’s time zone', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  org.world.clock.pass(26 * 3_600_000)
  const day = { from: '2026-11-25', until: '2026-11-25' }
  const fresh = await org.asAdmin()
  const files = await filesOf(await whole(await packOf(org.ctx, fresh, day)))
  const log = lines(files['audit.jsonl'])
  expect(log.length).toBeGreaterThan(0)
  for (const { at } of log) expect(at).toMatch(/^2026-11-25T/)
  const none = { from: '2020-01-01', until: '2020-01-02' }
  const empty = await filesOf(await whole(await packOf(org.ctx, fresh, none)))
  expect(empty['audit.jsonl']?.length).toBe(0)
  expect(admin.organizationId).toBe(org.id)
})

const script = '<script>alert(1)</script>'

test('names are no formulas in the list and no script in the page', async () => {
  const org = await organization()
  await org.agent({ name: `=cmd|'/c calc'!A1` })
  await org.agent({ name: script })
  await org.agent({ name: '" onmouseover="alert(1)' })
  const files = await filesOf(await packFor(org))
  expect(files['people.csv']?.toString()).toContain(`'=cmd|'/c calc'!A1,`)
  const page = `${files['index.html']}`
  expect(page).not.toMatch(/<script|<img|<[^>]+ on\w+=|https?:\/\/(?!id\.acme\.example)/i)
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
})

test('a pack has no one of another organization, and no private key', async () => {
  const org = await organization()
  const other = await foreigners(org.ctx)
  const pack = await packFor(org)
  const { evidenceKeys } = org.ctx.db.tables
  const [row] = await org.ctx.db.read.select().from(evidenceKeys)
  const opened = row && org.ctx.vault.unseal(row.sealed, 'evidence_keys', row.id).toString()
  const { d } = JSON.parse(opened ?? '{}') as { d: string }
  expect(d).toHaveLength(43)
  for (const file of Object.values(await filesOf(pack))) {
    expect(file.toString()).not.toMatch(/Hank|globex/i)
    expect(file.toString()).not.toContain(other.id)
    expect(file.toString()).not.toContain(d)
  }
})

test('there is one key however many ask at once, and it signs on after the encryption key changed', async () => {
  const org = await organization()
  const packs = await Promise.all([1, 2, 3].map(() => packFor(org)))
  const { keys } = await evidenceKeySet(org.ctx)
  expect(keys).toHaveLength(1)
  for (const pack of packs) expect((await findingsOf(pack, keys)).every(isRight)).toBe(true)
  await resealAll(org.ctx, () => {})
  expect(await evidenceKeySet(org.ctx)).toEqual({ keys })
  const another = await findingsOf(packs[0] ?? Buffer.alloc(0), [published(makeKey())])
  expect(another[0]).toEqual({ kind: 'key-unknown', key: keys[0]?.kid })
})

test('a period whose end no manifest can say is refused', () => {
  for (const until of ['9999-12-31', '9999-12-30'])
    expect([until, takeEvidenceInput.safeParse({ from: '2026-11-01', until }).success]).toEqual([
      until,
      until !== '9999-12-31',
    ])
})

test('others have their turn while the people of a large organization are written', async () => {
  let turns = 0
  let goes = true
  const next = () => {
    turns++
    if (goes) setImmediate(next)
  }
  setImmediate(next)
  const rows = Array.from({ length: 5000 }, (_, n) => ({ n }))
  let text = ''
  for await (const part of csvParts(inPages(rows), ({ n }) => ({ Number: n }))) text += part
  goes = false
  expect(text.split('\r\n')).toHaveLength(5002)
  expect(turns).toBeGreaterThanOrEqual(9)
})

test('a link of an app beside us downloads no more than one of another site', () => {
  const led = (site: string | null) => isLedFromElsewhere(new Headers(site ? { 'Sec-Fetch-Site': site } : {}))
  expect(['cross-site', 'same-site', 'same-origin', 'none', null].map(led)).toEqual([
    ...[true, true, false, false, false],
  ])
})
