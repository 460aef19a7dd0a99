import { and, eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { endingWithin } from '@/lib/lifespan'
import { sealedIn, shownFor } from '@/lib/records/factors/recovery-codes'
import { openSecret, shownOrNothing } from '@/lib/records/secrets/unreadable'

/** The codes of the person asking, while they are shown: until *Continue*, or for ten minutes. */
export async function shownCodes(ctx: Context, member: Member): Promise<string[] | null> {
  const { recoveryCodeSets } = ctx.db.tables
  const [set] = await ctx.db.read
    .select({ shown: recoveryCodeSets.shown })
    .from(recoveryCodeSets)
    .where(
      and(
        eq(recoveryCodeSets.userId, member.userId),
        endingWithin(recoveryCodeSets.shownUntil, shownFor, ctx.now()),
      ),
    )
  const { shown: sealed } = set ?? {}
  if (!sealed) return null
  const { userId } = member
  const of = { sealed, sealedIn, owner: userId }
  return shownOrNothing(ctx, () => openSecret(ctx, userId, 'recovery-codes', of).split('\n'))
}
