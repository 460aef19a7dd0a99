import { setTimeout as wait } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { DatabaseGoneError, isDatabaseTrouble } from '@/db/database'
import type { Context } from '@/lib/context'
import { minutes, seconds } from '@/lib/duration'
import { failNextRow, workPortion } from '@/lib/records/batches/portion'
import type { BadRow } from '@/lib/row-by-row'
import { kinds } from './kinds'

/** So many rows in one transaction: others wait for no longer than these take. */
const atOnce = 10
/** So many batches side by side: a long one keeps no short one waiting. */
const sideBySide = 20
/** So many are looked at to choose them. */
const mostLookedAt = 1000
const longestRound = minutes(1)
/** About as long as a portion takes where nothing else is to be done. */
const longestRest = seconds(0.03)

/**
 * Works on what admins began for many people at once, portion by portion, until nothing is left, `signal` is aborted or a
 * minute has ended. Any number of servers may do so; where one was killed the next goes on. Between two portions it rests for
 * as long as one took, 30 ms at most, so that about half of the server's time is left for people. A row that the work fails on is marked as
 * failed, and returned. Throws what the database is in trouble with: then everything that waits goes on waiting.
 */
export async function runBatches(ctx: Context, signal?: AbortSignal): Promise<BadRow[]> {
  const { batches } = ctx.db.tables
  const until = performance.now() + longestRound
  const bad: BadRow[] = []
  for (;;) {
    const running = await ctx.db.read
      .select({ id: batches.id, organizationId: batches.organizationId })
      .from(batches)
      .where(eq(batches.state, 'running'))
      .orderBy(asc(batches.createdAt))
      .limit(mostLookedAt)
    if (running.length === 0) return bad
    for (const { id } of inTurns(running).slice(0, sideBySide)) {
      if (signal?.aborted || performance.now() > until) return bad
      const began = performance.now()
      const problem = await runPortion(ctx, id, atOnce)
      if (problem) bad.push({ id, problem })
      await wait(Math.min(performance.now() - began, longestRest))
    }
  }
}

/** The first of each organization before the second of any: one that begins many keeps no other waiting. */
function inTurns<Running extends { organizationId: string }>(running: readonly Running[]): Running[] {
  const before = new Map<string, number>()
  const turns = running.map((batch) => {
    const turn = before.get(batch.organizationId) ?? 0
    before.set(batch.organizationId, turn + 1)
    return { batch, turn }
  })
  return turns.toSorted((a, b) => a.turn - b.turn).map(({ batch }) => batch)
}

/** Null, or what kind of error a row was given up for. */
async function runPortion(ctx: Context, batchId: string, rows: number): Promise<string | null> {
  try {
    await ctx.db.write((tx) => workPortion(tx, ctx, batchId, { work: (kind) => kinds[kind], atOnce: rows }))
    return null
  } catch (error) {
    if (isDatabaseTrouble(error) || error instanceof DatabaseGoneError) throw error
    // Which of them it was shows when each is by itself.
    if (rows > 1) return runPortion(ctx, batchId, 1)
    await ctx.db.write((tx) => failNextRow(tx, ctx, batchId))
    return error instanceof Error ? error.name : typeof error
  }
}
