import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

/** Keeps someone in their place among the people of each of their groups. The person is locked (`lockPerson`). */
export async function moveSortName(
  tx: Writer,
  ctx: Context,
  userId: string,
  sortName: string,
): Promise<void> {
  const { groupMembers } = ctx.db.tables
  await tx.update(groupMembers).set({ sortName }).where(eq(groupMembers.userId, userId))
}
