import { userInfo } from 'node:os'
import { CommanderError } from 'commander'
import { openPostman } from '@/lib/jobs/mail/postman'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { outputLost } from '@/lib/messages/console/commands'
import { inFile, undelivered } from '@/lib/messages/console/emails'
import { contextOf, type Runtime } from '@/lib/runtime'
import { startError } from '@/lib/start-error'
import { mintConsole } from '../actors'
import { readSettings, type Settings } from '../settings'
import { auditVerify } from './audit'
import { type Call, type Command, NotChecked, NotWell, printableLines, UsageError } from './command'
import { demo } from './demo'
import { doctor } from './doctor'
import { evidenceVerify } from './evidence'
import { keyRotate } from './key'
import { moveTo } from './move'
import { operatorAdd, operatorReactivate, operatorSuspend } from './operator'
import { type Given, programOf } from './program'
import { recoveryApprove, recoveryList, recoveryReject } from './recovery'
import { backup, restore } from './restore'
import { confirm, endProgress, progress } from './terminal'
import { resetTwoFactorCommand } from './two-factor-reset'
import { sessionsRevoke, userUnlock } from './user'

/*
 * The command line. Each command prints one line per outcome and exits 0, or says on stderr why not and exits 1, or 2
 * where what it was to check could not be. It works beside a running server and without one.
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
  'evidence verify': evidenceVerify,
  backup,
  restore,
  'move-to': moveTo,
  doctor,
  demo,
}

let databaseFile: string | undefined

async function run(command: Command, { word, options, json, yes }: Given): Promise<void> {
  let settings: Settings | undefined
  let runtime: Runtime | undefined
  const call: Call = {
    ...{ options, word, console: mintConsole(osUser()), progress },
    get settings() {
      settings ??= readSettings(process.env)
      databaseFile = settings.databaseFile
      return settings
    },
    async open() {
      runtime ??= await openRuntime(call.settings, progress)
      return contextOf(runtime, { address: '', userAgent: '' })
    },
    say: (text, facts = {}) => console.log(json ? JSON.stringify({ said: text, ...facts }) : text),
    confirm: async (what) => (yes ? undefined : confirm(what)),
  }
  try {
    await command.run(call)
    // The demo's people have no mailboxes.
    if (runtime && command !== demo) await sendMail(runtime, call)
  } finally {
    endProgress()
    await runtime?.db.close()
  }
}

/** A user of a container has a number and perhaps no name. */
function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.()}`
  }
}

/** A server that runs sends it as well; where none runs, no one else would. */
async function sendMail(runtime: Runtime, { settings, say }: Call): Promise<void> {
  const postman = openPostman(settings)
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  for (const { name, file, problem, final } of await postman.deliver(ctx)) {
    if (file) say(inFile(name, file), { mail: name, file })
    if (problem) say(undelivered(name, problem, final), { mail: name, problem })
  }
  postman.close()
}

// No one reads on, as behind `| head`, or the disk that the output goes to is full: what is under way is finished all
// the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  if (process.exitCode === undefined) console.error(outputLost(error.message))
  process.exitCode = 1
})
process.stderr.on('error', () => {})

void programOf(commands, run).parseAsync(process.argv).catch(complain).then(end)

function complain(error: unknown): void {
  if (error instanceof CommanderError && error.exitCode === 0) return
  process.exitCode = error instanceof NotChecked ? 2 : 1
  if (error instanceof NotWell || error instanceof CommanderError) return
  const words = error instanceof UsageError ? error.message : startError(error, databaseFile)
  console.error(words ? printableLines(words) : error)
}

/** Ends once everything was written: a mail server that goes on talking would keep the process for ever. */
async function end(): Promise<void> {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((resolve) => stream.write('', () => resolve()))
  process.exit()
}
