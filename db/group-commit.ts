import { AsyncResource } from 'node:async_hooks'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseBusyError, DatabaseFullError } from './database'

/** How long someone waits for another process that holds the database. */
export const giveUpAfterMs = 5_000
const mostTogether = 32

export const isBusy = (error: unknown) =>
  error instanceof Sqlite.SqliteError &&
  (error.code === 'SQLITE_BUSY' || error.code.startsWith('SQLITE_BUSY_'))

/** Some file systems and quotas say that they are full by failing to write. */
const isFull = (error: unknown) =>
  error instanceof Sqlite.SqliteError &&
  (error.code === 'SQLITE_FULL' || error.code.startsWith('SQLITE_IOERR'))

/** Drizzle's own message holds the parameters, which are no one's business in a log. */
function plain(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  return isFull(cause) ? new DatabaseFullError('The disk does not take what is written.', { cause }) : cause
}

type Member = { run(): Promise<() => void>; until: number; reject(error: unknown): void }

/**
 * Runs transactions on the one writing connection, in the order they were asked for. Those that wait at the same
 * moment share one commit, and so one wait for the disk (0012). Each has a savepoint: one that throws is undone alone. None
 * is told that it was done before the commit is on the disk; where that fails, all of them are told so and none is done.
 */
export class GroupCommit {
  readonly #connection: Sqlite.Database
  readonly #check: () => void
  readonly #say: Record<'begin' | 'commit' | 'rollback' | 'save' | 'keep' | 'undo', Sqlite.Statement>
  #waiting: Member[] = []
  #draining: Promise<void> | null = null

  /** `check` throws where the connection must not be written to any more. */
  constructor(connection: Sqlite.Database, check: () => void) {
    this.#connection = connection
    this.#check = check
    this.#say = {
      begin: connection.prepare('BEGIN IMMEDIATE'),
      commit: connection.prepare('COMMIT'),
      rollback: connection.prepare('ROLLBACK'),
      save: connection.prepare('SAVEPOINT member'),
      keep: connection.prepare('RELEASE member'),
      undo: connection.prepare('ROLLBACK TO member'),
    }
  }

  /** Resolves with what the work answers once it is on the disk. */
  add<T>(work: () => Promise<T>): Promise<T> {
    // Run in a line that someone else may have begun, but with the work's own AsyncLocalStorages.
    const asker = new AsyncResource('DatabaseWrite')
    // From now, not from its turn: a line of writers gives up together, not five seconds apiece.
    const until = Date.now() + giveUpAfterMs
    return new Promise<T>((resolve, reject) => {
      const run = async () => {
        const value = await asker.runInAsyncScope(work)
        return () => resolve(value)
      }
      this.#waiting.push({ run, until, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when no one waits. */
  async idle(): Promise<void> {
    await this.#draining
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What else has arrived by now comes along.
      await nextTurn()
      await this.#commit(this.#waiting.splice(0, mostTogether))
    }
    this.#draining = null
  }

  async #commit(group: Member[]): Promise<void> {
    const members = [...group]
    try {
      if (!(await this.#begin(members))) return
      const done: (() => void)[] = []
      for (const member of members) {
        const tell = await this.#try(member)
        if (tell) done.push(tell)
      }
      this.#say.commit.run()
      for (const tell of done) tell()
    } catch (error) {
      // Those that were told already are told nothing more by this.
      for (const { reject } of members) reject(plain(error))
      this.#undoAll()
    }
  }

  #undoAll(): void {
    try {
      if (this.#connection.inTransaction) this.#say.rollback.run()
    } catch {
      // The next one cannot begin, is told so, and comes here again.
    }
  }

  /** False when another process holds the database until no one of the group is willing to wait any longer. */
  async #begin(members: Member[]): Promise<boolean> {
    for (;;) {
      this.#check()
      try {
        this.#say.begin.run()
        return true
      } catch (error) {
        if (!isBusy(error)) throw error
        const now = Date.now()
        for (const late of members.filter(({ until }) => now > until)) {
          members.splice(members.indexOf(late), 1)
          late.reject(new DatabaseBusyError('Another process holds the database.', { cause: error }))
        }
        if (members.length === 0) return false
        await wait(2 + Math.random() * 18)
      }
    }
  }

  /** What tells a member that it is done, to be called after the commit; null for one that threw and was undone. */
  async #try(member: Member): Promise<(() => void) | null> {
    this.#say.save.run()
    try {
      const tell = await member.run()
      this.#say.keep.run()
      return tell
    } catch (error) {
      // SQLite itself undoes the whole transaction when the disk fails under it.
      if (!this.#connection.inTransaction) throw error
      this.#say.undo.run()
      this.#say.keep.run()
      member.reject(plain(error))
      return null
    }
  }
}
