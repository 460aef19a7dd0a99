import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { appOf } from '@/lib/records/apps/app'
import { readRow, spendRow } from '@/lib/records/oidc/rows'
import { fail, ok, type Result } from '@/lib/result'

/** What a test brought: how the admin signed in, and what the app asked to know. */
export type TestedSignIn = { acr: string; amr: string[]; signedInAt: Date; scope: string }

/** Spends the code that a test sign-in came back with, in the app's place. The code has to be this admin's own. */
export async function finishTest(
  ctx: Context,
  admin: Admin,
  { appId, code }: { appId: string; code: string },
): Promise<Result<TestedSignIn, 'app-unknown' | 'authorization-over'>> {
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (app?.kind !== 'oidc') return fail('app-unknown')
    const row = await readRow(tx, ctx, 'AuthorizationCode', code)
    if (row?.payload.clientId !== appId || row.payload.accountId !== admin.userId || row.payload.consumed)
      return fail('authorization-over')
    if (!(await spendRow(tx, ctx, 'AuthorizationCode', code))) return fail('authorization-over')
    const { acr, amr, authTime, scope } = row.payload as {
      acr: string
      amr: string[]
      authTime: number
      scope: string
    }
    return ok({ acr, amr, signedInAt: new Date(authTime * 1000), scope })
  })
}
