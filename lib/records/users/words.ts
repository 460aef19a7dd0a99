import { domainToUnicode } from 'node:url'
import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { StoredFactor } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import type { User } from './change'
import { drawIn, fold, romanize, spellOut } from './fold'

const apart = /[^\p{L}\p{M}\p{N}]+/u

/** Scripts that write names without spaces: each character may begin a word. */
const unspaced = /(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/u

/** Letters that each stand for a name, and were written as one word. */
const runOfInitials = /^\p{Lu}{2,3}$/u

/**
 * The words someone is found by: the parts of their name and address, and the address whole, its domain also in the
 * letters people know it by; `oneil` for O’Neil, `jrr` for J. R. R., `mueller` for Müller and `muller` for Mueller, `小明` for
 * 王小明, and what is not Latin in Latin letters too.
 */
export function wordsOf(name: string, email: string): string[] {
  const [local = '', domain = ''] = email.split('@')
  const spelt = domainToUnicode(domain)
  const addresses = [email, `${local}@${spelt}`, `${local}@${spellOut(spelt)}`].map(fold)
  const named = wordsOfName(fold(name))
  const words = [
    ...named,
    ...wordsOfName(fold(spellOut(name))),
    ...named.map(drawIn).filter((word, n) => !named[n]?.startsWith(word)),
    ...name.split(apart).flatMap((part) => (runOfInitials.test(part) ? [...fold(part)] : [])),
    ...addresses.flatMap((written) => [written, ...written.split(/[@.]/), ...written.split(apart)]),
  ]
  return [...new Set(words.flatMap((word) => [word, romanize(word)]))].filter((word) => word !== '')
}

function wordsOfName(spoken: string): string[] {
  const parts = spoken.split(' ')
  const words = spoken.split(apart)
  const initials = words.map((word) => (isLetter.test(word) ? word : ' ')).join('')
  return [
    ...parts,
    ...parts.map((part) => part.replace(/['-]/g, '')),
    ...words.flatMap(tails),
    ...initials.split(' '),
  ]
}

const isLetter = /^\p{L}\p{M}*$/u

/** A word, and what is left of it from each character on that may begin one. */
function tails(word: string): string[] {
  const characters = word.split(unspaced)
  return characters.map((_, from) => characters.slice(from).join(''))
}

/**
 * What the words of a search must begin, each for itself. One that another word begins with is asked for by that one. Dots
 * separate words as in J.R.R. or example.com, but for those in a whole address.
 */
export function termsOf(search: string): string[] {
  const typed = fold(search)
    .split(/[\s,;()<>"]+/)
    .map((word) => word.replace(/^mailto:|^@/, ''))
    .flatMap((word) => (word.includes('@') ? word : word.split('.')))
    .map((word) => word.replace(/^['-]+|['.:!?-]+$/g, ''))
    .filter((word) => word !== '')
  const terms = [...new Set(typed)]
  return terms.filter((term) => !terms.some((other) => other !== term && other.startsWith(term)))
}

type Findable = Pick<User, 'id' | 'organizationId' | 'name' | 'email' | 'sortName' | 'secondFactor'>

/** The rows by which someone is found. */
export const wordRows = ({ id: userId, organizationId, sortName, secondFactor, name, email }: Findable) =>
  wordsOf(name, email).map((word) => ({
    ...{ organizationId, word, sortName, userId },
    secondFactor: secondFactor ?? 'off',
  }))

/** Makes a person findable by the name and address they now have, in the transaction that gives them those. */
export async function indexWords(tx: Writer, ctx: Context, user: Findable): Promise<void> {
  const { userWords } = ctx.db.tables
  await tx.delete(userWords).where(eq(userWords.userId, user.id))
  await tx.insert(userWords).values(wordRows(user))
}

/** Keeps a person findable among those whose second factor stands where theirs does now. */
export async function moveWords(
  tx: Writer,
  ctx: Context,
  userId: string,
  secondFactor: StoredFactor | null,
): Promise<void> {
  const { userWords } = ctx.db.tables
  await tx
    .update(userWords)
    .set({ secondFactor: secondFactor ?? 'off' })
    .where(eq(userWords.userId, userId))
}
