import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { after } from '@/db/expressions'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { fold } from '@/lib/records/users/fold'
import { pageSize, readCursor, writeCursor } from '../users/cursor'
import { type AppRow, appColumns } from './row'

export const listAppsInput = z.object({
  search: z.string().trim().max(200).default(''),
  /** Where the page before ended: opaque. */
  after: z.string().max(8000).optional(),
})

/** `groups`: whose people may use it, by name; none where everyone may. */
export type ListedApp = AppRow & { groups: string[] }

export type AppPage = { apps: ListedApp[]; next: string | null }

/** In how many names a search looks at once: an organization has hundreds of apps, not more. */
const looked = 500

const question = { terms: [], list: 'apps' }

/**
 * One page of the organization's apps, 50 at most and in the order of their names. Every word of the search must begin a
 * word of the name.
 */
export async function listApps(
  ctx: Context,
  admin: Admin | ApiKey<'apps:read'>,
  { search, after: cursor }: z.output<typeof listAppsInput>,
): Promise<AppPage> {
  const { apps } = ctx.db.tables
  const terms = fold(search).split(/\s+/).filter(Boolean)
  const matches = (sortName: string) =>
    terms.every((term) => sortName.split(/[^\p{L}\p{M}\p{N}]+/u).some((word) => word.startsWith(term)))
  let from = readCursor(question, cursor, 2)
  const found: (AppRow & { sortName: string })[] = []
  for (;;) {
    const limit = terms.length === 0 ? pageSize + 1 : looked
    const rows = await ctx.db.read
      .select({ ...appColumns(apps), sortName: apps.sortName })
      .from(apps)
      .where(
        and(
          eq(apps.organizationId, admin.organizationId),
          from ? after([apps.sortName, apps.id], from) : undefined,
        ),
      )
      .orderBy(asc(apps.sortName), asc(apps.id))
      .limit(limit)
    found.push(...rows.filter((row) => matches(row.sortName)))
    const last = rows.at(-1)
    if (found.length > pageSize || rows.length < limit || !last) break
    from = [last.sortName, last.id]
  }
  const shown = found.slice(0, pageSize)
  const last = shown.at(-1)
  const groups = await groupsOf(
    ctx,
    shown.map(({ id }) => id),
  )
  return {
    apps: shown.map(({ sortName: _, ...app }) => ({ ...app, groups: groups.get(app.id) ?? [] })),
    next: found.length > pageSize && last ? writeCursor(question, [last.sortName, last.id]) : null,
  }
}

async function groupsOf(ctx: Context, ids: string[]): Promise<Map<string, string[]>> {
  const { appGroups, groups } = ctx.db.tables
  const named = new Map<string, string[]>()
  if (ids.length === 0) return named
  const rows = await ctx.db.read
    .select({ appId: appGroups.appId, name: groups.name })
    .from(appGroups)
    .innerJoin(groups, eq(groups.id, appGroups.groupId))
    .where(inArray(appGroups.appId, ids))
    .orderBy(asc(groups.sortName))
  for (const { appId, name } of rows) named.set(appId, [...(named.get(appId) ?? []), name])
  return named
}

/** Whether this is where a page of apps ended. */
export const isAppCursor = (after: string) => readCursor(question, after, 2) !== null
