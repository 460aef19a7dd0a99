import { eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type Authenticator, authenticatorsOf } from '@/lib/records/factors/authenticators'

export type ListedAuthenticator = Omit<Authenticator, 'secret' | 'first'>

/** The authenticators of the person asking, the oldest first. None where 2FA is off. */
export async function listAuthenticators(ctx: Context, member: Member): Promise<ListedAuthenticator[]> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read.select().from(users).where(eq(users.id, member.userId))
  if (!user) return []
  const all = await authenticatorsOf(ctx.db.read, ctx, user)
  return all.map(({ secret: _, first: __, ...listed }) => listed)
}
