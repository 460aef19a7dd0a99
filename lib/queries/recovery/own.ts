import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { isOpen, type RecoveryStanding, standingOf } from '@/lib/records/recovery/life'

export type OwnRequest = { askedAt: Date; client: string; address: string; standing: RecoveryStanding }

/** What was asked to recover the account of whoever is signed in, confirmed by email and open; null where nothing was. */
export async function ownRecoveryRequest(ctx: Context, member: Member): Promise<OwnRequest | null> {
  if (member.role !== 'admin') return null
  const { recoveryRequests } = ctx.db.tables
  const [request] = await ctx.db.read
    .select()
    .from(recoveryRequests)
    .where(
      and(
        eq(recoveryRequests.userId, member.userId),
        inArray(recoveryRequests.state, ['confirmed', 'approved']),
      ),
    )
    .orderBy(desc(recoveryRequests.askedAt))
    .limit(1)
  if (!request) return null
  const standing = standingOf(request, ctx.now())
  const { askedAt, client, address } = request
  return isOpen(standing) ? { askedAt, client, address, standing } : null
}
