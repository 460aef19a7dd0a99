import { and, eq, or } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { cutSearch, listUsers, listUsersInput } from '../users/list'
import { listAudit } from './list'

export type Meant = { id: string; name: string; email: string }

/**
 * Whom an admin means by an id, an address or the beginning of a name: one person, several to choose from, or no one. Also
 * someone who was removed, by their id.
 */
export async function peopleMeant(ctx: Context, admin: Admin, text: string): Promise<Meant[]> {
  const { users } = ctx.db.tables
  const columns = { id: users.id, name: users.name, email: users.email }
  const exact = await ctx.db.read
    .select(columns)
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        or(eq(users.id, text), eq(users.email, text.toLowerCase())),
      ),
    )
  if (exact.length > 0) return exact
  const removed = await lastNamed(ctx, admin, text)
  if (removed) return [removed]
  const { users: found } = await listUsers(ctx, admin, listUsersInput.parse({ search: cutSearch(text) }))
  return found.map(({ id, name, email }) => ({ id, name, email }))
}

/** Someone as the log called them last. */
async function lastNamed(ctx: Context, admin: Admin, id: string): Promise<Meant | null> {
  const { entries } = await listAudit(ctx, admin, { subjectId: id, limit: 1 })
  const [last] = entries
  const named = last?.subject ?? (last?.actor.kind === 'user' ? last.actor : null)
  return named && { id: named.id, name: named.name, email: named.email }
}
