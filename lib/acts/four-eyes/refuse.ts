import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { actorOf } from '@/lib/records/audit/actor'
import { moveOn, readAsked } from '@/lib/records/four-eyes/asked'
import { mayDecide, type NotYours } from '@/lib/records/four-eyes/decide'
import { recordDecision, tellAsker } from '@/lib/records/four-eyes/said'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const askedInput = z.strictObject({ askedId: opaque })

/** *Refuse*, by an admin who could agree: it ends, and whoever asked is told. Whom it is about can't refuse it. */
export async function refuseAsked(
  ctx: Context,
  admin: Admin,
  { askedId }: z.output<typeof askedInput>,
): Promise<Result<void, NotYours | 'asked-over'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('asked-over')
    const asked = await readAsked(tx, ctx, admin.organizationId, askedId)
    if (!asked) return fail('asked-over')
    const yours = mayDecide(asked, admin.userId)
    if (!yours.ok) return yours
    const refused = await moveOn(tx, ctx, askedId, 'refused', admin.name)
    if (!refused) return fail('asked-over')
    await recordDecision(tx, ctx, refused, 'four-eyes.refused', actorOf(admin))
    await tellAsker(tx, ctx, refused, 'refused')
    return done
  })
}
