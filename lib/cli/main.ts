import { userInfo } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { openPostman } from '@/lib/jobs/mail/postman'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf, type Runtime } from '@/lib/runtime'
import { startError } from '@/lib/start-error'
import { mintConsole } from '../actors'
import { readSettings } from '../settings'
import { auditVerify } from './audit'
import { type Call, type Command, NotWell, printable, UsageError } from './command'
import { demo } from './demo'
import { doctor } from './doctor'
import { helpFor, overview, unknownCommand, usageOf } from './help'
import { keyRotate } from './key'
import { operatorAdd, operatorReactivate, operatorSuspend } from './operator'
import { recoveryApprove, recoveryList, recoveryReject } from './recovery'
import { backup, restore } from './restore'
import { resetTwoFactorCommand } from './two-factor-reset'
import { sessionsRevoke, userUnlock } from './user'

/*
 * The command line. Each command prints one line per outcome and exits 0, or says on stderr why not and exits 1. It
 * works beside a running server and without one.
 */

const commands: Record<string, Command> = {
  'operator add': operatorAdd,
  'operator suspend': operatorSuspend,
  'operator reactivate': operatorReactivate,
  'recovery list': recoveryList,
  'recovery approve': recoveryApprove,
  'recovery reject': recoveryReject,
  'two-factor reset': resetTwoFactorCommand,
  'user unlock': userUnlock,
  'sessions revoke': sessionsRevoke,
  'key rotate': keyRotate,
  'audit verify': auditVerify,
  backup,
  restore,
  doctor,
  demo,
}

let databaseFile: string | undefined

async function main(words: string[]): Promise<void> {
  const line = words.join(' ')
  const name = Object.keys(commands).find((known) => line === known || line.startsWith(`${known} `))
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || !command) return withoutCommand(words)
  if (words.some((word) => word === '--help' || word === '-h')) return console.log(helpFor(name, command))
  const { options, flags, positionals } = parse(words.slice(name.split(' ').length), name, command)
  const settings = readSettings(process.env)
  databaseFile = settings.databaseFile
  let runtime: Runtime | undefined
  const call: Call = {
    ...{ settings, options, words: positionals, console: mintConsole(osUser()) },
    async open() {
      runtime ??= await openRuntime(settings, progress)
      return contextOf(runtime, { address: '', userAgent: '' })
    },
    say: (text, facts = {}) => console.log(flags.json ? JSON.stringify({ said: text, ...facts }) : text),
    confirm: (what) => confirm(what, flags.yes),
    progress,
  }
  try {
    await command.run(call)
    // The demo's people have no mailboxes.
    if (runtime && command !== demo) await sendMail(runtime, call)
  } catch (error) {
    if (error instanceof UsageError && positionals.length === 0)
      throw new UsageError(`${error.message}\n${usageOf(name, command.usage)}`)
    throw error
  } finally {
    await runtime?.db.close()
  }
}

/** No command, the name of several, or one that there is not. */
function withoutCommand(words: string[]): void {
  const [first = ''] = words
  if (words.length === 0) throw new UsageError(overview(commands))
  const group = Object.entries(commands).filter(([name]) => name.startsWith(`${first} `))
  const asked = words.slice(1).some((word) => word === '--help' || word === '-h')
  if (['--help', '-h', 'help'].includes(first)) console.log(overview(commands))
  else if (group.length > 0 && asked) console.log(overview(Object.fromEntries(group)))
  else throw new UsageError(unknownCommand(words.join(' '), commands))
}

/** A user of a container has a number and perhaps no name. */
function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.()}`
  }
}

function parse(args: string[], name: string, command: Command) {
  const options: Record<string, { type: 'string' } | { type: 'boolean' }> = {
    json: { type: 'boolean' },
    yes: { type: 'boolean' },
  }
  for (const option of command.options ?? []) options[option] = { type: 'string' }
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const texts = Object.entries(values).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return {
      options: Object.fromEntries(texts) as Record<string, string>,
      flags: { json: values.json === true, yes: values.yes === true },
      positionals,
    }
  } catch (error) {
    // Node says in its first sentence which option is unknown or lacks its value.
    const [reason] = (error as Error).message.split('. ')
    throw new UsageError(`${reason}.\n${usageOf(name, command.usage)}`)
  }
}

async function confirm(what: string, yes: boolean): Promise<void> {
  if (yes) return
  if (!process.stdin.isTTY)
    throw new UsageError(`${what}\nNothing was done. Add --yes to go ahead without confirmation.`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  // Ctrl-D and Ctrl-C close it without an answer.
  const answer = await terminal.question(`${what}\nContinue? Type yes: `).catch(() => '')
  terminal.close()
  if (answer.trim().toLowerCase() !== 'yes') throw new UsageError('Nothing was done.')
}

/** A server that runs sends it as well; where none runs, nobody else would. */
async function sendMail(runtime: Runtime, { settings, say }: Call): Promise<void> {
  const postman = openPostman(settings)
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  for (const { name, file, problem, final } of await postman.deliver(ctx)) {
    if (file) say(`Email "${name}" is in ${file} (SMTP_URL is not set).`, { mail: name, file })
    if (problem)
      say(`Email "${name}" ${final ? 'was not sent' : 'is waiting'}: ${problem.replace(/\.*$/, '.')}`, {
        ...{ mail: name, problem },
      })
  }
  postman.close()
}

function progress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(bar(done, total))
}

function bar(done: number, total: number): string {
  const width = 30
  const full = Math.round((done / Math.max(1, total)) * width)
  const end = done >= total ? '\n' : ''
  return `\r[${'#'.repeat(full)}${' '.repeat(width - full)}] ${done} of ${total}${end}`
}

// Nobody reads on, as behind `| head`, or the disk that the output goes to is full: what is under way is finished all
// the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  if (process.exitCode === undefined)
    console.error(`What this command says can't be written where its output goes: ${error.message}.`)
  process.exitCode = 1
})
process.stderr.on('error', () => {})

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    process.exitCode = 1
    if (error instanceof NotWell) return
    const words = error instanceof UsageError ? error.message : startError(error, databaseFile)
    console.error(words?.split('\n').map(printable).join('\n') ?? error)
  })
  .then(end)

/** Ends once everything was written: a mail server that goes on talking would keep the process for ever. */
async function end(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((resolve) => stream.write('', () => resolve()))
  process.exit()
}
