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

const line = (most: number, pattern?: string) => {
  const isShort = (text: string) => [...text].length <= most
  return (
    z
      .string()
      .meta(pattern === undefined ? { maxLength: most } : { minLength: 1, maxLength: most, pattern })
      // NFC takes some letters apart: a name is as long as it was typed.
      .refine((text) => isShort(text) || isShort(oneLine(text)), {
        error: `Use at most ${most} characters.`,
      })
      .transform(oneLine)
  )
}

const named = (missing: string, most = 100, pattern = visible.source) =>
  line(most, pattern).refine((text) => visible.test(text), { error: missing })

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

/** Apps are told it in headers and claims, and some of them take a list apart at commas. */
export const groupName = named('Enter a name.', 64, `(?:^[^,]*)(?!,)${visible.source}[^,]*$`)
  .refine((text) => !text.includes(','), { error: 'Leave out commas: apps read them as the end of a name.' })
  // A proxy tells a site the role of whoever is in no group.
  .refine((name) => !['admin', 'agent', 'operator'].includes(name.toLowerCase()), {
    error: 'This is the name of a role, which apps could take it for. Choose another.',
  })

/** What someone calls one of their authenticators or passkeys. */
export const authenticatorName = named('Enter a name.', 60)

/** What a group is for, in a line; may be empty. */
export const groupDescription = line(200)
