import { and, eq, gt, lte } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { latest } from '@/lib/lifespan'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'
import type { policyDraft } from './save'

const apart = hours(1)

/**
 * Notes that an admin had a rule previewed, at most once an hour: it says who lacks a second factor and who is signed in,
 * and is looked at again and again.
 */
export async function notePolicyPreview(
  ctx: Context,
  admin: Admin,
  { who }: Pick<(typeof policyDraft)['_output'], 'who'>,
): Promise<Result<void, 'session-over'>> {
  if (await wasNoted(ctx.db.read, ctx, admin)) return done
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    if (await wasNoted(tx, ctx, admin)) return done
    await record(tx, ctx, admin.organizationId, {
      event: 'policy.previewed',
      actor: actorOf(admin),
      detail: { policyWho: who },
    })
    return done
  })
}

async function wasNoted(from: Reader | Writer, ctx: Context, admin: Admin): Promise<boolean> {
  const { auditEntries } = ctx.db.tables
  const now = ctx.now()
  const noted = await from
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.chain, admin.organizationId),
        eq(auditEntries.event, 'policy.previewed'),
        eq(auditEntries.actorId, admin.userId),
        gt(auditEntries.at, later(now, -apart)),
        lte(auditEntries.at, latest(now)),
      ),
    )
    .limit(1)
  return noted.length > 0
}
