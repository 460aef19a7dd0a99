import type Sqlite from 'better-sqlite3'

const most = 500

/**
 * Makes a connection compile each SQL text once: the builder of queries asks for a new statement every time, and for a
 * short query that takes longer than to run it. What was not used for long makes room.
 */
export function keepStatements(connection: Sqlite.Database): void {
  const compile = connection.prepare.bind(connection)
  const kept = new Map<string, Sqlite.Statement>()
  connection.prepare = ((text: string) => {
    const known = kept.get(text)
    // One that runs, as a cursor that is read row by row, cannot serve someone else.
    const statement = known && !known.busy ? known : compile(text)
    // As it was when it was new, whoever had it before.
    if (statement === known && statement.reader) statement.raw(false)
    kept.delete(text)
    kept.set(text, statement)
    if (kept.size > most) kept.delete(kept.keys().next().value ?? '')
    return statement
  }) as typeof connection.prepare
}
