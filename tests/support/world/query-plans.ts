import Sqlite from 'better-sqlite3'

const compile = Sqlite.prototype.prepare
const compiled = new Set<string>()

// Connections keep what they compile, and what they compile with: so this stands before any is opened.
Sqlite.prototype.prepare = function (this: Sqlite.Database, text: string) {
  compiled.add(text)
  return compile.call(this, text)
} as typeof compile

/** The texts of the queries that nothing asked before and that are compiled while something runs. */
export async function newQueriesOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = new Set(compiled)
  await work()
  return [...compiled].filter((text) => !before.has(text) && text.startsWith('select'))
}

/** Tables that have rows for everyone in an organization, for what they did, or for every organization. */
const large = [
  ...['users', 'user_words', 'audit_entries', 'recovery_requests', 'organizations', 'sessions'],
  ...['groups', 'group_members', 'invitations', 'organization_days', 'further_authenticators', 'passkeys'],
]

/**
 * What makes a query cost the more, the more rows a table has: that it goes through a large table as a whole, sorts
 * what it found, or asks for something that the index it goes by does not answer, so that it passes over rows.
 */
export function costlySteps(file: string, query: string): string[] {
  const connection = new Sqlite(file, { readonly: true })
  try {
    const parameters = Array.from(query.matchAll(/\?/g), () => null)
    const plan = connection.prepare(`explain query plan ${query}`).all(parameters) as { detail: string }[]
    return plan.flatMap(({ detail }) => (isCostly(query, detail) ? [detail] : []))
  } finally {
    connection.close()
  }
}

function isCostly(query: string, step: string): boolean {
  // What was answered already is looked up in one, too: that costs no more than the answer is long.
  if (step.startsWith('USE TEMP B-TREE')) return !step.endsWith(' FOR DISTINCT')
  const [, way, table = '', index = ''] = /^(SCAN|SEARCH) (\S+)(?:[^(]*\((.*)\))?$/.exec(step) ?? []
  if (!way || !large.includes(table)) return false
  if (way === 'SCAN') return !isCut(query, step)
  // One row at most: a person has one invitation.
  if (/^id=\?$/.test(index) || (table === 'invitations' && index === 'user_id=?')) return false
  return asked(query, table).some((column) => !new RegExp(`\\b${column}\\b`).test(index))
}

/** The columns of a table that the query compares with something. */
function asked(query: string, table: string): string[] {
  const columns = [...query.matchAll(new RegExp(`"${table}"\\."(\\w+)" (?:=|>|<|in\\b|is\\b)`, 'g'))]
  return columns.map(([, column]) => column ?? '')
}

/** Goes through a table in the order that is asked for, and ends after so many rows. */
const isCut = (query: string, step: string) =>
  step.includes(' USING INDEX ') &&
  / order by .* limit \?( offset \?)?$/.test(query) &&
  !/ where .*(=|is) /.test(query)
