import { z } from 'zod'

/** Takes no room and changes how its neighbours are read: zero-width spaces, soft hyphens, overrides of direction. */
const unseen = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu

/** NFC, one line, single spaces, nothing unseen. */
const oneLine = (text: string) =>
  text
    .normalize('NFC')
    .replace(unseen, '')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()

/** Something to be seen and pressed. Some letters and symbols are blank, such as Braille without a dot, or stand for none. */
const visible =
  /(?![\u2800\ufffc\ufffd\u{13441}\u{13442}\u{1d159}]|\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u

const longest = 100

const isShort = (text: string) => [...text].length <= longest

const named = (missing: string) =>
  z
    .string()
    .meta({ minLength: 1, maxLength: longest, pattern: visible.source })
    // NFC takes some letters apart: a name is as long as it was typed.
    .refine((text) => isShort(text) || isShort(oneLine(text)), {
      error: `Use at most ${longest} characters.`,
    })
    .transform(oneLine)
    .refine((text) => visible.test(text), { error: missing })

/** `APP_NAME`. Authenticator apps show it without colons, which end it there. */
export const appName = z
  .string()
  .transform(oneLine)
  .refine((text) => visible.test(text.replaceAll(':', '')), {
    error: 'must have a character that can be seen, and not only colons',
  })
  .refine((text) => [...text].length <= 40, { error: 'may have 40 characters at most' })

export const personName = named('Enter a name.')

export const titleOfApp = named('Enter a name.')

export const organizationName = named("Enter your organization's name.")
