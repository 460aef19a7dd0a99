import { existsSync, renameSync, rmSync } from 'node:fs'
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { copySqlite, isOpenElsewhere, problemOf } from '@/db/backup'
import { withFile } from '@/db/files/trouble'
import { keepAs, placeFile, removeDrafts, targetOf } from '@/db/files/write'
import { holdSqlite, openSqlite } from '@/db/sqlite'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { readKeys } from '@/lib/keys/key-file'
import { readFingerprint } from '@/lib/keys/named-key'
import { endAway } from '@/lib/records/app-sessions/logouts'
import { beginAuthenticating } from '@/lib/records/audit/begin'
import { headsInWords } from '@/lib/records/audit/heads'
import { record } from '@/lib/records/audit/record'
import { carryUnfinished } from '@/lib/records/challenges/unfinished'
import { carryPasskeys } from '@/lib/records/factors/passkeys-restored'
import { noteCodesLeft } from '@/lib/records/factors/recovery-codes'
import { spendShownSteps } from '@/lib/records/factors/spent-steps'
import { openStates } from '@/lib/records/recovery/life'
import { endWhatEnded, endWhatWentOn, programsOf } from '@/lib/records/server/ended-since'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { type Settings, SettingsError } from '@/lib/settings'
import { changesSince } from './forgotten'

export type Restored = {
  /** What the database that was replaced knows and the backup does not, oldest first, in words. */
  forgotten: string[]
  /** Recovery codes that the backup held unused and that are used, or void, all the same. */
  codesVoided: number
  sessionsEnded: number
  /** Where the audit logs end now, for `audit verify --since`: heads of the log from before may not be found any more. */
  heads: string[]
  /** Whether there was a whole database to compare with. */
  compared: boolean
  /** Where the database that was replaced is kept; null where there was none. */
  kept: string | null
}

/** What a restore is told besides the backup. */
export type Restoring = {
  now?: () => Date
  /** Called as it goes on: how many entries and people of how many are done. */
  progress?: (done: number, total: number) => void
}

/**
 * Puts a backup in the place of the database, while no one has that open. Every session, sign-in under way, link and
 * open recovery request ends, and so does what was being done to many people or waited for a second admin; the codes that authenticators show now are used; recovery codes that were used or replaced
 * since the backup stay so, as far as the database that is replaced tells. Throws `SettingsError` or `FileError`, and
 * leaves everything as it was. Killed at any moment it leaves the old database or the new one.
 */
export async function restoreBackup(
  settings: Settings,
  console: Console,
  backup: string,
  { now = () => new Date(), progress = () => {} }: Restoring = {},
): Promise<Restored> {
  const lock = holdSqlite(settings.databaseFile, 'alone')
  const running = 'Countersign or another command is still running. Stop it, then restore.'
  if (!lock) throw new SettingsError(running)
  // What a link leads to is replaced, on its own disk, and the link stays.
  const databaseFile = targetOf(settings.databaseFile)
  const draft = `${databaseFile}.restoring`
  try {
    // What knows of no lock, an older Countersign or a tool.
    if (isOpenElsewhere(databaseFile)) throw new SettingsError(running)
    removeDatabase(draft)
    copySqlite(backup, draft)
    const context = await open(settings, draft, now, backup)
    // A backup from before the audit log was authenticated is taken as it is: whoever restores it vouches for it.
    await beginAuthenticating(context.db, context.vault, null)
    // One that is damaged tells nothing, but is kept.
    const before = problemOf(databaseFile) ? null : await open(settings, databaseFile, now)
    const restored = await prepare(context, before, console, progress)
    const heads = await headsInWords(context)
    await before?.db.close()
    await context.db.close()
    const kept = exchange(draft, databaseFile, now())
    return { ...restored, heads, kept, compared: before !== null }
  } finally {
    try {
      removeDatabase(draft)
    } finally {
      lock.release()
    }
  }
}

/** Where the old one is kept; null where there was none. At no moment is there none at all. */
function exchange(draft: string, file: string, at: Date): string | null {
  if (!existsSync(file)) {
    placeFile(draft, file)
    return null
  }
  const aside = `${file}.before-restore-${at.toISOString().replaceAll(':', '-')}`
  keepAs(file, aside)
  // One that was closed well has none. They belong to the old one, and would spoil the new one.
  for (const end of ['-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, aside + end)
  placeFile(draft, file)
  return aside
}

/** The copies that killed restores left are removed as well: they are whole databases. */
function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) withFile(file + end, () => rmSync(file + end, { force: true }))
  removeDrafts(file)
}

