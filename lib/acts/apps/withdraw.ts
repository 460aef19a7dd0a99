import { and, eq, isNotNull } from 'drizzle-orm'
import type { Member } from '@/lib/actors'
import type { AppSubject } from '@/lib/app-subject'
import type { Context } from '@/lib/context'
import { endAppSignIns } from '@/lib/records/app-sessions/end'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

/** *Withdraw*: an app may no longer stay signed in while the person is away, and signs them in again. */
export async function withdrawFromApp(
  ctx: Context,
  member: Member,
  { appId }: AppSubject,
): Promise<Result<void, 'session-over' | 'app-unknown'>> {
  const { apps, appPeople } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const [app] = await tx
      .select({ name: apps.name })
      .from(appPeople)
      .innerJoin(apps, eq(apps.id, appPeople.appId))
      .where(
        and(eq(appPeople.appId, appId), eq(appPeople.userId, member.userId), isNotNull(appPeople.allowedAt)),
      )
    if (!app) return fail('app-unknown')
    await endAppSignIns(tx, ctx, { appId, userId: member.userId })
    await record(tx, ctx, member.organizationId, {
      event: 'app.permission-withdrawn',
      actor: actorOf(member),
      detail: { app: app.name },
    })
    return done
  })
}
