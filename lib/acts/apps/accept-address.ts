import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import { isWhereItIs, linesOf, whyNotReturnTo } from '@/lib/app-addresses'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { done, fail, type Result } from '@/lib/result'

export const acceptAddressInput = z.strictObject({ appId: opaque, problemId: opaque })

const asked = z.object({ asked: z.string() })

/**
 * *Use this address*: registers the address that an app asked to return to, as its problem has it, beside the others. It
 * has to be one that could be typed there, and on a server where the app is known to be.
 */
export async function acceptAddress(
  ctx: Context,
  admin: Admin,
  { appId, problemId }: z.output<typeof acceptAddressInput>,
): Promise<Result<void, 'app-unknown' | 'problem-over' | 'redirect-address-refused'>> {
  const { appProblems } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (app?.kind !== 'oidc') return fail('app-unknown')
    const [problem] = await tx
      .select({ detail: appProblems.detail })
      .from(appProblems)
      .where(
        and(
          eq(appProblems.id, problemId),
          eq(appProblems.appId, app.id),
          eq(appProblems.code, 'redirect-uri-unknown'),
        ),
      )
    if (!problem) return fail('problem-over')
    const address = asked.parse(JSON.parse(problem.detail)).asked
    const before = linesOf(app.redirectUris)
    const isForeign = !isWhereItIs(address, [app.address, ...before])
    if (isForeign || whyNotReturnTo(address, app.native) || before.length >= 20)
      return fail('redirect-address-refused', { address, native: app.native })
    if (before.includes(address)) return done
    const redirectUris = [...before, address].join('\n')
    await changeApp(tx, ctx, app, { redirectUris })
    await recordChange(tx, ctx, admin, app, { redirectUris })
    return done
  })
}
