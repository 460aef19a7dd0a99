import { dirname, resolve } from 'node:path'
import { Argument } from 'commander'
import { copySqlite } from '@/db/backup'
import { isThere } from '@/db/files/write'
import { fileOf as databaseOf } from '@/db/open'
import { joinSqlite } from '@/db/sqlite'
import { restoreBackup } from '@/lib/acts/server/restore'
import { keyFileOf } from '@/lib/keys/key-file'
import { counted } from '@/lib/messages/codes'
import { type Call, type Command, printable, UsageError } from './command'

const fileArgument = new Argument('<file>', 'the file of the backup')

function fileOf({ word }: Pick<Call, 'word'>): string {
  if (word === '') throw new UsageError('Name one file.')
  return resolve(word)
}

/** A whole copy of the database, while people work. */
export const backup: Command = {
  about: 'Copies the database to a file, while people work. The key is not in it.',
  argument: fileArgument,
  async run(call) {
    const file = fileOf(call)
    const { settings, say } = call
    const database = databaseOf(settings)
    if (isThere(file)) throw new UsageError(`${file} already exists. Name a new file.`)
    if (!isThere(database))
      throw new UsageError(`There is no ${database}. Set DATA_DIR to where the data is.`)
    if (!isThere(dirname(file)))
      throw new UsageError(`There is no folder ${dirname(file)}. Create it, or choose another folder.`)
    const lock = joinSqlite(database)
    try {
      copySqlite(database, file)
    } finally {
      lock.release()
    }
    say(`The database is in ${file}.`, { file })
    say(
      settings.encryptionKey
        ? 'The key is not in it: keep ENCRYPTION_KEY somewhere else.'
        : `The key is not in it: keep a copy of ${keyFileOf(settings)} somewhere else.`,
    )
  },
}

/** Puts a backup in the place of the database, with the server stopped. */
export const restore: Command = {
  about: 'Puts a backup in the place of the database, with the server stopped.',
  argument: fileArgument,
  async run(call) {
    const file = fileOf(call)
    await call.confirm(
      `Puts ${file} in the place of ${databaseOf(call.settings)}. Everyone is signed out, and invitations and links no longer work.`,
    )
    const { progress } = call
    const restored = await restoreBackup(call.settings, call.console, file, { progress })
    const { forgotten, codesVoided, sessionsEnded, heads, kept, compared } = restored
    call.say(`Restored. Ended ${counted(sessionsEnded, 'session')}; all links are invalid.`, {
      sessionsEnded,
    })
    call.say(
      'Authentication codes shown until now no longer work: people wait up to a minute for the next one.',
    )
    if (kept) call.say(`The database that was replaced is in ${kept}.`, { kept })
    if (codesVoided > 0)
      call.say(`${counted(codesVoided, 'recovery code')} in the backup stay used or replaced.`, {
        codesVoided,
      })
    if (!compared)
      call.say(
        'There was no database to compare with: recovery codes used since the backup may work again. Ask people to make new ones.',
      )
    call.say(
      'The audit log continues from the backup. For "audit verify --since", use these heads instead of older ones:',
    )
    for (const head of heads) call.say(`  ${printable(head)}`, { head })
    if (forgotten.length > 0) call.say('These changes are not in the backup. Make them again if they matter:')
    for (const change of forgotten) call.say(`  ${printable(change)}`, { forgotten: change })
  },
}
