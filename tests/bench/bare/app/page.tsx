import Sqlite from 'better-sqlite3'
import { connection } from 'next/server'

let select: Sqlite.Statement<[number], { name: string }> | undefined

function open() {
  const database = new Sqlite(process.env.BARE_DATABASE, { readonly: true })
  return database.prepare<[number], { name: string }>('SELECT name FROM people WHERE id = ?')
}

/** The floor of a page that is drawn per request: one row, one heading. */
export default async function DynamicPage() {
  await connection()
  select ??= open()
  return <h1>Hello, {select.get(1)?.name}</h1>
}
