import { domainToASCII } from 'node:url'
import { z } from 'zod'

/**
 * One address, one spelling: lower case, NFC, the domain in ASCII, and without what is not seen, such as the marks of
 * direction that come along when an address is copied.
 */
export function normalizeEmail(text: string): string {
  const plain = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .toLowerCase()
    .normalize('NFC')
  const at = plain.lastIndexOf('@')
  const domain = plain.slice(at + 1)
  // `domainToASCII` drops a path or a port without a word, and takes 0x7f for an IP address: it is asked about words of
  // other scripts only. What is no domain stays as it is, and is refused.
  return at >= 0 && /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && /\P{ASCII}/u.test(domain)
    ? `${plain.slice(0, at)}@${domainToASCII(domain)}`
    : plain
}

const longest = 254

/** What a browser takes for an address (HTML, "valid email address"), and so every form: nothing else can sign in. */
const valid =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/

const tooLong = { error: `An email address can have at most ${longest} characters.` }

/** An address to be looked up: whatever was typed, normalised. It never fails for its shape. */
export const givenEmail = z
  .string()
  .min(1, { error: 'Enter your email address.' })
  .max(longest, tooLong)
  .meta({ pattern: valid.source })
  .transform(normalizeEmail)

/** An address to be stored. */
export const newEmail = z
  .string()
  .max(longest, tooLong)
  .meta({ pattern: valid.source })
  .transform(normalizeEmail)
  .refine((text) => text.length <= longest && valid.test(text), {
    error: 'Enter an email address such as name@example.com.',
  })
