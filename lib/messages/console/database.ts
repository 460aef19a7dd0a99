import { counted } from '../codes'

/** What the command line says about copies of the database and its place. */
export const fileWord = 'the file of the backup'

export const noFile = 'Name one file.'

export const backup = {
  about: 'Copies the database to a file, while people work. The key is not in it.',
  there: (file: string) => `${file} already exists. Name a new file.`,
  noDatabase: (database: string) => `There is no ${database}. Set DATA_DIR to where the data is.`,
  noFolder: (folder: string) => `There is no folder ${folder}. Create it, or choose another folder.`,
  done: (file: string) => `The database is in ${file}.`,
  /** `keyFile`: null where the key is a variable. */
  keepKey: (keyFile: string | null) =>
    keyFile === null
      ? 'The key is not in it: keep ENCRYPTION_KEY somewhere else.'
      : `The key is not in it: keep a copy of ${keyFile} somewhere else.`,
}

export const restore = {
  about: 'Replaces the database with a backup, with the server stopped.',
  asks: (file: string, database: string) =>
    `Replaces ${database} with ${file}. Everyone is signed out, and invitations and links no longer work.`,
  done: (sessionsEnded: number) =>
    `Restored. Ended ${counted(sessionsEnded, 'session')}; all links are invalid.`,
  codesOver:
    'Authentication codes shown until now no longer work: people wait up to a minute for the next one.',
  kept: (file: string) => `The database that was replaced is in ${file}.`,
  codesVoided: (codes: number) => `${counted(codes, 'recovery code')} in the backup stay used or replaced.`,
  notCompared:
    'There was no database to compare with: recovery codes used since the backup may work again. Ask people to make new ones.',
  heads:
    'The audit log continues from the backup. For "audit verify --since", use these heads instead of older ones:',
  forgotten: 'These changes are not in the backup. Make them again if they matter:',
}

export const move = {
  about: 'Moves everything from the file to PostgreSQL or back, with the server stopped.',
  placeWord: 'postgres://…, or sqlite (the file in DATA_DIR), or the path of another file',
  urlFileWord:
    'a file that contains the postgres:// address, since others on this machine can see what is typed in a command',
  asks: (here: string, there: string) => `Copies everything in ${here} to ${there}. ${here} stays as it is.`,
  done: (rows: number, there: string) => `Copied ${counted(rows, 'row')} to ${there}, and compared them.`,
  intact: (sealed: number) => `The audit logs are intact and the key opens every sealed value (${sealed}).`,
  damaged: (damaged: number) =>
    `${counted(damaged, 'thing')} in the audit logs and the sealed values ${damaged === 1 ? 'was' : 'were'} damaged before, and still ${damaged === 1 ? 'is' : 'are'}. Run doctor.`,
  toServer:
    'Now set DATABASE_URL in .env to the new address, or DATABASE_URL_FILE to a file that contains it, and start Countersign.',
  toFile: 'Now remove DATABASE_URL and DATABASE_URL_FILE from .env, and start Countersign.',
  putFile: (file: string, where: string) => `Put ${file} where DATA_DIR has it: ${where}.`,
  kept: (here: string) => `Nothing was changed in ${here}. Delete it once you no longer need it.`,
  twoPlaces: 'Name the place or --url-file, not both.',
  noAddress: (file: string) => `${file} can't be read. Name a file with the postgres:// address in it.`,
}
