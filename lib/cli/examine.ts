import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { isThere } from '@/db/files/write'
import { conditionOf } from '@/db/open'
import type { Context } from '@/lib/context'
import { minutes, seconds } from '@/lib/duration'
import { openPostman } from '@/lib/jobs/mail/postman'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { keyFileOf } from '@/lib/keys/key-file'
import { problemInWords } from '@/lib/messages/audit/problem'
import { counted } from '@/lib/messages/codes'
import { adviceOn } from '@/lib/messages/mail/server'
import { unattendedWords } from '@/lib/messages/recovery'
import { verifyAudit } from '@/lib/queries/audit/verify'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { misdatedRows } from '@/lib/queries/server/misdated'
import { misfits } from '@/lib/queries/server/misfits'
import { openAll } from '@/lib/queries/server/secrets'
import { unreadablePeople } from '@/lib/queries/server/unreadable-people'
import { contextOf } from '@/lib/runtime'
import { isLocal, type Settings } from '@/lib/settings'
import { clockOffset, type TimeServer } from '@/lib/time-server'
import { judgeNode } from '@/scripts/node-lines.mjs'

/** What was looked at, whether it is well, and in words what to do where it is not. */
export type Finding = { name: string; level: 'ok' | 'warning' | 'problem'; text: string }

const ok = (name: string, text: string): Finding => ({ name, level: 'ok', text })

const warning = (name: string, text: string): Finding => ({ name, level: 'warning', text })

const problem = (name: string, text: string): Finding => ({ name, level: 'problem', text })

/** Looks at everything that can be wrong with a server, and changes nothing but what opening the database does. */
export async function examine(settings: Settings, timeServer: TimeServer): Promise<Finding[]> {
  return [
    ...[node(), address(settings), ...modes(settings)],
    ...(await database(settings)),
    ...[await clock(timeServer), await mail(settings)],
  ]
}

function node(): Finding {
  return { name: 'Node.js', ...judgeNode(process.versions.node) }
}

function address({ appUrl }: Settings): Finding {
  return isLocal(appUrl)
    ? warning(
        'configuration',
        `APP_URL is ${appUrl.origin}: links in emails work on this computer only. Set it to the address that others use.`,
      )
    : ok('configuration', `People reach this server at ${appUrl.origin}.`)
}

/** Nobody but the owner may read them. */
function modes(settings: Settings): Finding[] {
  const files = [dirname(settings.databaseFile), settings.databaseFile]
  if (!settings.encryptionKey) files.push(settings.secretsFolder, keyFileOf(settings))
  let open: string[]
  try {
    open = files.filter((file) => isThere(file) && (statSync(file).mode & 0o077) !== 0)
  } catch (error) {
    return [problem('file modes', (error as Error).message)]
  }
  if (open.length === 0) return [ok('file modes', 'Only their owner can read the database and the key.')]
  return open.map((file) =>
    problem('file modes', `Others can read ${file}: run chmod go-rwx ${JSON.stringify(file)}.`),
  )
}

async function database(settings: Settings): Promise<Finding[]> {
  try {
    return await contents(settings)
  } catch (error) {
    return [problem('database', (error as Error).message)]
  }
}

async function contents(settings: Settings): Promise<Finding[]> {
  const condition = await conditionOf(settings)
  if ('absent' in condition)
    return [
      warning(
        'database',
        `There is no ${settings.databaseFile} yet: start the server, or set DATA_DIR to where it is.`,
      ),
    ]
  if ('damage' in condition) return [problem('database', condition.damage)]
  const { missing } = condition
  const whole = ok('database', 'The database is intact.')
  if (missing !== 0) {
    const text =
      missing > 0
        ? `${missing} migrations are missing: restart the server, which backs up and migrates.`
        : 'The database was written by a newer Countersign. Start that version.'
    return [whole, problem('migrations', text)]
  }
  const upToDate = ok('migrations', 'The database is up to date.')
  try {
    const runtime = await openRuntime(settings)
    try {
      const ctx = contextOf(runtime, { address: '', userAgent: '' })
      return [
        ...[whole, upToDate, await keys(ctx, settings)],
        ...(await authenticators(ctx)),
        ...(await unattended(ctx)),
        ...(await auditLogs(ctx)),
        await dates(ctx),
        ...(await misfits(ctx, settings)).map((text) => warning('network', text)),
      ]
    } finally {
      await runtime.db.close()
    }
  } catch (error) {
    return [whole, upToDate, problem('key', (error as Error).message)]
  }
}

