import { createHash } from 'node:crypto'
import { ArchiveError, type Member, openArchive } from './archive'
import {
  type ListedFile,
  longestManifest,
  type Manifest,
  manifestInput,
  manifestName,
  signatureName,
} from './manifest'
import { isSignedBy, type PublicKey, type Signature, signatureInput, thumbprint } from './signature'

/** One thing that is right or wrong with a pack. */
export type Finding =
  | { kind: 'file-intact' | 'file-changed' | 'file-missing' | 'file-extra' | 'file-twice'; name: string }
  | { kind: 'archive-broken'; problem: string }
  | { kind: 'archive-rewritten' | 'manifest-unreadable' | 'signature-unreadable' }
  | { kind: 'signature-wrong' | 'key-unknown'; key: string }
  | { kind: 'signed'; key: string; manifest: Manifest }

const right: readonly Finding['kind'][] = ['file-intact', 'signed']

export const isRight = ({ kind }: Finding): boolean => right.includes(kind)

/**
 * Looks at a pack: whether one of the keys signed its manifest, and whether its files are those that the manifest lists,
 * byte by byte, in the zip file that was exported: of any other one nothing is said to be right. `keysFor`: the keys that are
 * trusted, for what the pack says of itself. It writes nothing, and reads no more of a file than the manifest lists. Throws
 * where the file cannot be read at all, and what `keysFor` throws.
 */
export async function checkPack(
  path: string,
  keysFor: (manifest: Manifest) => Promise<readonly PublicKey[]>,
): Promise<Finding[]> {
  try {
    const { members, asExported, close } = await openArchive(path)
    try {
      const findings = await findingsOf(members, keysFor)
      if (asExported) return findings
      const wrong = findings.filter((one) => !isRight(one))
      return wrong.length > 0 ? wrong : [{ kind: 'archive-rewritten' }]
    } finally {
      close()
    }
  } catch (error) {
    if (error instanceof ArchiveError) return [{ kind: 'archive-broken', problem: error.message }]
    throw error
  }
}

async function findingsOf(
  members: readonly Member[],
  keysFor: (manifest: Manifest) => Promise<readonly PublicKey[]>,
): Promise<Finding[]> {
  const findings: Finding[] = [...new Set(repeated(members))].map((name) => ({ kind: 'file-twice', name }))
  const text = await wholeOf(members, manifestName)
  const manifest = text && parsed(text, manifestInput)
  if (!text || !manifest) return [...findings, { kind: 'manifest-unreadable' }]
  const signatureText = await wholeOf(members, signatureName)
  const signature = signatureText && parsed(signatureText, signatureInput)
  if (signature) findings.push(signatureOf(text, manifest, signature, await keysFor(manifest)))
  else findings.push({ kind: 'signature-unreadable' })
  for (const listed of manifest.files) findings.push(await fileOf(members, listed))
  const known = [manifestName, signatureName, ...manifest.files.map(({ name }) => name)]
  const extra = members.filter(({ name }) => !known.includes(name))
  return [...findings, ...extra.map(({ name }): Finding => ({ kind: 'file-extra', name }))]
}

const repeated = (members: readonly Member[]) =>
  members.flatMap(({ name }, n) => (members.slice(0, n).some((one) => one.name === name) ? [name] : []))

async function wholeOf(members: readonly Member[], name: string): Promise<Buffer | null> {
  const member = members.find((one) => one.name === name)
  if (!member || member.bytes > longestManifest) return null
  const parts: Buffer[] = []
  for await (const part of member.read()) parts.push(part)
  return Buffer.concat(parts)
}

/** JSON of this shape, written as we write it: of two texts that say the same, one is not ours. */
function parsed<T>(
  text: Buffer,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
): T | null {
  try {
    const result = schema.safeParse(JSON.parse(text.toString()))
    return result.success && written(result.data).equals(text) ? result.data : null
  } catch {
    return null
  }
}

/** As manifests and signatures are written. */
export const written = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)

function signatureOf(
  text: Buffer,
  manifest: Manifest,
  signature: Signature,
  keys: readonly PublicKey[],
): Finding {
  const key = keys.find((one) => thumbprint(one) === signature.key)
  if (!key) return { kind: 'key-unknown', key: signature.key }
  const good = manifest.key === signature.key && isSignedBy(key, text, signature)
  return good
    ? { kind: 'signed', key: signature.key, manifest }
    : { kind: 'signature-wrong', key: signature.key }
}

async function fileOf(members: readonly Member[], { name, bytes, sha256 }: ListedFile): Promise<Finding> {
  const member = members.find((one) => one.name === name)
  if (!member) return { kind: 'file-missing', name }
  // Told from its header: what is larger than it should be is not unpacked.
  if (member.bytes !== bytes) return { kind: 'file-changed', name }
  const hash = createHash('sha256')
  try {
    for await (const part of member.read()) hash.update(part)
  } catch (error) {
    if (error instanceof ArchiveError) return { kind: 'file-changed', name }
    throw error
  }
  return { kind: hash.digest('hex') === sha256 ? 'file-intact' : 'file-changed', name }
}
