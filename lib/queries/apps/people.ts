import { and, desc, eq } from 'drizzle-orm'
import { before } from '@/db/expressions'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { pageSize } from '../users/cursor'

export type AppPerson = { id: string; name: string; email: string; lastUsedAt: Date; allowedAt: Date | null }

export type AppPeoplePage = { people: AppPerson[]; next: string | null }

/** Who has used an app of the admin's organization, the latest first, 50 a page. No one for any other app. */
export async function listAppPeople(
  ctx: Context,
  admin: Admin,
  appId: string,
  cursor?: string,
): Promise<AppPeoplePage> {
  const { apps, appPeople, users } = ctx.db.tables
  const from = readKey(cursor)
  const rows = await ctx.db.read
    .select({
      ...{ id: users.id, name: users.name, email: users.email },
      ...{ lastUsedAt: appPeople.lastUsedAt, allowedAt: appPeople.allowedAt },
    })
    .from(appPeople)
    .innerJoin(apps, eq(apps.id, appPeople.appId))
    .innerJoin(users, eq(users.id, appPeople.userId))
    .where(
      and(
        eq(appPeople.appId, appId),
        eq(apps.organizationId, admin.organizationId),
        from ? before([appPeople.lastUsedAt, appPeople.userId], from) : undefined,
      ),
    )
    .orderBy(desc(appPeople.lastUsedAt), desc(appPeople.userId))
    .limit(pageSize + 1)
  const people = rows.slice(0, pageSize)
  const last = people.at(-1)
  const next = rows.length > pageSize && last ? `${last.lastUsedAt.getTime()}.${last.id}` : null
  return { people, next }
}

/** Where the page before ended: when the last one of it used the app, and who that was. Null for anything else. */
function readKey(cursor = ''): [Date, string] | null {
  const [, time, id] = /^(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(cursor) ?? []
  return time && id ? [new Date(Number(time)), id] : null
}
