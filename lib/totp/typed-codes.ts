import { z } from 'zod'

/*
 * Codes as people type and paste them. What cannot be a code gets a sentence of its own before any rule is asked, and so
 * costs no attempt: it tells no one anything.
 */

/**
 * What stands between the characters of a code or is copied along with it: spaces, dashes of any kind, and what is not
 * seen, such as direction marks and spaces without width.
 */
const between = /[\s\p{Dash_Punctuation}\u2212\p{Format}]/gu

const bare = (typed: string) => typed.replace(between, '')

/** The six digits; null for anything else. */
export function readCode(typed: string): string | null {
  const code = bare(typed)
  return /^[0-9]{6}$/.test(code) ? code : null
}

/** A recovery code: case does not matter, nor O for 0 and I or L for 1. Null for anything else. */
export function readRecoveryCode(typed: string): string | null {
  const code = bare(typed).toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code) ? code : null
}

/** An enrollment code, which an admin reads out: eight characters, of the same letters. Null for anything else. */
export function readEnrollmentCode(typed: string): string | null {
  const code = bare(typed).toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null
}

const longest = 64

/** Text that is a code, or the sentence that says why it cannot be one. */
const typed = (empty: string, pattern: string, problem: (text: string) => string | null) =>
  z
    .string()
    .min(1, { error: empty })
    .superRefine((text, check) => {
      if (text === '') return
      const said = bare(text) === '' ? empty : problem(text)
      if (said) check.addIssue({ code: 'custom', message: said })
    })
    // For the API's document: what programs send is written plainly.
    .meta({ pattern })

const sixDigits = '^[0-9]{6}$'

const recoveryCode = '^[0-9A-HJKMNP-TV-Z]{4}(-?[0-9A-HJKMNP-TV-Z]{4}){3}$'

function digitsProblem(text: string, forRecoveryCode: string): string | null {
  if (readCode(text)) return null
  if (readRecoveryCode(text)) return `This looks like a recovery code. ${forRecoveryCode}`
  const digits = bare(text)
  if (text.length > longest || !/^[0-9]+$/.test(digits)) return 'A code has 6 digits and nothing else.'
  return `A code has 6 digits. This has ${digits.length}.`
}

/** The code of an authenticator app, where a recovery code would do as well but is typed elsewhere. */
export const typedCode = typed('Enter the 6 digits.', sixDigits, (text) =>
  digitsProblem(text, 'To use it, select “Use a recovery code” below.'),
)

/** The code that confirms a setup key. */
export const typedFirstCode = typed('Enter the 6 digits.', sixDigits, (text) =>
  digitsProblem(text, 'Enter the 6 digits that your authenticator app shows.'),
)

export const typedRecoveryCode = typed('Enter one of your recovery codes.', recoveryCode, (text) => {
  if (readRecoveryCode(text)) return null
  if (readCode(text))
    return 'This looks like a code from your authenticator app. To use it, select “Use your authenticator app” below.'
  const characters = [...bare(text)]
  if (text.length > longest || !characters.every((character) => /[0-9a-z]/i.test(character)))
    return 'A recovery code has 16 letters and digits and nothing else.'
  return characters.length === 16
    ? 'A recovery code has no letter U. Look at it again.'
    : `A recovery code has 16 characters. This has ${characters.length}.`
})

export const typedEnrollmentCode = typed(
  'Enter the enrollment code.',
  '^[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}$',
  (text) => {
    if (readEnrollmentCode(text)) return null
    if (readCode(text))
      return 'This looks like a code from an authenticator app. Enter the code that your admin gave you.'
    return 'An enrollment code has 8 letters and digits and nothing else.'
  },
)

/** What is said where neither is there. */
export const eitherCode = 'Enter the 6 digits, or one of your recovery codes.'

/** One of the two, whichever. */
export const typedEitherCode = typed(eitherCode, `${sixDigits}|${recoveryCode}`, (text) =>
  readCode(text) || readRecoveryCode(text) ? null : eitherCode,
)
