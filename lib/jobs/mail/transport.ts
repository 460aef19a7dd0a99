import { isIPv4 } from 'node:net'
import { hostname } from 'node:os'
import { checkServerIdentity, rootCertificates } from 'node:tls'
import { createTransport } from 'nodemailer'
import { seconds } from '@/lib/duration'
import type { Settings } from '@/lib/settings'
import { certificatesIn } from '@/lib/smtp-settings'

/** The way to the mail server of the settings; null where none is set. */
export function openTransport({ smtpUrl, smtpAuth, smtpCa, appUrl }: Settings) {
  if (!smtpUrl) return null
  return createTransport({
    url: smtpUrl.href,
    ...(smtpAuth ? { auth: smtpAuth } : {}),
    ...(smtpCa ? { tls: trusting(smtpCa) } : {}),
    name: ehloName(hostname(), appUrl),
    connectionTimeout: seconds(10),
    greetingTimeout: seconds(10),
    socketTimeout: seconds(30),
    // Nothing of ours is read from a file or an address that a name could smuggle in.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/**
 * What this server calls itself to a mail server: the machine's name where it is a whole one, else the host of
 * `APP_URL`, as many servers refuse a bare address (RFC 5321 4.1.1.1). Of a host with a part that is none in mail, such
 * as one with an underscore, what follows that part.
 */
export function ehloName(machine: string, appUrl: URL): string {
  const host = appUrl.hostname
  const parts = host.replace(/\.$/, '').split('.')
  const ends = parts.map((_, n) => parts.slice(n).join('.'))
  const name = [machine, ...ends].map(wholeName).find((whole) => whole !== null)
  if (name !== undefined) return name
  if (host.startsWith('[')) return `[IPv6:${host.slice(1, -1)}]`
  return isIPv4(host) ? `[${host}]` : '[127.0.0.1]'
}

const part = '[a-z0-9]([a-z0-9-]*[a-z0-9])?'

const wholeNames = new RegExp(`^(${part}\\.)+(?!\\d+$)${part}$`, 'i')

/** A host's name of several parts (RFC 1123 2.1), the last of them no number; null for anything else. */
function wholeName(text: string): string | null {
  const name = text.replace(/\.$/, '')
  return wholeNames.test(name) ? name : null
}

/**
 * Trusts these certificates as well. A server that shows one of exactly these is known by it, whatever name is on it:
 * a relay in one's own network often has a certificate of its own making.
 */
function trusting(pem: string) {
  const known = new Set(certificatesIn(pem).map(({ fingerprint256 }) => fingerprint256))
  return {
    ca: [...rootCertificates, pem],
    checkServerIdentity: (host: string, shown: Parameters<typeof checkServerIdentity>[1]) =>
      known.has(shown.fingerprint256) ? undefined : checkServerIdentity(host, shown),
  }
}
