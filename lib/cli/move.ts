import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Argument, Option } from 'commander'
import { serverInWords } from '@/db/migrate-postgres'
import type { DatabasePlace } from '@/db/open'
import { moveDatabase, moveInput } from '@/lib/acts/server/move'
import { move as words } from '@/lib/messages/console/database'
import { granted, readInput } from './arguments'
import { type Call, type Command, UsageError } from './command'

/** Everything to a database of the other kind, with the server stopped. */
export const moveTo: Command = {
  about: words.about,
  argument: new Argument('[place]', words.placeWord),
  options: [new Option('--url-file <file>', words.urlFileWord)],
  async run(call) {
    const { settings, say } = call
    const to = placeOf(call)
    const [here, there] = [addressInWords(settings), addressInWords(to)]
    await call.confirm(words.asks(here, there))
    const { progress } = call
    const moved = granted(await moveDatabase(settings, call.console, to, { progress }), '')
    const { rows, sealed, damaged } = moved
    say(words.done(rows, there), { rows })
    say(damaged === 0 ? words.intact(sealed) : words.damaged(damaged), { sealed, damaged })
    say(whatToChange(settings, to))
    say(words.kept(here))
  },
}

function placeOf({ settings, word, options }: Call): DatabasePlace {
  const file = options.urlFile
  if (file !== undefined && word !== '') throw new UsageError(words.twoPlaces)
  const given = file === undefined ? word : readAddress(file)
  const { to } = readInput({ word: given, options: {} }, moveInput, 'to')
  if (/^\w+:\/\//.test(to)) return { ...settings, databaseServer: { url: to, connections: 1, pooled: false } }
  return { databaseFile: to === 'sqlite' ? settings.databaseFile : resolve(to), databaseServer: null }
}

function readAddress(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(words.noAddress(file))
  }
}

/** What the next start needs. */
function whatToChange({ databaseFile }: Call['settings'], to: DatabasePlace): string {
  if (to.databaseServer) return words.toServer
  if (to.databaseFile === databaseFile) return words.toFile
  return `${words.toFile} ${words.putFile(to.databaseFile, databaseFile)}`
}

/** Which one it is: no password is in it. */
const addressInWords = ({ databaseServer, databaseFile }: DatabasePlace) =>
  databaseServer ? serverInWords(databaseServer) : databaseFile
