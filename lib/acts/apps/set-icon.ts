import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { largestIcon, toIcon } from '@/lib/icon-image'
import { opaque } from '@/lib/opaque'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { done, fail, type Result } from '@/lib/result'

export const iconInput = z.strictObject({
  appId: opaque,
  icon: z
    .file({ error: 'Choose a PNG or SVG file.' })
    .min(1, { error: 'Choose a PNG or SVG file.' })
    .max(largestIcon, { error: 'Choose a file of at most 256 kB.' }),
})

/** Gives an app an icon: a PNG or an SVG, of which the picture alone is kept. */
export async function setAppIcon(
  ctx: Context,
  admin: Admin,
  { appId, icon }: z.output<typeof iconInput>,
): Promise<Result<void, 'app-unknown' | 'icon-unreadable'>> {
  const { appIcons } = ctx.db.tables
  const image = icon.size > largestIcon ? null : await toIcon(Buffer.from(await icon.arrayBuffer()))
  if (!image) return fail('icon-unreadable')
  const iconDigest = createHash('sha256').update(image).digest('base64url')
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    if (app.iconDigest === iconDigest) return done
    await tx
      .insert(appIcons)
      .values({ appId, image })
      .onConflictDoUpdate({ target: appIcons.appId, set: { image } })
    await changeApp(tx, ctx, app, { iconDigest })
    await recordChange(tx, ctx, admin, app, { iconDigest })
    return done
  })
}
