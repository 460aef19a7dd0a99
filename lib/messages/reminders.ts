import { listed } from './codes'

/** Why someone cannot be reminded now, on their page; null where there is nothing to remind them of. */
export const unremindedWords = {
  self: 'You can’t remind yourself. Set it up on your profile.',
  'suspended-already': 'They can’t be reminded while they’re suspended.',
  'not-joined': 'They can’t be reminded until they’ve joined. Send the invitation again instead.',
  'reminded-already': 'They can be reminded again after 24 hours.',
  'reminder-unneeded': null,
} as const

const manyWords: Record<keyof typeof unremindedWords, (n: number) => string> = {
  'reminded-already': (n) => `${were(n)} reminded within the last 24 hours`,
  'suspended-already': (n) => `${are(n)} suspended`,
  'not-joined': (n) => `${n} ${n === 1 ? 'hasn’t' : 'haven’t'} joined yet`,
  'reminder-unneeded': (n) => `${n} already ${n === 1 ? 'has' : 'have'} it on`,
  self: () => 'you can’t remind yourself',
}

const were = (n: number) => (n === 1 ? '1 was' : `${n} were`)
const are = (n: number) => (n === 1 ? '1 is' : `${n} are`)

/** Why none of several people can be reminded now, or that all have it. `reasons`: how many there are of each. */
export function noneRemindedWords(reasons: Partial<Record<keyof typeof manyWords, number>>): string {
  const kinds = Object.keys(manyWords) as (keyof typeof manyWords)[]
  const said = kinds.flatMap((kind) => (reasons[kind] ? [manyWords[kind](reasons[kind])] : []))
  if (said.length === 0) return 'Everyone has set up two-factor authentication.'
  return `No one can be reminded now: ${listed(said)}.`
}
