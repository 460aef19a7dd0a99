import type { Admin } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { appOf } from '@/lib/records/apps/app'
import { deleteApp } from '@/lib/records/four-eyes/delete-app'
import { type LeaveRefusal, leaveFor, onApp } from '@/lib/records/four-eyes/leave'
import { done, fail, type Result } from '@/lib/result'

/**
 * *Delete*: the app and all that it held is gone. It is told that everyone was signed out, as when it is suspended: by
 * notices that outlive it.
 */
export async function removeApp(
  ctx: Context,
  admin: Admin,
  { appId }: AppSubject,
): Promise<Result<void, LeaveRefusal | 'app-unknown'>> {
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    const leave = await leaveFor(tx, ctx, admin, onApp(app))
    if (!leave.ok) return leave
    await deleteApp(tx, ctx, admin, app, leave.value)
    return done
  })
}