/** Opens a database, brings it up to date, and the key that belongs to it. What is wrong with it is said of `named`. */
async function open(settings: Settings, file: string, now: () => Date, named = file): Promise<Context> {
  const db = await openSqlite(file, { held: true })
  const keys = readKeys(settings)
  const vault = keys.length > 0 ? openVault(keys) : null
  const fingerprint = await readFingerprint(db, db.read)
  if (!vault || (fingerprint && !vault.use(fingerprint))) {
    await db.close()
    throw new SettingsError(
      `${named} was sealed with a key that is not in ${settings.secretsFolder}. Put back the encryption.key from that time.`,
    )
  }
  const { appName, recovery } = settings
  return { db, vault, appName, recovery, now, origin: { address: '', userAgent: '' } }
}

async function prepare(
  ctx: Context,
  before: Context | null,
  console: Console,
  progress: (done: number, total: number) => void,
): Promise<Omit<Restored, 'heads' | 'kept' | 'compared'>> {
  const forgotten = before ? await changesSince(ctx, before, progress) : []
  const spent = before ? await spentCodes(before) : null
  const programs = before ? await programsOf(before) : null
  const { links, errands, invitations, trustedBrowsers, enrollmentTickets } = ctx.db.tables
  const { browsers, outbox, recoveryRequests, recoveryCodes, recoveryCodeSets } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    // What was waiting then was sent since, or is of no use any more.
    await tx.update(outbox).set({ closedAt: ctx.now(), payload: null }).where(isNull(outbox.closedAt))
    await carryUnfinished(tx, ctx, before)
    const ended = await deleteSessions(tx, ctx, undefined)
    // What apps hold of then may have been ended since.
    await endAway(tx, ctx, undefined)
    await endWhatEnded(tx, ctx, programs)
    await endWhatWentOn(tx, ctx)
    for (const table of [links, errands, invitations, trustedBrowsers]) await tx.delete(table)
    await tx.update(browsers).set({ ownCounter: false })
    // It may have been used since: an admin makes another one.
    await tx.update(enrollmentTickets).set({ code: null })
    await tx
      .update(recoveryRequests)
      .set({ state: 'withdrawn', endedAt: ctx.now(), endCause: 'restored-backup' })
      .where(inArray(recoveryRequests.state, [...openStates]))
    await spendShownSteps(tx, ctx, before)
    await carryPasskeys(tx, ctx, before)

    const sets = spent ? await tx.select().from(recoveryCodeSets) : []
    let done = 0

    let codesVoided = 0
    for (const set of sets) {
      progress(++done, sets.length)
      const salt = spent?.salts.get(set.userId)
      const unused = await tx
        .select({ hash: recoveryCodes.hash })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.userId, set.userId), isNull(recoveryCodes.usedAt)))
      // A set that was replaced since is void, all of it.
      const replaced = !salt?.equals(set.salt)
      const voided = unused.filter(
        ({ hash }) => replaced || spent?.used.has(`${set.userId}:${hash.toString('hex')}`),
      )
      for (const { hash } of voided)
        await tx
          .update(recoveryCodes)
          .set({ usedAt: ctx.now() })
          .where(and(eq(recoveryCodes.userId, set.userId), eq(recoveryCodes.hash, hash)))
      if (voided.length > 0) await noteCodesLeft(tx, ctx, set.userId)
      codesVoided += voided.length
    }
    await record(tx, ctx, serverHousehold, {
      event: 'server.restored',
      actor: { kind: 'console', osUser: console.osUser },
      detail: { changesForgotten: forgotten.length, sessionsEnded: ended.length },
    })
    return { forgotten, codesVoided, sessionsEnded: ended.length }
  })
}

/** The recovery codes that are used in a database, and which sets there are. */
async function spentCodes(ctx: Context): Promise<{ used: Set<string>; salts: Map<string, Buffer> }> {
  const { recoveryCodes, recoveryCodeSets } = ctx.db.tables
  const used = await ctx.db.read.select().from(recoveryCodes).where(isNotNull(recoveryCodes.usedAt))
  const sets = await ctx.db.read.select().from(recoveryCodeSets)
  return {
    used: new Set(used.map(({ userId, hash }) => `${userId}:${hash.toString('hex')}`)),
    salts: new Map(sets.map(({ userId, salt }) => [userId, salt])),
  }
}
