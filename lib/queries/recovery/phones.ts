import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Operator } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { AuditEvent } from '@/lib/messages/audit/catalogue'
import type { User } from '@/lib/records/users/change'

/** Where to call back, and when that was last changed; null where the log no longer says. */
export type KnownPhone = { number: string; changedAt: Date | null }

/** A person's contact phone and that of their organization; null where no one gave one. */
export async function phonesOf(
  ctx: Context,
  _operator: Operator,
  user: Pick<User, 'id' | 'organizationId' | 'contactPhone'>,
  organizationPhone: string | null,
): Promise<{ phone: KnownPhone | null; organizationPhone: KnownPhone | null }> {
  const { organizationId, id, contactPhone } = user
  return {
    phone: await known(ctx, contactPhone, 'user.phone-changed', organizationId, id),
    organizationPhone: await known(
      ctx,
      organizationPhone,
      'organization.phone-changed',
      organizationId,
      null,
    ),
  }
}

async function known(
  ctx: Context,
  number: string | null,
  event: AuditEvent,
  chain: string,
  subjectId: string | null,
): Promise<KnownPhone | null> {
  if (number === null) return null
  const { auditEntries } = ctx.db.tables
  const [last] = await ctx.db.read
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.chain, chain),
        subjectId === null ? isNull(auditEntries.subjectId) : eq(auditEntries.subjectId, subjectId),
        eq(auditEntries.event, event),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(1)
  return { number, changedAt: last?.at ?? null }
}
