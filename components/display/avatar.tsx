const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The first letters of the first and the last word, by grapheme, so that any script comes out whole; `?` for no name. */
export function initials(name: string): string {
  const words = name.normalize('NFC').trim().split(/\s+/u).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  const letters = ends.map(
    (word) => [...segmenter.segment(word ?? '')][0]?.segment.toLocaleUpperCase('en') ?? '',
  )
  return letters.join('') || '?'
}

/** A person's initials in a circle. Decoration: the name always stands beside it. */
export function Avatar({ name, size = 'normal' }: { name: string; size?: 'normal' | 'large' }) {
  return (
    <span aria-hidden="true" className={`avatar ${size === 'large' ? 'size-10' : 'size-7.5'}`}>
      {initials(name)}
    </span>
  )
}
