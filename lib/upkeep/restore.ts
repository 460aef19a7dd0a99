import { existsSync, renameSync, rmSync } from 'node:fs'
import { and, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm'
import { checkSqlite, copySqlite, isOpenElsewhere, problemOf } from '@/db/backup'
import { openSqlite } from '@/db/sqlite'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '../actors'
import { beginAuthenticating } from '../audit/begin'
import { type AuditEvent, catalogue } from '../audit/catalogue'
import { headsInWords } from '../audit/heads'
import { type AuditBody, record } from '../audit/record'
import type { Context } from '../context'
import { loadKeys } from '../crypto/key-file'
import { openVault } from '../crypto/vault'
import { readFingerprint } from '../keys/fingerprint'
import { openStates } from '../recovery/life'
import { type Settings, SettingsError } from '../settings'
import { spendShownSteps } from '../two-factor/spent-steps'

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

/**
 * Puts a backup in the place of the database, with the server stopped. Every session, sign-in under way, link and open
 * recovery request ends; the codes that authenticators show now are used; recovery codes that were used or replaced
 * since the backup stay so, as far as the database that is replaced tells. Throws `SettingsError` or `BackupError`, and
 * leaves everything as it was.
 */
export async function restoreBackup(
  settings: Settings,
  console: Console,
  backup: string,
  now: () => Date = () => new Date(),
): Promise<Restored> {
  const { databaseFile } = settings
  checkSqlite(backup)
  if (isOpenElsewhere(databaseFile))
    throw new SettingsError('The server is running, or another command. Stop it, then restore.')
  const draft = `${databaseFile}.restoring`
  removeDatabase(draft)
  copySqlite(backup, draft)
  try {
    const context = await open(settings, draft, now)
    // A backup from before the audit log was authenticated is taken as it is: whoever restores it vouches for it.
    await beginAuthenticating(context.db, context.vault, null)
    // One that is damaged tells nothing, but is kept.
    const before = problemOf(databaseFile) ? null : await open(settings, databaseFile, now)
    const restored = await prepare(context, before, console)
    const heads = await headsInWords(context)
    await before?.db.close()
    await context.db.close()
    const aside = `${databaseFile}.before-restore-${now().toISOString().replaceAll(':', '-')}`
    const kept = existsSync(databaseFile) ? aside : null
    if (kept) renameSync(databaseFile, kept)
    for (const end of ['-wal', '-shm']) rmSync(`${databaseFile}${end}`, { force: true })
    renameSync(draft, databaseFile)
    return { ...restored, heads, kept, compared: before !== null }
  } finally {
    removeDatabase(draft)
  }
}

function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
}

/** Opens a database, brings it up to date, and the key that belongs to it. */
async function open(settings: Settings, file: string, now: () => Date): Promise<Context> {
  const db = await openSqlite(file)
  const vault = openVault(loadKeys(settings))
  const named = await readFingerprint(db, db.read)
  if (named && !vault.use(named)) {
    await db.close()
    throw new SettingsError(
      `${file} was sealed with a key that is not in ${settings.secretsFolder}: put the encryption.key of its time back.`,
    )
  }
  const { appName, recovery } = settings
  return { db, vault, appName, recovery, now, origin: { address: '', userAgent: '' } }
}

async function prepare(
  ctx: Context,
  before: Context | null,
  console: Console,
): Promise<Omit<Restored, 'heads' | 'kept' | 'compared'>> {
  const forgotten = before ? await changesSince(ctx, before) : []
  const spent = before ? await spentCodes(before) : null
  const { sessions, challenges, links, errands, invitations } = ctx.db.tables
  const { browsers, outbox, recoveryRequests, recoveryCodes, recoveryCodeSets } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const ended = await tx.delete(sessions).returning({ id: sessions.id })
    for (const table of [challenges, links, errands, invitations]) await tx.delete(table)
    await tx.update(browsers).set({ ownCounter: false })
    // What was waiting then was sent since, or is of no use any more.
    await tx.update(outbox).set({ closedAt: ctx.now(), payload: null }).where(isNull(outbox.closedAt))
    await tx
      .update(recoveryRequests)
      .set({ state: 'withdrawn', endedAt: ctx.now(), endedBy: 'a restored backup' })
      .where(inArray(recoveryRequests.state, [...openStates]))
    await spendShownSteps(tx, ctx, before)

    let codesVoided = 0
    const sets = spent ? await tx.select().from(recoveryCodeSets) : []
    for (const set of sets) {
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

/** What people do all day, and what a restored backup need not know of. */
const everyday: AuditEvent[] = ['sign-in.succeeded', 'session.ended', 'sessions.ended']

async function changesSince(ctx: Context, before: Context): Promise<string[]> {
  const { auditEntries } = ctx.db.tables
  const chains = await before.db.read.selectDistinct({ chain: auditEntries.chain }).from(auditEntries)
  const entries: AuditBody[] = []
  for (const { chain } of chains) {
    const known = await ctx.db.read
      .select({ sequence: auditEntries.sequence })
      .from(auditEntries)
      .where(eq(auditEntries.chain, chain))
    const last = Math.max(0, ...known.map(({ sequence }) => sequence))
    const later = await before.db.read
      .select({ body: auditEntries.body })
      .from(auditEntries)
      .where(and(eq(auditEntries.chain, chain), gt(auditEntries.sequence, last)))
    entries.push(...later.map(({ body }) => JSON.parse(body) as AuditBody))
  }
  return entries
    .filter(({ event }) => !everyday.includes(event))
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(inWords)
}

function inWords({ at, event, actor, subject }: AuditBody): string {
  const who =
    actor.kind === 'user' ? actor.email : actor.kind === 'console' ? `${actor.osUser} (console)` : 'somebody'
  return `${at} ${who} ${catalogue[event]}${subject ? `: ${subject.email}` : ''}`
}
