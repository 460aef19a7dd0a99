import type { Context } from '@/lib/context'

/** How often the database was asked. `statements`: within transactions, each one. */
export type Work = { reads: number; writes: number; statements: number }

const verbs = new Set(['select', 'insert', 'update', 'delete', 'execute'])

/** The same context, and what is asked of its database through it. */
export function counted(ctx: Context): { ctx: Context; work: Work } {
  const work: Work = { reads: 0, writes: 0, statements: 0 }
  const behind = new WeakMap<object, object>()
  const counting = <Writer extends object>(tx: Writer): Writer => {
    const proxy = new Proxy(tx, {
      get(target, name, receiver) {
        if (typeof name === 'string' && verbs.has(name)) work.statements++
        return Reflect.get(target, name, receiver)
      },
    })
    behind.set(proxy, tx)
    return proxy
  }
  const { tables, moment, check, migrationsMissing, close } = ctx.db
  const db: Context['db'] = {
    ...{ tables, moment, check, migrationsMissing, close },
    lock: (tx, ...keys) => ctx.db.lock((behind.get(tx) ?? tx) as typeof tx, ...keys),
    get read() {
      work.reads++
      return ctx.db.read
    },
    write(body) {
      work.writes++
      return ctx.db.write((tx) => body(counting(tx)))
    },
  }
  return { ctx: { ...ctx, db }, work }
}
