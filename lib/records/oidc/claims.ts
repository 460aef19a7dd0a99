import { asc, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { PersonClaims } from '@/lib/claims'
import type { Context } from '@/lib/context'
import type { Standing } from '../apps/admission'

const groupNames = prepared(
  'group-names-of-person',
  ({ groupMembers }) => ({ userId: groupMembers.userId }),
  (read: Reader, { groupMembers, groups }, given) =>
    read
      .select({ name: groups.name })
      .from(groupMembers)
      .innerJoin(groups, eq(groups.id, groupMembers.groupId))
      .where(eq(groupMembers.userId, given.userId))
      .orderBy(asc(groups.sortName)),
)

/**
 * What an app is told of an active person, in ID token and userinfo alike. The address was confirmed by an invitation or
 * by an admin, so it is verified of everyone active; it is also the user name, for no two people ever share one.
 */
export async function claimsOf(
  from: Reader | Writer,
  ctx: Context,
  { id, name, email, role }: Standing['person'],
): Promise<PersonClaims> {
  const groups = await groupNames(from, ctx.db, { userId: id })
  return {
    ...{ name, preferred_username: email, email, email_verified: true },
    groups: groups.map((group) => group.name),
    roles: [role],
  }
}
