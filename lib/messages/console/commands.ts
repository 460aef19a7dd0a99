/** What the command line says of itself, whatever the command. */
export const jsonWord =
  'print each outcome as a line of JSON (call "npm run -s countersign -- …", or npm adds lines of its own)'

export const yesWord = 'skip the confirmation'

export const versionWord = 'Prints the version.'

export const everyCommandTakes = 'Run a command with --help for details. Every command takes:'

export const usage = 'Usage: npm run countersign -- COMMAND (--help lists them)'

export const usageOf = (command: string) => `Usage: ${command}`

export const valueMissing = 'Its value is missing.'

export const unreadable = "This can't be read."

export const goOn = 'Continue?'

export const nothingDone = 'Nothing was done.'

export const confirmByOption = (what: string) =>
  `${what}\nNothing was done. Add --yes to go ahead without confirmation.`

export const bar = '[{bar}] {value} of {total}'

export const outputLost = (why: string) => `The output of this command can't be written: ${why}.`
