import { counted } from '../codes'
import { adviceOn } from '../mail/server'

/** What `doctor` says of what it looked at. */
export const about = 'Checks this server for problems and says how to fix them.'

export const address = {
  local: (origin: string) =>
    `APP_URL is ${origin}: links in emails work on this computer only. Set it to the address that others use.`,
  good: (origin: string) => `People reach this server at ${origin}.`,
}

export const modes = {
  good: 'Only their owner can read the database and the key.',
  open: (file: string) => `Others can read ${file}: run chmod go-rwx ${JSON.stringify(file)}.`,
}

export const database = {
  good: 'The database is intact.',
  absent: (file: string) => `There is no ${file} yet: start the server, or set DATA_DIR to where it is.`,
  upToDate: 'The database is up to date.',
  behind: (missing: number) =>
    `${missing} migrations are missing: restart the server, which backs up and migrates.`,
  ahead: 'The database was written by a newer Countersign. Start that version.',
}

export const key = {
  good: (sealed: number) => `The key opens every sealed value (${sealed}).`,
  /** `ring`: where the keys are. */
  unreadable: (unreadable: number, sealed: number, ring: string) =>
    `${counted(unreadable, 'sealed value')} of ${sealed} can't be opened with what is in ${ring}. If a key is missing there, put it back from a backup of that file.`,
}

export const dates = {
  good: 'Nothing in the database is dated in the future.',
  ahead(found: { what: string; rows: number }[]) {
    const words = found.map(({ what, rows }) => `${what}: ${rows}`).join(', ')
    return `Some rows are dated in the future (${words}), so the clock was ahead, or is behind now. Nothing dated in the future works, and the server corrects it once the clock is right. If someone still can't sign in: npm run countersign -- user unlock EMAIL --reason "clock".`
  },
}

export const authenticators = {
  unreadable: (name: string, email: string) =>
    `The authenticator or passkey of ${name} (${email}) can't be read. Reset it: npm run countersign -- two-factor reset ${email} --reason "damaged".`,
  more: (more: number) => `${more} more can't be read: a key is probably missing. Look for it first.`,
}

export const auditLogs = {
  good: 'Every audit log is intact.',
  damaged: (problem: string) => `${problem} Compare with a backup and with the server's log.`,
}

export const clock = {
  good: 'The clock is right.',
  unknown: 'No time server was reached. Compare the clock by hand: codes depend on it.',
  /** `seconds`: how far it is behind; ahead, if negative. */
  off: (seconds: number, refused: boolean) =>
    `The clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'behind' : 'ahead'}${
      refused
        ? ': codes are refused. Turn on time synchronisation.'
        : '. Turn on time synchronisation: codes depend on it.'
    }`,
}

export const email = {
  good: 'The mail server accepts this server.',
  unset: (folder: string) => `SMTP_URL is not set: email is saved to ${folder} and no one gets it.`,
  refused(problem: string) {
    const said = problem.replace(/\.?\s*$/, '')
    return `The mail server doesn't accept this server: ${said}. ${adviceOn(said)}`
  },
}
