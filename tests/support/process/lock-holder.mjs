import { createInterface } from 'node:readline'
import Sqlite from 'better-sqlite3'

// Another process that takes the database of its first argument to itself, until it is told to let go.
const connection = new Sqlite(process.argv[2])
connection.pragma('busy_timeout = 5000')
connection.exec('BEGIN IMMEDIATE')
console.log('held')
createInterface({ input: process.stdin }).once('close', () => {
  connection.exec('ROLLBACK')
  connection.close()
})
