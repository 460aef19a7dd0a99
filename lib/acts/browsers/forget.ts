import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { endTrust } from '@/lib/records/browsers/trusted'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const forgetBrowserInput = z.strictObject({ browserId: z.string().max(64) })

/** Ends the trust in a browser of one's own: it is asked for the second factor again. Sessions there go on. */
export async function forgetTrustedBrowser(
  ctx: Context,
  member: Member,
  { browserId }: z.output<typeof forgetBrowserInput>,
): Promise<Result<void, 'browser-unknown' | 'session-over'>> {
  const { trustedBrowsers } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const own = and(eq(trustedBrowsers.id, browserId), eq(trustedBrowsers.userId, member.userId))
    const [browser] = await endTrust(tx, ctx, own)
    if (browser === undefined) return fail('browser-unknown')
    await record(tx, ctx, member.organizationId, {
      event: 'browser.trust-ended',
      actor: actorOf(member),
      detail: { browser },
    })
    return done
  })
}
