type Written = { name: string; email: string }

const ends = { '"': '"', '<': '>' }

/** The parts of a line between commas, semicolons and tabs that stand neither in quotes nor in angle brackets. */
function partsOf(line: string): string[] {
  const parts: string[] = []
  const last = { '"': line.lastIndexOf('"'), '<': line.lastIndexOf('>') }
  let from = 0
  for (let n = 0; n < line.length; n++) {
    const sign = line.charAt(n)
    // One that is never closed is a character like any other.
    if ((sign === '"' || sign === '<') && last[sign] > n) n = line.indexOf(ends[sign], n + 1)
    else if (sign === ',' || sign === ';' || sign === '\t') {
      parts.push(line.slice(from, n))
      from = n + 1
    }
  }
  return [...parts, line.slice(from)]
}

/**
 * The people in a line as it is pasted: "Name <address>", an address alone, or both in any order, several of them with
 * commas or semicolons between them; "Surname, First name <address>" as Outlook writes it. What has no address stands
 * there as it was.
 */
export function peopleInLine(line: string): Written[] {
  const parts = partsOf(line)
    .map((text) => text.trim())
    .filter((text) => text !== '')
  const read = parts.map(addressIn)
  // "ben@example.com; Ben Okafor": each name follows its address.
  const after = read[0]?.bare === true && !read.at(-1)?.email
  const people = gather(after ? read.toReversed() : read)
  return after ? people.toReversed() : people
}

type Part = { name: string; email: string; bare: boolean }

function gather(parts: readonly Part[]): Written[] {
  const people: Written[] = []
  let names: string[] = []
  for (const { name, email, bare } of parts) {
    if (email === '') {
      names.push(name)
      continue
    }
    // Before a name in front of brackets stands the surname.
    const whole = bare ? names : [name, ...names]
    people.push({ name: whole.filter((one) => one !== '').join(' '), email })
    names = []
  }
  return names.length > 0 ? [...people, { name: '', email: names.join(' ') }] : people
}

function addressIn(text: string): Part {
  const [, before = '', inside] = /^([^<]*)<([^>]*)>/.exec(text) ?? []
  if (inside !== undefined) return { name: unquoted(before), email: unmailto(inside), bare: false }
  if (text.includes('@')) {
    // "Ben Okafor ben@example.com"
    const words = unquoted(text).split(/\s+/)
    const email = words.find((word) => word.includes('@')) ?? ''
    const name = words.filter((word) => word !== email).join(' ')
    return { name, email: unmailto(email.replace(/^\(|\)$/g, '')), bare: name === '' }
  }
  return { name: unquoted(text), email: '', bare: false }
}

const unquoted = (text: string) =>
  text
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .trim()
const unmailto = (text: string) => text.trim().replace(/^mailto:/i, '')

/** What someone may be called whose address alone is known: "ben.okafor" is Ben Okafor. */
export function nameFromAddress(email: string): string {
  const [local = ''] = email.split('@')
  const words = local.split(/[._+-]+/).filter((word) => /\p{L}/u.test(word))
  return (words.length > 0 ? words : [local])
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}
