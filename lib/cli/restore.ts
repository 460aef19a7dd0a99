import { dirname, resolve } from 'node:path'
import { Argument } from 'commander'
import { copySqlite, noteFact } from '@/db/backup'
import { isThere } from '@/db/files/write'
import { fileOf as databaseOf } from '@/db/open'
import { joinSqlite } from '@/db/sqlite'
import { restoreBackup } from '@/lib/acts/server/restore'
import { keyFileOf } from '@/lib/keys/key-file'
import * as words from '@/lib/messages/console/database'
import { backedUpFact } from '@/lib/queries/overview/checklist'
import { type Call, type Command, printable, UsageError } from './command'

const fileArgument = new Argument('<file>', words.fileWord)

function fileOf({ word }: Pick<Call, 'word'>): string {
  if (word === '') throw new UsageError(words.noFile)
  return resolve(word)
}

/** A whole copy of the database, while people work. */
export const backup: Command = {
  about: words.backup.about,
  argument: fileArgument,
  async run(call) {
    const file = fileOf(call)
    const { settings, say } = call
    const database = databaseOf(settings)
    if (isThere(file)) throw new UsageError(words.backup.there(file))
    if (!isThere(database)) throw new UsageError(words.backup.noDatabase(database))
    if (!isThere(dirname(file))) throw new UsageError(words.backup.noFolder(dirname(file)))
    const lock = joinSqlite(database)
    try {
      copySqlite(database, file)
      // The backup is made whether or not the overview learns of it.
      noteFact(database, backedUpFact, new Date().toISOString())
    } finally {
      lock.release()
    }
    say(words.backup.done(file), { file })
    say(words.backup.keepKey(settings.encryptionKey ? null : keyFileOf(settings)))
  },
}

/** Puts a backup in the place of the database, with the server stopped. */
export const restore: Command = {
  about: words.restore.about,
  argument: fileArgument,
  async run(call) {
    const file = fileOf(call)
    await call.confirm(words.restore.asks(file, databaseOf(call.settings)))
    const { progress } = call
    const restored = await restoreBackup(call.settings, call.console, file, { progress })
    const { forgotten, codesVoided, sessionsEnded, heads, kept, compared } = restored
    call.say(words.restore.done(sessionsEnded), {
      sessionsEnded,
    })
    call.say(words.restore.codesOver)
    if (kept) call.say(words.restore.kept(kept), { kept })
    if (codesVoided > 0)
      call.say(words.restore.codesVoided(codesVoided), {
        codesVoided,
      })
    if (!compared) call.say(words.restore.notCompared)
    call.say(words.restore.heads)
    for (const head of heads) call.say(`  ${printable(head)}`, { head })
    if (forgotten.length > 0) call.say(words.restore.forgotten)
    for (const change of forgotten) call.say(`  ${printable(change)}`, { forgotten: change })
  },
}
