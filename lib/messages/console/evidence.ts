import type { Finding } from '../../evidence/check'
import type { Manifest } from '../../evidence/manifest'

/** What the command line says about evidence packs. */
export const verify = {
  about: 'Checks that an evidence pack is as its server signed it. Needs no server and no settings.',
  fileWord: 'the pack, a zip file',
  keyWord: "the server's public key: a file, or an https address that you know to be the server's",
  keyNeeded: (address: string) =>
    `Name the server's public key with --key: a file, or its address. The pack says that it is at ${address}; use that only if you know this address to be your server's.`,
  noFile: (file: string, why: string) => `${file} can't be read: ${why}.`,
  notThere: 'there is no such file',
  noKey: (from: string, why: string) =>
    `The public key can't be read from ${from}: ${why}. Give it with --key.`,
  noKeys: 'it has no Ed25519 key',
  notSecure: 'it is not an https address',
  keyOf: (from: string) => `Checked with the public key from ${from}.`,
}

/** A finding as one line. */
export function findingInWords(finding: Finding): string {
  switch (finding.kind) {
    case 'file-intact':
      return `${finding.name} is intact.`
    case 'file-changed':
      return `${finding.name} was changed.`
    case 'file-missing':
      return `${finding.name} is missing.`
    case 'file-extra':
      return `${finding.name} was added: the signed list doesn't have it.`
    case 'file-twice':
      return `${finding.name} is in the pack more than once.`
    case 'archive-broken':
      return `This is not a complete zip file: ${finding.problem}`
    case 'archive-rewritten':
      return "Its files are those that were signed, but this isn't the zip file that was exported: another program zipped them again or changed it. Verify the pack as it was exported."
    case 'manifest-unreadable':
      return 'manifest.json is missing or is not that of an evidence pack, so nothing in it can be checked.'
    case 'signature-unreadable':
      return "signature.json is missing or damaged, so this pack can't be verified."
    case 'signature-wrong':
      return 'The signature is wrong: manifest.json was changed, or someone else signed it.'
    case 'key-unknown':
      return `It was signed with another key, ${finding.key}, which isn't one of this server's.`
    case 'signed':
      return signedInWords(finding.manifest)
  }
}

const signedInWords = ({ organization, server, takenAt, takenBy, period, auditEntries, key }: Manifest) =>
  `Signed by ${server} with the key ${key}: ${organization.name}, taken ${takenAt} by ${takenBy.name} (${takenBy.email}), with ${auditEntries} ${auditEntries === 1 ? 'entry' : 'entries'} of the audit log from ${period.from} to ${period.until}.`
