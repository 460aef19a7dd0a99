import { and, asc, gt, isNotNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { opensAuthenticator } from '@/lib/records/factors/authenticator'

const batch = 500

/** Everyone whose authenticator no key opens: they can't sign in with it until an admin or the console resets it. */
export async function unreadablePeople(ctx: Context): Promise<{ id: string; name: string; email: string }[]> {
  const { users } = ctx.db.tables
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
    for (const { sealed, ...person } of people)
      if (sealed && !opensAuthenticator(ctx, person.id, sealed)) found.push(person)
  }
}
