import { setTimeout as wait } from 'node:timers/promises'
import { and, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { KnownKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, looksLikeKeyToken } from '@/lib/crypto/token'
import { minutes, seconds } from '@/lib/duration'
import { atNow, liveColumns, liveGiven } from '@/lib/lifespan'
import { isActive } from '@/lib/records/users/active'
import { readScopes } from '@/lib/scopes'

const liveKey = prepared(
  'live-api-key',
  ({ apiKeys }) => ({
    ...liveColumns(apiKeys.createdAt, apiKeys.expiresAt),
    token: apiKeys.tokenDigest,
  }),
  (read: Reader, { apiKeys, users, organizations }, given) =>
    read
      .select({
        keyId: apiKeys.id,
        makerId: apiKeys.makerId,
        organizationId: apiKeys.organizationId,
        organizationName: organizations.name,
        name: apiKeys.name,
        scopes: apiKeys.scopes,
        lastUsedAt: apiKeys.lastUsedAt,
      })
      .from(apiKeys)
      .innerJoin(users, eq(users.id, apiKeys.makerId))
      .innerJoin(organizations, eq(organizations.id, apiKeys.organizationId))
      .where(
        and(
          eq(apiKeys.tokenDigest, given.token),
          liveGiven(apiKeys.createdAt, apiKeys.expiresAt, given),
          eq(users.organizationId, apiKeys.organizationId),
          eq(users.role, 'admin'),
          isActive({ users, organizations }),
        ),
      ),
)

/**
 * Which live API key this token is; null for one that ended or expired, or whose maker is no longer an active admin of its
 * organization. Notes that it was used, at most once a minute.
 */
export async function findApiKey(ctx: Context, token: string): Promise<KnownKey | null> {
  if (!looksLikeKeyToken(token)) return null
  const now = ctx.now()
  const [row] = await liveKey(ctx.db.read, ctx.db, { token: digest(token), ...atNow(now) })
  if (!row) return null
  const { lastUsedAt, scopes, ...key } = row
  // Also where it was used in a time that has yet to come.
  if (!lastUsedAt || Math.abs(now.getTime() - lastUsedAt.getTime()) >= minutes(1))
    await Promise.race([touch(ctx, key), wait(seconds(0.2), null, { ref: false })])
  return { ...key, scopes: readScopes(scopes) }
}

/** What is only read neither waits for a busy database nor fails with a full disk. */
async function touch(ctx: Context, { keyId }: Pick<KnownKey, 'keyId'>): Promise<void> {
  const { apiKeys } = ctx.db.tables
  const noted = ctx.db.write((tx) =>
    tx.update(apiKeys).set({ lastUsedAt: ctx.now() }).where(eq(apiKeys.id, keyId)),
  )
  await noted.catch(() => {})
}
