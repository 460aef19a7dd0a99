import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Argument, Option } from 'commander'
import { serverInWords } from '@/db/migrate-postgres'
import type { DatabasePlace } from '@/db/open'
import { moveDatabase, moveInput } from '@/lib/acts/server/move'
import { counted } from '@/lib/messages/codes'
import { granted, readInput } from './arguments'
import { type Call, type Command, UsageError } from './command'

/** Everything to a database of the other kind, with the server stopped. */
export const moveTo: Command = {
  about: 'Moves everything from the file to PostgreSQL or back, with the server stopped.',
  argument: new Argument(
    '[place]',
    'postgres://…, or sqlite (the file in DATA_DIR), or the path of another file',
  ),
  options: [
    new Option(
      '--url-file <file>',
      'a file with the postgres:// address in it: others on this machine can see the words of a command',
    ),
  ],
  async run(call) {
    const { settings, say } = call
    const to = placeOf(call)
    const [here, there] = [addressInWords(settings), addressInWords(to)]
    await call.confirm(`Copies everything in ${here} to ${there}. ${here} stays as it is.`)
    const { progress } = call
    const moved = granted(await moveDatabase(settings, call.console, to, { progress }), '')
    const { rows, sealed, damaged } = moved
    say(`Copied ${counted(rows, 'row')} to ${there}, and compared them.`, { rows })
    say(
      damaged === 0
        ? `The audit logs are intact and the key opens every sealed value (${sealed}).`
        : `${counted(damaged, 'thing')} in the audit logs and the sealed values ${damaged === 1 ? 'was' : 'were'} damaged before, and still ${damaged === 1 ? 'is' : 'are'}. Run doctor.`,
      { sealed, damaged },
    )
    say(whatToChange(settings, to))
    say(`Nothing was changed in ${here}. Delete it once you no longer need it.`)
  },
}

function placeOf({ settings, word, options }: Call): DatabasePlace {
  const file = options.urlFile
  if (file !== undefined && word !== '') throw new UsageError('Name the place or --url-file, not both.')
  const given = file === undefined ? word : readAddress(file)
  const { to } = readInput({ word: given, options: {} }, moveInput, 'to')
  if (/^\w+:\/\//.test(to)) return { ...settings, databaseServer: { url: to, connections: 1, pooled: false } }
  return { databaseFile: to === 'sqlite' ? settings.databaseFile : resolve(to), databaseServer: null }
}

function readAddress(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`${file} can't be read. Name a file with the postgres:// address in it.`)
  }
}

/** What the next start needs. */
function whatToChange({ databaseFile }: Call['settings'], to: DatabasePlace): string {
  if (to.databaseServer)
    return 'Now set DATABASE_URL in .env to the new address, or DATABASE_URL_FILE to a file with it in it, and start Countersign.'
  const there =
    to.databaseFile === databaseFile ? '' : ` Put ${to.databaseFile} where DATA_DIR has it: ${databaseFile}.`
  return `Now remove DATABASE_URL and DATABASE_URL_FILE from .env, and start Countersign.${there}`
}

/** Which one it is: no password is in it. */
const addressInWords = ({ databaseServer, databaseFile }: DatabasePlace) =>
  databaseServer ? serverInWords(databaseServer) : databaseFile
