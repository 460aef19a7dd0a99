const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The first letters of the first and the last word, by grapheme, so that any script comes out whole; `?` for no name. */
export function initials(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/u).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word = '') => firstOf(word).toLocaleUpperCase('en')).join('') || '?'
}

/** Before another one, an ASCII letter stands for itself: a list of people asks for many, and segments take long. */
const firstOf = (word: string) =>
  /^[!-~](?:[!-~]|$)/.test(word) ? word.charAt(0) : ([...segmenter.segment(word)][0]?.segment ?? '')

/** A person's initials in a circle. Decoration: the name always stands beside it. */
export function Avatar({ name, size = 'normal' }: { name: string; size?: 'normal' | 'large' }) {
  return (
    <span aria-hidden="true" className={`avatar ${size === 'large' ? 'size-10' : 'size-7.5'}`}>
      {initials(name)}
    </span>
  )
}
