import { eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

/** Takes the organization's logo away. */
export async function removeLogo(ctx: Context, admin: Admin): Promise<Result<void, 'session-over'>> {
  const { organizations, organizationLogos } = ctx.db.tables
  const { organizationId } = admin
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, organizationId)
    const [before] = await tx.select().from(organizations).where(ours)
    if (!before) return fail('session-over')
    if (before.logoDigest === null) return done
    await tx.update(organizations).set({ logoDigest: null }).where(ours)
    await tx.delete(organizationLogos).where(eq(organizationLogos.organizationId, organizationId))
    await record(tx, ctx, organizationId, {
      event: 'organization.changed',
      actor: actorOf(admin),
      detail: { organization: before.name, logo: false },
    })
    return done
  })
}
