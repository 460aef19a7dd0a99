import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBufferPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import type { Admin } from '@/lib/actors'
import { takeEvidence } from '@/lib/acts/evidence/take'
import type { Context } from '@/lib/context'
import { memberMode } from '@/lib/evidence/archive'
import { checkPack, type Finding } from '@/lib/evidence/check'
import type { PublicKey } from '@/lib/evidence/signature'
import { evidencePack } from '@/lib/web/evidence-pack'
import { granted } from './outcome'

export const server = 'https://id.acme.example'
/** Everything that happens in a test. */
export const period = { from: '2026-11-01', until: '2026-12-31' }

/** What an admin downloads, part by part. */
export async function packOf(ctx: Context, admin: Admin, days = period): Promise<AsyncGenerator<Uint8Array>> {
  return evidencePack({ ctx, admin, server, evidence: granted(await takeEvidence(ctx, admin, days)) })
}

export async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}

/** The files of a pack, by name, read with the library alone. */
export async function filesOf(pack: Buffer): Promise<Record<string, Buffer>> {
  const zip = await fromBufferPromise(pack, { lazyEntries: true })
  const files: Record<string, Buffer> = {}
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = await whole(await zip.openReadStreamPromise(entry))
  return files
}

/** A zip file with these files, in this order; with the options of another program, not as Countersign writes one. */
export async function zipped(
  files: [name: string, content: Buffer][],
  options: Parameters<ZipFile['addBuffer']>[2] = { mode: memberMode, forceDosTimestamp: true },
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of files) zip.addBuffer(content, name, options)
  zip.end()
  return whole(zip.outputStream as unknown as AsyncIterable<Uint8Array>)
}

const folder = mkdtempSync(join(tmpdir(), 'countersign-evidence-'))
let packs = 0
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** What is found in a pack by whoever trusts these keys. */
export async function findingsOf(pack: Buffer, keys: readonly PublicKey[]): Promise<Finding[]> {
  const file = join(folder, `${++packs}.zip`)
  writeFileSync(file, pack)
  const findings = await checkPack(file, async () => keys)
  rmSync(file)
  return findings
}
