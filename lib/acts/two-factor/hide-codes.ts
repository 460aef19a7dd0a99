import { eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** *Continue*: from now on only the hashes remain. */
export async function hideCodes(ctx: Context, member: Member): Promise<void> {
  const { recoveryCodeSets } = ctx.db.tables
  await ctx.db.write((tx) =>
    tx
      .update(recoveryCodeSets)
      .set({ shown: null, shownUntil: null })
      .where(eq(recoveryCodeSets.userId, member.userId)),
  )
}
