import type { Database } from '@/db/database'
import type { Context } from '@/lib/context'

/** The same context, in which `act` happens right before its n-th transaction: a race whose winner is known. */
export function beforeWrite(ctx: Context, n: number, act: () => Promise<unknown>): Context {
  const { db } = ctx
  let writes = 0
  const raced: Database = {
    tables: db.tables,
    get read() {
      return db.read
    },
    async write(work) {
      if (++writes === n) await act()
      return db.write(work)
    },
    moment: (work) => db.moment(work),
    lock: (tx, ...keys) => db.lock(tx, ...keys),
    check: () => db.check(),
    migrationsMissing: () => db.migrationsMissing(),
    close: () => db.close(),
  }
  return { ...ctx, db: raced }
}
