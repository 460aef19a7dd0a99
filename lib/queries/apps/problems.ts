import { and, desc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import { isWhereItIs } from '@/lib/app-addresses'
import type { Context } from '@/lib/context'
import { problemInWords } from '@/lib/messages/app-problems'
import { problemsKept } from '@/lib/records/apps/problems'

export type ShownProblem = {
  id: string
  /** What went wrong, in a sentence or three. */
  said: string
  at: Date
  /** How often in a row. */
  times: number
  /**
   * The address that the app asked to return to, where that was the trouble, it isn't registered yet, and it is where the
   * app is known to be.
   */
  asked: string | null
}

/** What went wrong with an app of the admin's organization, the latest first; nothing for any other app. */
export async function listProblems(ctx: Context, admin: Admin, appId: string): Promise<ShownProblem[]> {
  const { apps, appProblems, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({
      ...{ problem: appProblems, person: users.name },
      ...{ app: apps.name, address: apps.address, registered: apps.redirectUris },
    })
    .from(appProblems)
    .innerJoin(apps, eq(apps.id, appProblems.appId))
    .leftJoin(users, and(eq(users.id, appProblems.userId), eq(users.organizationId, apps.organizationId)))
    .where(and(eq(appProblems.appId, appId), eq(apps.organizationId, admin.organizationId)))
    .orderBy(desc(appProblems.at))
    .limit(problemsKept)
  return rows.map(
    ({ problem: { id, code, detail: stored, at, times }, app, address, registered, person }) => {
      const detail = read(stored)
      const asked = code === 'redirect-uri-unknown' && typeof detail.asked === 'string' ? detail.asked : null
      const known = registered.split('\n')
      const isOffered = asked !== null && !known.includes(asked) && isWhereItIs(asked, [address, ...known])
      return {
        ...{ id, at, times, said: problemInWords(app, { code, detail }, person) },
        asked: isOffered ? asked : null,
      }
    },
  )
}

function read(stored: string): Record<string, unknown> {
  try {
    const detail: unknown = JSON.parse(stored)
    return typeof detail === 'object' && detail !== null ? { ...detail } : {}
  } catch {
    return {}
  }
}
