import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeKey, published } from '@/lib/evidence/signature'
import { evidenceKeySet } from '@/lib/queries/evidence/keys'
import type { Said } from '../../support/process/command-line'
import { packOf, whole } from '../../support/world/evidence'
import { type Organization, organization } from '../../support/world/organization'

/** Another machine: a folder with the pack and the public key, and no setting of any kind. */
const folder = mkdtempSync(join(tmpdir(), 'countersign-auditor-'))
let org: Organization
let pack: Buffer

beforeAll(async () => {
  org = await organization()
  await org.agent({ enrolled: true })
  pack = await whole(await packOf(org.ctx, await org.asAdmin()))
  writeFileSync(join(folder, 'pack.zip'), pack)
  writeFileSync(join(folder, 'key.json'), JSON.stringify(await evidenceKeySet(org.ctx)))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function verify(...words: string[]): Promise<Said> {
  const cli = join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, 'evidence', 'verify', ...words],
      { cwd: folder, env: { NODE_ENV: 'production' } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('a pack is checked where nothing of the server is but its public key', async () => {
  const said = await verify('pack.zip', '--key', 'key.json')
  expect(said.err).toBe('')
  const lines = said.out.trim().split('\n')
  expect(lines[0]).toMatch(
    /^Signed by https:\/\/id\.acme\.example with the key [\w-]{43}: Acme Freight, taken 2026-11-24T.* by Ada Lindqvist \(ada@example\.com\), with \d+ entries of the audit log/,
  )
  expect(lines.slice(1)).toEqual([
    ...['people.csv', 'policy.json', 'audit.jsonl', 'index.html'].map((name) => `${name} is intact.`),
    'Checked with the public key from key.json.',
  ])
  expect(said.code).toBe(0)
  // It made and changed nothing there.
  expect(readdirSync(folder).sort()).toEqual(['key.json', 'pack.zip'])
  expect(readFileSync(join(folder, 'pack.zip')).equals(pack)).toBe(true)
})

test('a changed pack and another key end with 1, what cannot be checked with 2', async () => {
  const elsewhere = mkdtempSync(join(folder, 'changed-'))
  const changed = Buffer.from(pack)
  const at = changed.indexOf('people.csv') + 'people.csv'.length + 20
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
  writeFileSync(join(elsewhere, 'changed.zip'), changed)
  const other = { keys: [published(makeKey())] }
  writeFileSync(join(elsewhere, 'other.json'), JSON.stringify(other))
  writeFileSync(join(elsewhere, 'empty.json'), '{"keys":[]}')
  cpSync(join(folder, 'key.json'), join(elsewhere, 'text.zip'))
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const nobody = `http://127.0.0.1:${(closed.address() as AddressInfo).port}/key`
  await new Promise((resolve) => closed.close(resolve))
  const cases: [number, string[], string][] = [
    [1, [join(elsewhere, 'changed.zip'), '--key', 'key.json'], 'people.csv was changed.'],
    [1, ['pack.zip', '--key', join(elsewhere, 'other.json')], 'It was signed with another key'],
    [1, [join(elsewhere, 'text.zip'), '--key', 'key.json'], 'This is not a complete zip file'],
    [
      2,
      ['nothing.zip', '--key', 'key.json'],
      `${join(folder, 'nothing.zip')} can't be read: there is no such file.`,
    ],
    [
      2,
      ['pack.zip', '--key', 'nothing.json'],
      "The public key can't be read from nothing.json: there is no such file.",
    ],
    [2, ['pack.zip', '--key', join(elsewhere, 'empty.json')], 'it has no Ed25519 key'],
    [2, ['pack.zip', '--key', 'http://id.acme.example/key'], 'it is not an https address'],
    [2, ['pack.zip', '--key', nobody], `can't be read from ${nobody}: ECONNREFUSED`],
    // Whoever forges a pack would name a server of their own.
    [2, ['pack.zip'], "use that only if you know this address to be your server's."],
  ]
  for (const [expectedCode, words, expected] of cases) {
    const { code, out, err } = await verify(...words)
    expect([code, out + err]).toEqual([expectedCode, expect.stringContaining(expected)])
  }
  rmSync(elsewhere, { recursive: true })
  // Nine programs one after the other.
}, 120_000)

test('the key is fetched from an address, and as JSON each outcome is a line', async () => {
  const body = readFileSync(join(folder, 'key.json'))
  const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const said = await verify('pack.zip', '--json', '--key', `http://127.0.0.1:${port}/keys.json`)
  server.close()
  expect([said.code, said.err]).toEqual([0, ''])
  const lines = said.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind?: string })
  expect(lines.map(({ kind }) => kind)).toEqual(['signed', ...Array(4).fill('file-intact'), undefined])
})
