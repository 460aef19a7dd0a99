import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { done, fail, type Result } from '@/lib/result'

const hoursWords = 'Enter a number of hours from 1 to 24.'

export const appTwoFactorInput = z.strictObject({
  appId: opaque,
  /** `fresh`: always, and not older than so many hours. */
  rule: z.enum(['person', 'always', 'fresh'], { error: 'Choose one.' }),
  freshHours: z
    .string()
    .trim()
    .regex(/^(\d{1,3})?$/, { error: hoursWords })
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((hours) => hours === null || (hours >= 1 && hours <= 24), { error: hoursWords })
    .default(null),
})

/** Sets what an app demands of whoever opens it, beyond what the organization demands of them. */
export async function setAppTwoFactor(
  ctx: Context,
  admin: Admin,
  { appId, rule, freshHours: hours }: z.output<typeof appTwoFactorInput>,
): Promise<Result<void, 'app-unknown' | 'hours-missing'>> {
  if (rule === 'fresh' && hours === null) return fail('hours-missing')
  const twoFactor = rule === 'person' ? 'person' : 'always'
  const freshHours = rule === 'fresh' ? hours : null
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    if (app.twoFactor === twoFactor && app.freshHours === freshHours) return done
    await changeApp(tx, ctx, app, { twoFactor, freshHours })
    await recordChange(
      tx,
      ctx,
      admin,
      app,
      { twoFactor, freshHours },
      {
        demands: rule,
        ...(freshHours !== null && { freshHours }),
      },
    )
    return done
  })
}
