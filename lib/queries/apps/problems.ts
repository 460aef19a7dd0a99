import { and, desc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
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
  /** The address that the app asked to return to, where that was the trouble and it isn't registered yet. */
  asked: string | null
}

/** What went wrong with an app of the admin's organization, the latest first; nothing for any other app. */
export async function listProblems(ctx: Context, admin: Admin, appId: string): Promise<ShownProblem[]> {
  const { apps, appProblems, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ problem: appProblems, app: apps.name, registered: apps.redirectUris, person: users.name })
    .from(appProblems)
    .innerJoin(apps, eq(apps.id, appProblems.appId))
    .leftJoin(users, and(eq(users.id, appProblems.userId), eq(users.organizationId, apps.organizationId)))
    .where(and(eq(appProblems.appId, appId), eq(apps.organizationId, admin.organizationId)))
    .orderBy(desc(appProblems.at))
    .limit(problemsKept)
  return rows.map(({ problem: { id, code, detail: stored, at, times }, app, registered, person }) => {
    const detail = read(stored)
    const asked = code === 'redirect-uri-unknown' && typeof detail.asked === 'string' ? detail.asked : null
    return {
      ...{ id, at, times, said: problemInWords(app, { code, detail }, person) },
      asked: asked !== null && !registered.split('\n').includes(asked) ? asked : null,
    }
  })
}

function read(stored: string): Record<string, unknown> {
  try {
    const detail: unknown = JSON.parse(stored)
    return typeof detail === 'object' && detail !== null ? { ...detail } : {}
  } catch {
    return {}
  }
}
