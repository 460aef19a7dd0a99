import { and, eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import { authenticationContext } from '@/lib/authentication-context'
import { claimsByScope } from '@/lib/claims'
import type { Context } from '@/lib/context'
import { normalizeEmail } from '@/lib/email'
import { type Refusal, refusalOf, standingOf } from '@/lib/records/apps/admission'
import { readApp } from '@/lib/records/apps/app'
import { claimsOf } from '@/lib/records/oidc/claims'
import { factorColumns, hasAuthenticator, isEnabled } from '@/lib/records/users/enabled'

/** What an app would be told of someone, and why they could not open it, if so. */
export type Preview = {
  name: string
  email: string
  refusal: Refusal | 'not-active' | null
  claims: Record<string, unknown>
}

/**
 * What an app would be told of a person of the admin's organization who signed in with all that they have. Null for any
 * other address or app.
 */
export async function previewClaims(
  ctx: Context,
  admin: Admin,
  appId: string,
  email: string,
): Promise<Preview | null> {
  const { users } = ctx.db.tables
  const app = await readApp(ctx.db.read, ctx, admin.organizationId, appId)
  const [user] = await ctx.db.read
    .select({ id: users.id, name: users.name, email: users.email, ...factorColumns(ctx.db.tables) })
    .from(users)
    .where(and(eq(users.email, normalizeEmail(email)), eq(users.organizationId, admin.organizationId)))
  if (!app || !user) return null
  const named = { name: user.name, email: user.email }
  const standing = await standingOf(ctx.db.read, ctx, appId, user.id)
  if (!standing) return { ...named, refusal: 'not-active', claims: {} }
  const proof = hasAuthenticator(user) ? 'code' : isEnabled(user) ? 'passkey' : 'none'
  const now = ctx.now()
  const { acr, amr } = authenticationContext(proof)
  return {
    ...named,
    refusal: refusalOf(standing, { proof, signedInAt: now }, now),
    claims: {
      ...{ sub: user.id, acr, amr },
      ...(await claimsOf(ctx.db.read, ctx, standing.person)),
    },
  }
}

/** By which scope an app is told each of them. */
export const scopeOfClaim = (claim: string): string =>
  Object.entries(claimsByScope).find(([, claims]) => claims.includes(claim))?.[0] ?? 'openid'
