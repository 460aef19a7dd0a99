import type { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { moveOn, readAsked } from '@/lib/records/four-eyes/asked'
import { factsOf, subjectOfAsked } from '@/lib/records/four-eyes/said'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'
import type { askedInput } from './refuse'

/** *Take back*, by whoever asked: no one can agree to it any more. */
export async function takeBackAsked(
  ctx: Context,
  admin: Admin,
  { askedId }: z.output<typeof askedInput>,
): Promise<Result<void, 'asked-over'>> {
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('asked-over')
    const asked = await readAsked(tx, ctx, admin.organizationId, askedId)
    if (!asked || asked.askedById !== admin.userId) return fail('asked-over')
    const taken = await moveOn(tx, ctx, askedId, 'withdrawn', admin.name)
    if (!taken) return fail('asked-over')
    await record(tx, ctx, taken.organizationId, {
      event: 'four-eyes.withdrawn',
      actor: actorOf(admin),
      detail: factsOf(taken),
      ...(await subjectOfAsked(tx, ctx, taken)),
    })
    return done
  })
}
