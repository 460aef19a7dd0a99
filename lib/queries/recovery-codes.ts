import { and, eq, gt, lte } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { latestEnd } from '@/lib/lifespan'
import { sealedIn, shownFor } from '@/lib/records/factors/recovery-codes'
import { openSecret, shownOrNothing } from '@/lib/records/secrets/unreadable'

const shownOf = prepared(
  'shown-recovery-codes',
  ({ recoveryCodeSets: sets }) => ({ userId: sets.userId, now: sets.shownUntil, latest: sets.shownUntil }),
  (read: Reader, { recoveryCodeSets: sets }, given) =>
    read
      .select({ shown: sets.shown })
      .from(sets)
      .where(
        and(
          eq(sets.userId, given.userId),
          gt(sets.shownUntil, given.now),
          lte(sets.shownUntil, given.latest),
        ),
      ),
)

/** The codes of the person asking, while they are shown: until *Continue*, or for ten minutes. */
export async function shownCodes(ctx: Context, member: Member): Promise<string[] | null> {
  const { userId } = member
  const now = ctx.now()
  const [set] = await shownOf(ctx.db.read, ctx.db, { userId, now, latest: latestEnd(now, shownFor) })
  const { shown: sealed } = set ?? {}
  if (!sealed) return null
  const of = { sealed, sealedIn, owner: userId }
  return shownOrNothing(ctx, () => openSecret(ctx, userId, 'recovery-codes', of).split('\n'))
}
