import anyAscii from 'any-ascii'

/** Rises whenever `fold` or `wordsOf` answers otherwise than before: what is stored is then made again at the next start. */
export const foldVersion = 3

/** Letters with strokes, ligatures and the like, which Unicode does not take apart; apostrophes and dashes of all kinds. */
const hasLatinTwin = /[\p{Script=Latin}\p{P}\p{Lm}\p{Sk}]/gu

/**
 * Text as lists are ordered and searched by it: without case and accents, Ł as l, Ø as o, Æ as ae, ß as ss, ’ as '.
 * Other scripts keep their letters, and so their own order.
 */
export const fold = (text: string) =>
  text
    .normalize('NFKD')
    // Accents belong to no script. The vowels of Hindi or Thai are marks too, but of theirs.
    .replace(/\p{Default_Ignorable_Code_Point}|(?=\p{M})\p{Script=Inherited}/gu, '')
    .replace(hasLatinTwin, anyAscii)
    .toLowerCase()
    .replaceAll('ς', 'σ')
    // What some keyboards have in the place of an apostrophe.
    .replaceAll('`', "'")
    .normalize('NFC')

/** Folded text in Latin letters, for whoever has no other keyboard: `ivan`, `wangxiaoming`. */
export const romanize = (folded: string) =>
  folded.replace(/\p{L}/gu, (letter) => anyAscii(letter)).toLowerCase()

const spelledOutAs: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

/** With two letters for one, as in passports and addresses: `Mueller` for Müller, `Soeren` for Søren. Not folded. */
export const spellOut = (text: string) =>
  text.normalize('NFC').replace(/[äöüøå]/giu, (letter) => spelledOutAs[letter.toLowerCase()] ?? letter)

/** Folded text in which two letters that may stand for one are that one: `muller` for Mueller, not `nur` for Neuer. */
export const drawIn = (folded: string) => folded.replace(/(?<![aeiouq])([aou])e|(a)a/g, '$1$2')
