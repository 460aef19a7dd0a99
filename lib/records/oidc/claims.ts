import type { Reader, Writer } from '@/db/database'
import type { PersonClaims } from '@/lib/claims'
import type { Context } from '@/lib/context'
import type { Standing } from '../apps/admission'
import { groupsOf } from '../groups/of-person'

/**
 * What an app is told of an active person, in ID token and userinfo alike. The address was confirmed by an invitation or
 * by an admin, so it is verified of everyone active; it is also the user name, for no two people ever share one.
 */
export async function claimsOf(
  from: Reader | Writer,
  ctx: Context,
  { id, name, email, role }: Standing['person'],
): Promise<PersonClaims> {
  const groups = await groupsOf(from, ctx, id)
  return { ...{ name, preferred_username: email, email, email_verified: true }, groups, roles: [role] }
}
