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
import * as words from '@/lib/messages/console/findings'
import { unattendedWords } from '@/lib/messages/recovery'
import { verifyAudit } from '@/lib/queries/audit/verify'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { misdatedRows } from '@/lib/queries/server/misdated'
import { misfits } from '@/lib/queries/server/misfits'
import { openAll } from '@/lib/queries/server/secrets'
import { strandedPasskeys } from '@/lib/queries/server/stranded-passkeys'
import { unreadablePeople } from '@/lib/queries/server/unreadable-people'
import { contextOf } from '@/lib/runtime'
import { isLocal, type Settings } from '@/lib/settings'
import { startError } from '@/lib/start-error'
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
    ? warning('configuration', words.address.local(appUrl.origin))
    : ok('configuration', words.address.good(appUrl.origin))
}

/** No one but the owner may read them. */
function modes(settings: Settings): Finding[] {
  const files = [dirname(settings.databaseFile), settings.databaseFile]
  if (!settings.encryptionKey) files.push(settings.secretsFolder, keyFileOf(settings))
  let open: string[]
  try {
    open = files.filter((file) => isThere(file) && (statSync(file).mode & 0o077) !== 0)
  } catch (error) {
    return [problem('file modes', (error as Error).message)]
  }
  if (open.length === 0) return [ok('file modes', words.modes.good)]
  return open.map((file) => problem('file modes', words.modes.open(file)))
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
  if ('absent' in condition) return [warning('database', words.database.absent(settings.databaseFile))]
  if ('damage' in condition) return [problem('database', condition.damage)]
  const { missing } = condition
  const whole = ok('database', words.database.good)
  if (missing !== 0) {
    const text = missing > 0 ? words.database.behind(missing) : words.database.ahead
    return [whole, problem('migrations', text)]
  }
  const upToDate = ok('migrations', words.database.upToDate)
  try {
    const runtime = await openRuntime(settings)
    try {
      const ctx = contextOf(runtime, { address: '', userAgent: '' })
      return [
        ...[whole, upToDate, await keys(ctx, settings)],
        ...(await authenticators(ctx)),
        ...(await strandedPasskeys(ctx)).map((text) => problem('passkeys', text)),
        ...(await unattended(ctx)),
        ...(await auditLogs(ctx)),
        await dates(ctx),
        ...(await misfits(ctx, settings)).map((text) => warning('network', text)),
      ]
    } finally {
      await runtime.db.close()
    }
  } catch (error) {
    const text = startError(error, settings.databaseFile) ?? (error as Error).message
    return text.startsWith(settings.databaseFile)
      ? [problem('database', text)]
      : [whole, upToDate, problem('key', text)]
  }
}

/** A key that is named right may still be one of several, and another one of them lost. */
async function keys(ctx: Context, settings: Settings): Promise<Finding> {
  const { sealed, unreadable } = await openAll(ctx)
  if (unreadable === 0) return ok('key', words.key.good(sealed))
  const ring = settings.encryptionKey ? 'ENCRYPTION_KEY' : keyFileOf(settings)
  return problem('key', words.key.unreadable(unreadable, sealed, ring))
}

/** A clock that was ahead, whether or not it is right by now. */
async function dates(ctx: Context): Promise<Finding> {
  const found = await misdatedRows(ctx)
  return found.length === 0 ? ok('dates', words.dates.good) : warning('dates', words.dates.ahead(found))
}

const namedAtMost = 20

/** Those whose stored second factor is damaged, one by one: each of them is helped by a reset. */
async function authenticators(ctx: Context): Promise<Finding[]> {
  const people = await unreadablePeople(ctx)
  const found = people
    .slice(0, namedAtMost)
    .map(({ name, email }) => problem('second factor', words.authenticators.unreadable(name, email)))
  const more = people.length - found.length
  if (more > 0) found.push(problem('second factor', words.authenticators.more(more)))
  return found
}

/** Requests that no one will look into: no operator was added. */
async function unattended(ctx: Context): Promise<Finding[]> {
  const waiting = await unattendedRequests(ctx)
  return waiting.length > 0 ? [problem('recovery', unattendedWords(waiting))] : []
}

async function auditLogs(ctx: Context): Promise<Finding[]> {
  const found = (await verifyAudit(ctx)).flatMap(({ name, problems }) =>
    problems.map((one) => problem('audit log', words.auditLogs.damaged(problemInWords(one, name)))),
  )
  return found.length > 0 ? found : [ok('audit log', words.auditLogs.good)]
}

async function clock(timeServer: TimeServer): Promise<Finding> {
  const offset = await clockOffset(timeServer)
  if (offset === null) return warning('clock', words.clock.unknown)
  if (Math.abs(offset) < seconds(5)) return ok('clock', words.clock.good)
  const off = Math.round(offset / 1000)
  return Math.abs(offset) < minutes(0.5)
    ? warning('clock', words.clock.off(off, false))
    : problem('clock', words.clock.off(off, true))
}

async function mail(settings: Settings): Promise<Finding> {
  if (!settings.smtpUrl) return warning('mail', words.email.unset(settings.mailFolder))
  const postman = openPostman(settings)
  try {
    await postman.verify()
    return ok('mail', words.email.good)
  } catch (error) {
    return problem('mail', words.email.refused((error as Error).message))
  } finally {
    postman.close()
  }
}
