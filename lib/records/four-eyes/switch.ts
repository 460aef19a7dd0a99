import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'
import type { Leave } from './leave'

/** Switches four eyes off. What waits for a second admin goes on waiting, and can be done alone from now on. */
export async function switchOff(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  _leave: Leave<'switch-off'>,
): Promise<void> {
  if (await put(tx, ctx, admin, false))
    await record(tx, ctx, admin.organizationId, {
      event: 'four-eyes.disabled',
      actor: actorOf(admin),
    })
}

/** Switches it on. */
export async function switchOn(tx: Writer, ctx: Context, admin: Admin): Promise<void> {
  if (await put(tx, ctx, admin, true))
    await record(tx, ctx, admin.organizationId, { event: 'four-eyes.enabled', actor: actorOf(admin) })
}

async function put(tx: Writer, ctx: Context, admin: Admin, fourEyes: boolean): Promise<boolean> {
  const { organizations } = ctx.db.tables
  const changed = await tx
    .update(organizations)
    .set({ fourEyes })
    .where(and(eq(organizations.id, admin.organizationId), eq(organizations.fourEyes, !fourEyes)))
    .returning({ id: organizations.id })
  return changed.length > 0
}
