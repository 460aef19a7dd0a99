import { asc, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { isLive } from '@/lib/lifespan'
import { readScopes, type Scope } from '@/lib/scopes'

export type ApiKeyRow = {
  id: string
  name: string
  scopes: Scope[]
  expiresAt: Date
  expired: boolean
  lastUsedAt: Date | null
  /** The admin who answers for it. */
  maker: string
  /** Whether that is the one who looks. */
  own: boolean
}

/** All keys of the admin's organization, of which there are few, by name. */
export async function listApiKeys(ctx: Context, admin: Admin): Promise<ApiKeyRow[]> {
  const { apiKeys, users } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ key: apiKeys, maker: users.name })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.makerId))
    .where(eq(apiKeys.organizationId, admin.organizationId))
    .orderBy(asc(apiKeys.sortName), asc(apiKeys.id))
  return rows.map(({ key: { id, name, scopes, createdAt, expiresAt, lastUsedAt, makerId }, maker }) => ({
    ...{ id, name, expiresAt, lastUsedAt, maker },
    scopes: readScopes(scopes),
    expired: !isLive(createdAt, expiresAt, ctx.now()),
    own: makerId === admin.userId,
  }))
}
