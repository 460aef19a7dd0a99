import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import { hostOf, openPathLines, webAddress } from '@/lib/app-addresses'
import type { Context } from '@/lib/context'
import { titleOfApp } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { endAppSignIns } from '@/lib/records/app-sessions/end'
import { appOf, changeApp, type HostRefusal, whyNotAt } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { fold } from '@/lib/records/users/fold'
import { done, fail, type Result } from '@/lib/result'

export const siteInput = z.strictObject({
  appId: opaque,
  name: titleOfApp,
  address: webAddress,
  openPaths: openPathLines,
})

/** Saves a site behind a proxy. Another host signs everyone out of it: what let them through was for the one before. */
export async function changeSite(
  ctx: Context,
  admin: Admin,
  { appId, name, address, openPaths }: z.output<typeof siteInput>,
): Promise<Result<void, 'app-unknown' | HostRefusal>> {
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (app?.kind !== 'proxy') return fail('app-unknown')
    const changes = {
      ...{ name, sortName: fold(name), address, host: hostOf(address) },
      openPaths: openPaths.join('\n'),
    }
    if (app.name === name && app.address === address && app.openPaths === changes.openPaths) return done
    if (app.host !== changes.host) {
      const why = await whyNotAt(tx, ctx, admin.organizationId, changes.host)
      if (why) return fail(why)
      await endAppSignIns(tx, ctx, { appId })
    }
    await changeApp(tx, ctx, app, changes)
    await recordChange(tx, ctx, admin, app, changes)
    return done
  })
}
