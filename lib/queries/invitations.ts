import { and, eq, isNull } from 'drizzle-orm'
import { serverHousehold } from '@/db/tables/organizations'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, looksLikeToken } from '@/lib/crypto/token'
import { endingWithin } from '@/lib/lifespan'
import { invitationLife, invitationOnShow } from '@/lib/records/invitations/invitation'

/** The token of a link made within the last ten minutes for a person of the admin's organization. */
export async function shownInvitation(ctx: Context, admin: Admin, userId: string): Promise<string | null> {
  return invitationOnShow(ctx, admin.organizationId, userId)
}

/** `organizationName`: null where they join as an operator. */
export type Invitation = { userId: string; name: string; email: string; organizationName: string | null }

/** Whom a live invitation link is for. Looking changes nothing. */
export async function findInvitation(ctx: Context, token: string): Promise<Invitation | null> {
  if (!looksLikeToken(token)) return null
  const { invitations, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({
      ...{ userId: users.id, name: users.name, email: users.email },
      ...{ organizationId: users.organizationId, organizationName: organizations.name },
    })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(invitations.tokenDigest, digest(token)),
        endingWithin(invitations.expiresAt, invitationLife, ctx.now()),
        eq(users.status, 'invited'),
        isNull(organizations.suspendedAt),
      ),
    )
  if (!row) return null
  const { organizationId, organizationName, ...person } = row
  return { ...person, organizationName: organizationId === serverHousehold ? null : organizationName }
}
