import { randomUUID } from 'node:crypto'
import { desc, eq, inArray } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Context } from '@/lib/context'
import type { AppProblem } from '@/lib/messages/app-problems'

/** How many of an app are kept. */
export const problemsKept = 20

/**
 * Notes what went wrong with an app, for its admins. The last twenty of each app are kept; the same one again in a row is
 * counted. Nothing is ever longer than an admin can read. `detail` holds no secret, code or token.
 */
export async function noteProblem(
  tx: Writer,
  ctx: Context,
  appId: string,
  problem: AppProblem & { userId?: string | null },
): Promise<void> {
  const { appProblems } = ctx.db.tables
  const { code, userId = null } = problem
  const detail = JSON.stringify(shortened(problem.detail))
  await ctx.db.lock(tx, `app-problems:${appId}`)
  const known = await tx
    .select()
    .from(appProblems)
    .where(eq(appProblems.appId, appId))
    .orderBy(desc(appProblems.at))
  const [last] = known
  // Two of the same moment keep their order.
  const at = new Date(Math.max(ctx.now().getTime(), (last?.at.getTime() ?? 0) + 1))
  if (last && last.code === code && last.detail === detail && last.userId === userId) {
    await tx
      .update(appProblems)
      .set({ times: plus(appProblems.times, 1), at })
      .where(eq(appProblems.id, last.id))
    return
  }
  const beyond = known.slice(problemsKept - 1).map(({ id }) => id)
  if (beyond.length > 0) await tx.delete(appProblems).where(inArray(appProblems.id, beyond))
  await tx.insert(appProblems).values({ id: randomUUID(), appId, userId, code, detail, at })
}

/** The same with each text cut: what an app sent may be as long as it likes. */
function shortened(detail: AppProblem['detail']): Record<string, unknown> {
  const cut = (text: string) => text.slice(0, 500)
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]: [string, unknown]) => [
      name,
      Array.isArray(value) ? value.slice(0, 20).map((one) => cut(String(one))) : cut(String(value)),
    ]),
  )
}
