import { createHash } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { largestIcon, toLogo } from '@/lib/icon-image'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { sessionStands } from '@/lib/records/sessions/session'
import { done, fail, type Result } from '@/lib/result'

export const logoInput = z.strictObject({
  logo: z
    .file({ error: 'Choose a PNG or SVG file.' })
    .min(1, { error: 'Choose a PNG or SVG file.' })
    .max(largestIcon, { error: 'Choose a file of at most 256 kB.' }),
})

/** Gives the admin's organization a logo, which people see when they sign in: a PNG or an SVG, of which the picture alone is kept. */
export async function setLogo(
  ctx: Context,
  admin: Admin,
  { logo }: z.output<typeof logoInput>,
): Promise<Result<void, 'session-over' | 'icon-unreadable'>> {
  const { organizations, organizationLogos } = ctx.db.tables
  const { organizationId } = admin
  const image = logo.size > largestIcon ? null : await toLogo(Buffer.from(await logo.arrayBuffer()))
  if (!image) return fail('icon-unreadable')
  const digest = createHash('sha256').update(`${organizationId}\n`).update(image).digest('base64url')
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const ours = eq(organizations.id, organizationId)
    const [before] = await tx.select().from(organizations).where(ours)
    if (!before) return fail('session-over')
    if (before.logoDigest === digest) return done
    await tx.insert(organizationLogos).values({ organizationId, digest, image }).onConflictDoNothing()
    await tx
      .delete(organizationLogos)
      .where(and(eq(organizationLogos.organizationId, organizationId), ne(organizationLogos.digest, digest)))
    await tx.update(organizations).set({ logoDigest: digest }).where(ours)
    await record(tx, ctx, organizationId, {
      event: 'organization.changed',
      actor: actorOf(admin),
      detail: { organization: before.name, logo: true },
    })
    return done
  })
}