/** A key that is named right may still be one of several, and another one of them lost. */
async function keys(ctx: Context, settings: Settings): Promise<Finding> {
  const { sealed, unreadable } = await openAll(ctx)
  if (unreadable === 0) return ok('key', `The key opens every sealed value (${sealed}).`)
  const ring = settings.encryptionKey ? 'ENCRYPTION_KEY' : keyFileOf(settings)
  return problem(
    'key',
    `${counted(unreadable, 'sealed value')} of ${sealed} can't be opened with what is in ${ring}. If a key is missing there, put it back from a backup of that file.`,
  )
}

/** A clock that was ahead, whether or not it is right by now. */
async function dates(ctx: Context): Promise<Finding> {
  const found = await misdatedRows(ctx)
  if (found.length === 0) return ok('dates', 'Nothing in the database is dated in the future.')
  const words = found.map(({ what, rows }) => `${what}: ${rows}`).join(', ')
  return warning(
    'dates',
    `Some rows are dated in the future (${words}), so the clock was ahead, or is behind now. Nothing dated in the future works, and the server corrects it once the clock is right. If someone still can't sign in: npm run countersign -- user unlock EMAIL --reason "clock".`,
  )
}

const namedAtMost = 20

/** Those whose stored second factor is damaged, one by one: each of them is helped by a reset. */
async function authenticators(ctx: Context): Promise<Finding[]> {
  const people = await unreadablePeople(ctx)
  const found = people
    .slice(0, namedAtMost)
    .map(({ name, email }) =>
      problem(
        'second factor',
        `The authenticator of ${name} (${email}) can't be read. Reset it: npm run countersign -- two-factor reset ${email} --reason "damaged".`,
      ),
    )
  const more = people.length - found.length
  if (more > 0)
    found.push(
      problem('second factor', `${more} more can't be read: a key is probably missing. Look for it first.`),
    )
  return found
}

/** Requests that nobody will look into: no operator was added. */
async function unattended(ctx: Context): Promise<Finding[]> {
  const waiting = await unattendedRequests(ctx)
  return waiting.length > 0 ? [problem('recovery', unattendedWords(waiting))] : []
}

async function auditLogs(ctx: Context): Promise<Finding[]> {
  const found = (await verifyAudit(ctx)).flatMap(({ name, problems }) =>
    problems.map((one) =>
      problem('audit log', `${problemInWords(one, name)} Compare with a backup and with the server's log.`),
    ),
  )
  return found.length > 0 ? found : [ok('audit log', 'Every audit log is intact.')]
}

async function clock(timeServer: TimeServer): Promise<Finding> {
  const offset = await clockOffset(timeServer)
  if (offset === null)
    return warning('clock', 'No time server was reached. Compare the clock by hand: codes depend on it.')
  const off = Math.round(Math.abs(offset) / 1000)
  if (Math.abs(offset) < seconds(5)) return ok('clock', 'The clock is right.')
  const words = `The clock is ${off} seconds ${offset > 0 ? 'behind' : 'ahead'}`
  return Math.abs(offset) < minutes(0.5)
    ? warning('clock', `${words}. Turn on time synchronisation: codes depend on it.`)
    : problem('clock', `${words}: codes are refused. Turn on time synchronisation.`)
}

async function mail(settings: Settings): Promise<Finding> {
  if (!settings.smtpUrl)
    return warning(
      'mail',
      `SMTP_URL is not set: email is saved to ${settings.mailFolder} and no one gets it.`,
    )
  const postman = openPostman(settings)
  try {
    await postman.verify()
    return ok('mail', 'The mail server lets this server in.')
  } catch (error) {
    const said = (error as Error).message.replace(/\.?\s*$/, '')
    return problem('mail', `The mail server doesn't let this server in: ${said}. ${adviceOn(said)}`)
  } finally {
    postman.close()
  }
}
