import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Admin } from '@/lib/actors'
import type { Evidence } from '@/lib/acts/evidence/take'
import { memberMode } from '@/lib/evidence/archive'
import { written } from '@/lib/evidence/check'
import { type ListedFile, type Manifest, manifestName, signatureName } from '@/lib/evidence/manifest'
import { fromInWords } from '@/lib/messages/audit/entry'
import { type EvidenceContent, evidenceContent, evidenceEntries } from '@/lib/queries/evidence/content'
import type { Context } from '../context'
import { csvParts, inPages } from './download'
import { evidencePage } from './evidence-page'
import { personCells } from './export-cells'

type Pack = {
  ctx: Context
  admin: Admin
  evidence: Evidence
  /** The address of this server. */
  server: string
}

/**
 * A zip file, made while it is sent: the people and the policy of one moment, the audit log of a period up to that moment,
 * and a signed list of it all. What goes wrong breaks it off, and a zip file that ends too early opens nowhere.
 */
export async function* evidencePack(pack: Pack): AsyncGenerator<Uint8Array, void> {
  const content = await evidenceContent(pack.ctx, pack.admin)
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  zip.on('error', (error: Error) => out.destroy(error))
  fill(zip, pack, content).catch((error: Error) => out.destroy(error))
  for await (const part of out) yield part as Buffer
}

async function fill(zip: ZipFile, pack: Pack, content: EvidenceContent): Promise<void> {
  const files: ListedFile[] = []
  const options = { mtime: content.takenAt, mode: memberMode, forceDosTimestamp: true }
  const put = (name: string, text: Buffer) => {
    files.push({ name, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') })
    zip.addBuffer(text, name, options)
  }
  const people: string[] = []
  for await (const part of csvParts(inPages(content.people), personCells)) people.push(part)
  put('people.csv', Buffer.from(people.join('')))
  put('policy.json', written(policySaid(content)))
  const log = new Promise<number>((resolve, reject) => {
    const lines = Readable.from(
      auditLines(pack, content, (file, entries) => {
        files.push(file)
        resolve(entries)
      }),
    )
    lines.on('error', reject)
    zip.addReadStream(lines, 'audit.jsonl', options)
  })
  const auditEntries = await log
  const manifest = manifestOf(pack, content, auditEntries)
  put('index.html', Buffer.from(evidencePage(manifest, content)))
  const text = written({ ...manifest, files } satisfies Manifest)
  zip.addBuffer(text, manifestName, options)
  zip.addBuffer(written(pack.evidence.sign(text)), signatureName, options)
  zip.end()
}

const policySaid = ({ policy, takenAt }: EvidenceContent) => ({
  at: takenAt.toISOString(),
  who: policy.policyWho,
  groups: policy.groups,
  from: policy.policyFrom?.toISOString() ?? null,
  begun: policy.begun,
  openSessions: policy.policySessions,
  newPeople: policy.policyNewPeople,
  enrollmentCodes: policy.enrollmentCodes,
  trustedBrowsers: { days: policy.trustDays, admins: policy.trustAdmins },
  passkeysOnly: {
    who: policy.passkeysOnly.who,
    groups: policy.passkeysOnly.groups,
    from: policy.passkeysOnly.from?.toISOString() ?? null,
  },
  timeZone: policy.timeZone,
})

/** A line for each entry. `done` is told of the file once the last one was taken. */
async function* auditLines(
  { ctx, admin, evidence }: Pack,
  { lastEntry }: EvidenceContent,
  done: (file: ListedFile, entries: number) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let [bytes, entries] = [0, 0]
  for await (const page of evidenceEntries(ctx, admin, { ...evidence, lastEntry })) {
    if (page.length === 0) continue
    const lines = page.map(({ sequence, ...entry }) =>
      JSON.stringify({ sequence, ...entry, client: fromInWords(entry) }),
    )
    const text = Buffer.from(`${lines.join('\n')}\n`)
    hash.update(text)
    bytes += text.length
    entries += page.length
    yield text
  }
  done({ name: 'audit.jsonl', bytes, sha256: hash.digest('hex') }, entries)
}

const manifestOf = (
  { admin, evidence, server }: Pack,
  { takenAt }: EvidenceContent,
  auditEntries: number,
): Omit<Manifest, 'files'> => ({
  ...{ format: 'countersign-evidence', version: 1, server },
  organization: { id: admin.organizationId, name: admin.organizationName },
  takenAt: takenAt.toISOString(),
  takenBy: { name: admin.name, email: admin.email },
  period: { from: evidence.from.toISOString(), until: evidence.until.toISOString() },
  auditEntries,
  key: evidence.key,
})
