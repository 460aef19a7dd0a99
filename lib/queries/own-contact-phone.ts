import { eq } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'

/** Where operators call the person asking back; null: nowhere. */
export async function ownContactPhone(ctx: Context, member: Member): Promise<string | null> {
  const { users } = ctx.db.tables
  const [own] = await ctx.db.read
    .select({ contactPhone: users.contactPhone })
    .from(users)
    .where(eq(users.id, member.userId))
  return own?.contactPhone ?? null
}
