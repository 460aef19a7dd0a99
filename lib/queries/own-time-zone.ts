import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { policyOf } from '@/lib/records/policy/policy'

/** The time zone of the organization someone belongs to, by its IANA name. */
export const ownTimeZone = async (ctx: Context, { organizationId }: Member): Promise<string> =>
  (await policyOf(ctx.db.read, ctx, organizationId))?.timeZone ?? 'UTC'
