import { eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { done, fail, type Result } from '@/lib/result'

/** Takes an app's icon away: a letter stands for it again. */
export async function removeAppIcon(
  ctx: Context,
  admin: Admin,
  { appId }: AppSubject,
): Promise<Result<void, 'app-unknown'>> {
  const { appIcons } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    if (app.iconDigest === null) return done
    await tx.delete(appIcons).where(eq(appIcons.appId, appId))
    await changeApp(tx, ctx, app, { iconDigest: null })
    await recordChange(tx, ctx, admin, app, { iconDigest: null })
    return done
  })
}
