import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { opensAuthenticator } from '@/lib/records/factors/authenticator'
import { opensPasskey } from '@/lib/records/factors/passkeys'

const batch = 500

type Named = { id: string; name: string; email: string }

/** Everyone with an authenticator or passkey that no key opens: they can't sign in with it until it is removed, or an admin or the console resets it. */
export async function unreadablePeople(ctx: Context): Promise<Named[]> {
  const found = await withAuthenticators(ctx)
  const known = new Set(found.map(({ id }) => id))
  return [...found, ...(await withPasskeys(ctx)).filter(({ id }) => !known.has(id))]
}

async function withAuthenticators(ctx: Context): Promise<Named[]> {
  const { furtherAuthenticators: further, users } = ctx.db.tables
  const found: Named[] = []
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

async function withPasskeys(ctx: Context): Promise<Named[]> {
  const { passkeys, users } = ctx.db.tables
  const found = new Map<string, Named>()
  for (let after = ''; ; ) {
    const rows = await ctx.db.read
      .select({
        passkeyId: passkeys.id,
        sealed: passkeys.publicKey,
        id: users.id,
        name: users.name,
        email: users.email,
      })
      .from(passkeys)
      .innerJoin(users, eq(users.id, passkeys.userId))
      .where(gt(passkeys.id, after))
      .orderBy(asc(passkeys.id))
      .limit(batch)
    const last = rows.at(-1)
    if (!last) return [...found.values()]
    after = last.passkeyId
    for (const { passkeyId: _, sealed, ...person } of rows)
      if (!opensPasskey(ctx, person.id, sealed)) found.set(person.id, person)
  }
}
