import { and, count, eq, isNull } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

export type TwoFactorState = {
  enabled: boolean
  required: boolean
  since: Date | null
  recoveryCodesLeft: number
}

const stateOf = prepared(
  'two-factor-state',
  ({ users }) => ({ userId: users.id }),
  (read: Reader, { users, recoveryCodes }, given) =>
    read
      .select({
        secret: users.authenticatorSecret,
        required: users.twoFactorRequired,
        since: users.authenticatorSince,
        codesLeft: count(recoveryCodes.userId),
      })
      .from(users)
      .leftJoin(recoveryCodes, and(eq(recoveryCodes.userId, users.id), isNull(recoveryCodes.usedAt)))
      .where(eq(users.id, given.userId))
      .groupBy(users.id),
)

/** Where the second factor of the person asking stands. */
export async function twoFactorState({ db }: Context, { userId }: Member): Promise<TwoFactorState> {
  const [user] = await stateOf(db.read, db, { userId })
  const enabled = user?.secret != null
  return {
    enabled,
    required: user?.required ?? false,
    since: user?.since ?? null,
    recoveryCodesLeft: enabled ? user.codesLeft : 0,
  }
}
