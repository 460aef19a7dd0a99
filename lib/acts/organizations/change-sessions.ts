import { and, eq, gt, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, later, minutes } from '@/lib/duration'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

/** What there is to choose from, none of it longer than a session lasts anyway (NIST SP 800-63B-4 2.2.3). */
export const idleChoices = ['30', '15', '10', '5'] as const
export const hourChoices = ['12', '8', '4', '1'] as const

const chosen = <const Choices extends readonly string[]>(choices: Choices) =>
  z
    .enum(['', ...choices], { error: 'Choose one of these.' })
    .transform((choice) => (choice === '' ? null : Number(choice)))

export const sessionLengthInput = z.strictObject({
  idleMinutes: chosen(idleChoices),
  hours: chosen(hourChoices),
})

/**
 * Lets the organization's sessions on the web end sooner than this server's do. It applies to those that are open as well,
 * from now on. Never longer: what is chosen is a limit beside those of SECURITY, and the shorter one counts.
 */
export async function changeSessionLength(
  ctx: Context,
  admin: Admin,
  input: z.output<typeof sessionLengthInput>,
): Promise<Result<void, 'session-over'>> {
  const { organizations, sessions, users } = ctx.db.tables
  const { idleMinutes, hours: most } = input
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, admin.organizationId)
    const [before] = await tx.select().from(organizations).where(ours)
    if (!before) return fail('session-over')
    if (before.sessionIdleMinutes === idleMinutes && before.sessionHours === most) return done
    await tx.update(organizations).set({ sessionIdleMinutes: idleMinutes, sessionHours: most }).where(ours)
    const now = ctx.now()
    const ofOurs = and(
      eq(sessions.kind, 'web'),
      inArray(
        sessions.userId,
        tx.select({ id: users.id }).from(users).where(eq(users.organizationId, admin.organizationId)),
      ),
    )
    if (idleMinutes !== null) {
      const end = later(now, minutes(idleMinutes))
      await tx
        .update(sessions)
        .set({ idleExpiresAt: end })
        .where(and(ofOurs, gt(sessions.idleExpiresAt, end)))
    }
    if (most !== null) {
      const end = later(now, hours(most))
      await tx
        .update(sessions)
        .set({ expiresAt: end })
        .where(and(ofOurs, gt(sessions.expiresAt, end)))
    }
    await record(tx, ctx, admin.organizationId, {
      event: 'organization.changed',
      actor: actorOf(admin),
      detail: { organization: before.name, sessionIdleMinutes: idleMinutes ?? 0, sessionHours: most ?? 0 },
    })
    return done
  })
}
