import type { PersonClaims } from '@/lib/claims'
import type { Context } from '@/lib/context'
import { refusalWhileOpen, standingOf } from '@/lib/records/apps/admission'
import { claimsOf } from '@/lib/records/oidc/claims'

/**
 * What an app is told of a person it holds a code or token of; null once it may not know them any more: they are not
 * active, or not assigned to it, or do not meet its rule. `multiFactor`: whether they signed in with a second factor.
 */
export async function accountFor(
  ctx: Context,
  appId: string,
  userId: string,
  multiFactor: boolean,
): Promise<PersonClaims | null> {
  const standing = await standingOf(ctx.db.read, ctx, appId, userId)
  if (!standing || refusalWhileOpen(standing, { proof: multiFactor ? 'code' : 'none' }, ctx.now()))
    return null
  return claimsOf(ctx.db.read, ctx, standing.person)
}
