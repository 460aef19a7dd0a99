import { X509Certificate } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** Who signs in to the mail server. */
export type SmtpAuth = { user: string; pass: string }

const instead = 'or set SMTP_USER and SMTP_PASSWORD, which are taken as they are'

/** `SMTP_URL`. In a password of its, what would end it is refused, and so is what would quietly become another sign. */
export const smtpUrl = z
  .string()
  .trim()
  .refine((text) => !/^smtps?:\/\/[^/?#]*[/?#].*@/is.test(text), {
    error: `has a /, ? or # in its user name or password: write them as %2F, %3F and %23 (and % as %25), ${instead}`,
  })
  .refine((text) => ['smtp:', 'smtps:'].includes(URL.parse(text)?.protocol ?? '') && hostOf(text) !== '', {
    error: 'must be an address such as smtps://user:password@mail.example.com',
  })
  .refine((text) => !/%(?![0-9a-f]{2})/i.test(credentialsOf(text)) && isUtf8(credentialsOf(text)), {
    error: `has a % in its user name or password: write it as %25, ${instead}`,
  })
  .refine((text) => !decodedNeedlessly(credentialsOf(text)), {
    error: `has a % followed by two digits in its user name or password, which stands for another character: write the % as %25, ${instead}`,
  })
  .transform((text) => {
    const url = new URL(text)
    // The URL standard writes the domains of the web in ASCII, and leaves those of other schemes in percents.
    if (url.hostname.includes('%')) url.hostname = domainToASCII(decodeURIComponent(url.hostname))
    return url
  })

const hostOf = (text: string) => URL.parse(text)?.hostname ?? ''

/** User name and password as they were written. */
const credentialsOf = (text: string) => /^[^:]*:\/\/([^/?#]*)@/.exec(text)?.[1] ?? ''

function isUtf8(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Letters and digits are never written like this (RFC 3986 2.3): it is a password that has a % of its own. */
const decodedNeedlessly = (text: string) =>
  [...text.matchAll(/%[0-9a-f]{2}/gi)].some(([code]) => /[A-Za-z0-9]/.test(safelyDecoded(code)))

function safelyDecoded(code: string): string {
  return String.fromCharCode(Number.parseInt(code.slice(1), 16))
}

/** The mail server's address without user and password, and these; a sentence where they do not go together. */
export function smtpAccount(
  given: URL | undefined,
  user: string | undefined,
  pass: string | undefined,
): { url: URL | null; auth: SmtpAuth | null } | string {
  if (!given)
    return user || pass
      ? 'SMTP_URL must be set where SMTP_USER or SMTP_PASSWORD is.'
      : { url: null, auth: null }
  const inUrl = { user: decodeURIComponent(given.username), pass: decodeURIComponent(given.password) }
  if (user && inUrl.user) return 'SMTP_USER is given in SMTP_URL as well: leave it out of one of them.'
  if (pass && inUrl.pass) return 'SMTP_PASSWORD is given in SMTP_URL as well: leave it out of one of them.'
  const auth = { user: user ?? inUrl.user, pass: pass ?? inUrl.pass }
  if (auth.pass && !auth.user) return 'SMTP_USER must be set where SMTP_PASSWORD is.'
  if (auth.user && !auth.pass) return 'SMTP_PASSWORD must be set where SMTP_USER is.'
  const url = new URL(given)
  url.username = ''
  url.password = ''
  return { url, auth: auth.user ? auth : null }
}

// As browsers have it (HTML, "valid email address"), which is what mail servers take without SMTPUTF8.
const address = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/

/** The address with its domain in ASCII; null for what is none. */
function mailboxIn(text: string): string | null {
  const at = text.lastIndexOf('@')
  const domain = text.slice(at + 1)
  const plain =
    /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && /\P{ASCII}/u.test(domain) ? domainToASCII(domain) : domain
  const mailbox = `${text.slice(0, at + 1)}${plain}`
  return address.test(mailbox) ? mailbox : null
}

/** `MAIL_ADMIN`: one address. */
export const mailAdmin = z
  .string()
  .trim()
  .transform((text, issues) => {
    const mailbox = mailboxIn(text)
    if (mailbox !== null) return mailbox
    issues.addIssue({ code: 'custom', message: 'must be the email address of whoever runs this server' })
    return z.NEVER
  })

/** `MAIL_FROM`: one address, or a name and one address. A name is quoted where mail servers would misread it (RFC 5322). */
export const mailFrom = z
  .string()
  .trim()
  .transform((text, issues) => {
    const named = /^(.*?)\s*<([^<>]*)>$/s.exec(text)
    const name = unquoted(named?.[1] ?? '')
    const mailbox = mailboxIn(named ? (named[2] ?? '').trim() : text)
    if (name !== null && mailbox !== null) return named && name ? `${quoted(name)} <${mailbox}>` : mailbox
    issues.addIssue({
      code: 'custom',
      message:
        'must be one email address such as countersign@example.com or Countersign <countersign@example.com>',
    })
    return z.NEVER
  })

/** Null for what is no name: half a quotation, line breaks. */
function unquoted(text: string): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) return null
  const inner = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1]
  if (inner !== undefined) return inner.replace(/\\(.)/g, '$1')
  return /["<>]/.test(text) ? null : text
}

const quoted = (name: string) =>
  /^[\p{L}\p{M}\p{N} !#$%&'*+/=?^_`{|}~-]+$/u.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`

const pemBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** `SMTP_CA`: certificates by which the mail server is known, beside those that Node.js trusts. */
export const certificates = z.string().refine((text) => certificatesIn(text).length > 0, {
  error: 'must hold at least one certificate in PEM format (SMTP_CA_FILE: the name of a file with them)',
})

/** The certificates of a PEM text; none where one of them cannot be read. */
export function certificatesIn(text: string): X509Certificate[] {
  try {
    return (text.match(pemBlock) ?? []).map((block) => new X509Certificate(block))
  } catch {
    return []
  }
}
