import { and, eq } from 'drizzle-orm'
import type { LinkPurpose } from '@/db/tables/links'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { live } from '@/lib/lifespan'
import { isActive } from '@/lib/records/users/active'

export type LinkOwner = { userId: string; name: string; organizationName: string; email: string }

/** Whom a live link is for, and the address it speaks of. Looking changes nothing: mail scanners look, too. */
export async function findLink(
  ctx: Context,
  token: string,
  purpose: LinkPurpose,
): Promise<(LinkOwner & { present: string }) | null> {
  if (!looksLikeToken(token)) return null
  const { links, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({
      userId: users.id,
      name: users.name,
      organizationName: organizations.name,
      email: links.email,
      present: users.email,
    })
    .from(links)
    .innerJoin(users, eq(users.id, links.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(links.tokenDigest, digest(token)),
        eq(links.purpose, purpose),
        live(links.createdAt, links.expiresAt, ctx.now()),
        isActive({ users, organizations }),
      ),
    )
  return row ?? null
}
