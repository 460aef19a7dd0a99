import { parse } from 'csv-parse/sync'
import { newEmail } from '../email'
import { mostPeopleAtOnce } from '../figures'
import { personName } from '../name'
import { nameFromAddress, peopleInLine } from './addresses'
import { type Columns, columnsOf, personIn } from './columns'

/** Someone in a list, and what keeps them from being added. `email` is normalised where it is an address. */
export type Listed = { name: string; email: string; problem: null | Problem }
type Problem = 'not-an-address' | 'name-refused' | 'twice'

/** Why a list is not read. */
export type Unreadable = 'list-empty' | 'list-too-long' | 'list-line-long'

/** No line that means someone is longer, in characters: what is has lost its line ends. */
const longestLine = 10_000
const longestShown = 320
/** A name that is refused and no longer than this has nothing in it that can be seen. */
const mostUnseen = 100
const delimiters = [';', ',', '\t'] as const

/**
 * The people in a text: pasted, or out of a spreadsheet with headings of which one names the addresses. Every row that is
 * not empty is there, in its order, with what is wrong with it. Who is there twice is so from the second time on.
 */
export function readList(text: string): { people: Listed[] } | { problem: Unreadable } {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const lines = plain.split('\n')
  if (lines.some((line) => line.length > longestLine)) return { problem: 'list-line-long' }
  const written = inTable(plain) ?? inLines(lines)
  if (written.length === 0) return { problem: 'list-empty' }
  if (written.length > mostPeopleAtOnce) return { problem: 'list-too-long' }
  const seen = new Set<string>()
  return { people: written.map((one) => look(one, seen)) }
}

type Written = { name: string; email: string }

/** Null where the first row names no column for addresses. */
function inTable(text: string): Written[] | null {
  const [, said, rest] = /^sep=(.)\n(.*)$/is.exec(text) ?? []
  const table = rest ?? text.replace(/^\n+/, '')
  for (const delimiter of said === undefined ? delimiters : [said]) {
    const columns = columnsOf(rowsOf(table, delimiter, 1)[0] ?? [])
    if (columns) return peopleIn(rowsOf(table, delimiter, mostPeopleAtOnce + 2).slice(1), columns)
  }
  return null
}

const peopleIn = (rows: string[][], columns: Columns) =>
  rows.filter((row) => row.some((cell) => cell.trim() !== '')).map((row) => personIn(row, columns))

function rowsOf(text: string, delimiter: string, to: number): string[][] {
  const how = { delimiter, to, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }
  try {
    return parse(text, { ...how, max_record_size: longestLine })
  } catch {
    // A quote that no one closed is a character like any other.
    return parse(text, { ...how, quote: false })
  }
}

/** No more than one beyond the limit, by which it shows. */
function inLines(lines: string[]): Written[] {
  const people: Written[] = []
  for (const line of lines) {
    if (people.length > mostPeopleAtOnce) break
    people.push(...peopleInLine(line))
  }
  return people
}

function look({ name, email }: Written, seen: Set<string>): Listed {
  const address = newEmail.safeParse(email)
  if (!address.success) return { name: cut(name), email: cut(email), problem: 'not-an-address' }
  const given = personName.safeParse(name)
  const unnamed = !given.success && name.length <= mostUnseen
  const called = unnamed ? personName.safeParse(nameFromAddress(address.data)) : given
  if (!called.success) return { name: cut(name), email: address.data, problem: 'name-refused' }
  const problem = seen.has(address.data) ? 'twice' : null
  seen.add(address.data)
  return { name: called.data, email: address.data, problem }
}

const cut = (text: string) => [...text.trim()].slice(0, longestShown).join('')
