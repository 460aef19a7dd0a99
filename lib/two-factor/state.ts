import { eq } from 'drizzle-orm'
import type { Member } from '../actors'
import type { Context } from '../context'
import { countCodesLeft } from './recovery-codes'

export type TwoFactorState = {
  enabled: boolean
  required: boolean
  since: Date | null
  recoveryCodesLeft: number
}

/** Where the second factor of the person asking stands. */
export async function twoFactorState(ctx: Context, member: Member): Promise<TwoFactorState> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read
    .select({
      secret: users.authenticatorSecret,
      required: users.twoFactorRequired,
      since: users.authenticatorSince,
    })
    .from(users)
    .where(eq(users.id, member.userId))
  const enabled = user?.secret != null
  return {
    enabled,
    required: user?.required ?? false,
    since: user?.since ?? null,
    recoveryCodesLeft: enabled ? await countCodesLeft(ctx.db.read, ctx, member.userId) : 0,
  }
}
