import { and, asc, gt, inArray, isNotNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { opensAuthenticator } from '@/lib/records/factors/authenticator'

const batch = 500

/** Everyone of whose authenticators no key opens one: they can't sign in with it until it is removed, or an admin or the console resets it. */
export async function unreadablePeople(ctx: Context): Promise<{ id: string; name: string; email: string }[]> {
  const { furtherAuthenticators: further, users } = ctx.db.tables
  const found: { id: string; name: string; email: string }[] = []
  for (let after = ''; ; ) {
    const people = await ctx.db.read
      .select({ id: users.id, name: users.name, email: users.email, sealed: users.authenticatorSecret })
      .from(users)
      .where(and(isNotNull(users.authenticatorSecret), gt(users.id, after)))
      .orderBy(asc(users.id))
      .limit(batch)
    const last = people.at(-1)
    if (!last) return found
    after = last.id
    const beside = await ctx.db.read
      .select({ userId: further.userId, sealed: further.secret })
      .from(further)
      .where(
        inArray(
          further.userId,
          people.map(({ id }) => id),
        ),
      )
    for (const { sealed, ...person } of people) {
      const theirs = beside.flatMap((row) => (row.userId === person.id ? [row.sealed] : []))
      if ([...(sealed ? [sealed] : []), ...theirs].some((one) => !opensAuthenticator(ctx, person.id, one)))
        found.push(person)
    }
  }
}
