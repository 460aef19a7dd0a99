import { eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { actorOf, named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { subjectOf } from '@/lib/records/authority/subject'
import { endTrust } from '@/lib/records/browsers/trusted'
import { done, fail, type Result } from '@/lib/result'

/**
 * Ends the trust in all browsers of a person: each asks them for the second factor again. Sessions there go on. Where no
 * browser is trusted it does nothing.
 */
export async function forgetBrowsersOfOther(
  ctx: Context,
  admin: Admin,
  { userId }: Subject,
): Promise<Result<void, 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    for (const browser of await endTrust(tx, ctx, eq(ctx.db.tables.trustedBrowsers.userId, user.id)))
      await record(tx, ctx, user.organizationId, {
        ...{ event: 'browser.trust-ended', actor: actorOf(admin), subject: named(user) },
        detail: { browser },
      })
    return done
  })
}
