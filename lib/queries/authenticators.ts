import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { type Authenticator, authenticatorsOf } from '@/lib/records/factors/authenticators'
import { findUser } from '@/lib/records/users/find'

export type ListedAuthenticator = Omit<Authenticator, 'secret' | 'first'>

/** The authenticators of the person asking, the oldest first. None where 2FA is off. */
export async function listAuthenticators(ctx: Context, member: Member): Promise<ListedAuthenticator[]> {
  const user = await findUser(ctx.db.read, ctx, member.userId)
  if (!user) return []
  const all = await authenticatorsOf(ctx.db.read, ctx, user)
  return all.map(({ secret: _, first: __, ...listed }) => listed)
}
