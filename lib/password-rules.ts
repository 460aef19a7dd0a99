import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { z } from 'zod'

const longest = 256

const isShort = (text: string) => [...text].length <= longest

/** What was typed as a password, to be compared. NFC, so that it matches whatever keyboard it came from. */
export const givenPassword = z
  .string()
  .min(1, { error: 'Enter your password.' })
  .meta({ maxLength: longest })
  // NFC takes some letters apart: a password is as long as it was typed.
  .refine((text) => isShort(text) || isShort(text.normalize('NFC')), {
    error: `Use at most ${longest} characters.`,
  })
  .transform((text) => text.normalize('NFC'))

/** A password to be chosen: 15 to 256 characters, any of them (NIST SP 800-63B-4 3.1.1.2). */
export const newPassword = z
  .string()
  .transform((text) => text.normalize('NFC'))
  .refine((text) => [...text].length >= 15, {
    error: 'Use at least 15 characters.',
  })
  .refine((text) => [...text].length <= 256, { error: 'Use at most 256 characters.' })

const passwords = dictionary['passwords-common'] as string[]

let list: Set<string> | undefined

const isCommon = (text: string) => {
  list ??= new Set(passwords)
  return list.has(text)
}

let estimator: ZxcvbnFactory | undefined

/** How much is estimated at once, of the beginning and of the end: an estimate takes seconds for 256 characters. */
const estimated = 32

/** What a password must not be made of. */
export type About = { name: string; email: string; organization: string }

/**
 * Whether a password is found on the list of common ones, is one of them or one or two signs over and over, runs
 * along the keyboard, is made of the person's or the organization's name, or is estimated to be found within 10^8
 * guesses by who knows the list, the keyboard, dates and the names (NIST SP 800-63B-4 3.1.1.2). What the list, repetition,
 * runs and names refuse is refused whatever the estimate: digits after a name or a run round the keyboard seem many guesses.
 */
export function passwordProblem(
  password: string,
  about: About,
): 'password-common' | 'password-personal' | null {
  const plain = password.toLowerCase()
  if (isCommon(plain) || isRepetition(plain) || isRun(plain)) return 'password-common'
  const names = personalWords(about)
  const rest = names.reduce((text, word) => text.replaceAll(word, ''), plain)
  if (rest.length < plain.length && [...rest.replace(/[^\p{L}]/gu, '')].length < 4) return 'password-personal'
  return guessed(plain.slice(0, estimated), names) && guessed(plain.slice(-estimated), names)
}

/** What the text is made of where 10^8 guesses find it; null where they don't. Takes tens of milliseconds at most. */
function guessed(text: string, names: string[]): 'password-common' | 'password-personal' | null {
  estimator ??= new ZxcvbnFactory({ dictionary: { passwords }, graphs: adjacencyGraphs })
  const { score, sequence } = estimator.check(text, names)
  if (score >= 3) return null
  return sequence.some((match) => match.dictionaryName === 'userInputs')
    ? 'password-personal'
    : 'password-common'
}

/** Whether the text is a common password or a sign or two, repeated; the last time perhaps cut off. */
function isRepetition(text: string): boolean {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length)
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return length < 3 || isCommon(part)
  }
  return false
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', '1234567890', 'qwertyuiopasdfghjklzxcvbnm']

/** Whether the whole text is the alphabet, the digits or the keyboard, forwards or backwards. */
function isRun(text: string): boolean {
  return rows.some((row) => {
    const round = row.repeat(Math.ceil(text.length / row.length) + 1)
    return round.includes(text) || round.includes([...text].reverse().join(''))
  })
}

function personalWords({ name, email, organization }: About): string[] {
  return [name, email, organization]
    .flatMap((text) => [text.replace(/\s+/g, ''), ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => word.toLowerCase())
    .filter((word) => [...word].length >= 3)
    .sort((a, b) => b.length - a.length)
}
