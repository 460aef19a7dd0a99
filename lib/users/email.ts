import { domainToASCII } from 'node:url'
import { z } from 'zod'

/** Compared in lower case and NFC, the domain in ASCII: one address, one spelling. */
export function normalizeEmail(text: string): string {
  const plain = text.trim().toLowerCase().normalize('NFC')
  const at = plain.lastIndexOf('@')
  const domain = plain.slice(at + 1)
  // `domainToASCII` drops a path or a port without a word: what is no domain stays as it is, and is refused.
  return at >= 0 && /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)
    ? `${plain.slice(0, at)}@${domainToASCII(domain)}`
    : plain
}

/** An address to be looked up: whatever was typed, normalised. It never fails for its shape. */
export const givenEmail = z
  .string()
  .min(1, { error: 'Type your email address.' })
  .max(254, { error: 'An email address has 254 characters at most.' })
  .transform(normalizeEmail)

/** An address to be stored. */
export const newEmail = z
  .string()
  .max(254, { error: 'An email address has 254 characters at most.' })
  .transform(normalizeEmail)
  .refine((text) => /^[^\s@\p{Cc}]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*$/u.test(text), {
    error: 'Type an email address such as name@example.com.',
  })
