import { z } from 'zod'
import { type Hindrance, type Source, type Target, tableNames } from '@/db/move/ends'
import { sourceInFile, targetInFile } from '@/db/move/in-file'
import { sourceOnServer, targetOnServer } from '@/db/move/on-server'
import type { DatabasePlace } from '@/db/open'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { openVault } from '@/lib/crypto/vault'
import { databaseAddress } from '@/lib/database-settings'
import { readKeys } from '@/lib/keys/key-file'
import { readFingerprint } from '@/lib/keys/named-key'
import { verifyAudit } from '@/lib/queries/audit/verify'
import { openAll } from '@/lib/queries/server/secrets'
import { record } from '@/lib/records/audit/record'
import { fail, ok, type Result } from '@/lib/result'
import type { Settings } from '@/lib/settings'

export const moveInput = z.strictObject({
  /** `postgres://…`, `sqlite` for the file in `DATA_DIR`, or the path of another file. */
  to: z
    .string()
    .trim()
    .min(1, { error: 'Name where to move to: --url-file with a postgres:// address in it, or sqlite.' })
    .refine((to) => !/^\w+:\/\//.test(to) || databaseAddress.safeParse(to).success, {
      error: 'The address must look like postgres://countersign:password@db.example.com/countersign.',
    }),
})

export type Moved = {
  rows: number
  /** How many sealed values were opened. */
  sealed: number
  /** What was found in the copy that should not be, and was there before: in the audit logs, and sealed values that no key opens. */
  damaged: number
}

/** What a move is told besides where to. */
export type Moving = {
  now?: () => Date
  /** Called, and waited for, as it goes on: how many rows of how many are there. */
  progress?: Report
}

type Report = (done: number, total: number) => void | Promise<void>

/**
 * Copies everything to an empty database of the other kind, while no one has either open, and compares: as many rows in
 * each table, the audit logs as whole, as many sealed values that the key opens. What was copied is there in one moment,
 * once all of that is so; killed or failing before, nothing is. The database that is moved from is not changed. Throws
 * `FileError` where one of the two cannot be used.
 */
export async function moveDatabase(
  settings: Settings,
  console: Console,
  to: DatabasePlace,
  { now = () => new Date(), progress = () => {} }: Moving = {},
): Promise<Result<Moved, Hindrance | 'move-same-kind' | 'move-key-missing' | 'move-differs'>> {
  if (!settings.databaseServer === !to.databaseServer) return fail('move-same-kind')
  const source = await openSource(settings)
  if (typeof source === 'string') return fail(source)
  try {
    const keys = readKeys(settings)
    const vault = keys.length > 0 ? openVault(keys) : null
    const named = await readFingerprint(source.db, source.db.read)
    if (!named) return fail('move-nothing')
    if (!vault?.use(named)) return fail('move-key-missing')
    const target = await openTarget(to)
    if (typeof target === 'string') return fail(target)
    try {
      const rows = await copyAll(source, target, progress)
      if (rows === null) return fail('move-differs')
      const { appName, recovery } = settings
      const ctx = { vault, appName, recovery, now, origin: { address: '', userAgent: '' } }
      const copied: Context = { ...ctx, db: target.db }
      await copied.db.write((tx) =>
        record(tx, copied, serverHousehold, {
          event: 'server.moved',
          actor: { kind: 'console', osUser: console.osUser },
          detail: { movedTo: to.databaseServer ? 'postgresql' : 'sqlite' },
        }),
      )
      const found = await lookAt(copied)
      const before = found.damaged === 0 ? found : await lookAt({ ...ctx, db: source.db })
      if (found.sealed !== before.sealed || found.damaged !== before.damaged) return fail('move-differs')
      await target.keep()
      return ok({ rows, ...found })
    } finally {
      await target.drop()
    }
  } finally {
    await source.release()
  }
}

const openSource = ({ databaseServer, databaseFile }: DatabasePlace) =>
  databaseServer ? sourceOnServer(databaseServer) : sourceInFile(databaseFile)

const openTarget = ({ databaseServer, databaseFile }: DatabasePlace) =>
  databaseServer ? targetOnServer(databaseServer) : targetInFile(databaseFile)

/** How many rows there are; null where one of the tables has not as many as before. */
async function copyAll(source: Source, target: Target, progress: Report): Promise<number | null> {
  const names = tableNames(source.db.tables)
  let total = 0
  for (const name of names) total += await source.count(name)
  let done = 0
  for (const name of names)
    for await (const rows of source.rows(name)) {
      await target.add(name, rows)
      done += rows.length
      await progress(done, total)
    }
  for (const name of names) if ((await source.count(name)) !== (await target.count(name))) return null
  return done
}

async function lookAt(ctx: Context): Promise<Omit<Moved, 'rows'>> {
  const { sealed, unreadable } = await openAll(ctx)
  const problems = (await verifyAudit(ctx)).flatMap((chain) => chain.problems)
  return { sealed, damaged: unreadable + problems.length }
}
