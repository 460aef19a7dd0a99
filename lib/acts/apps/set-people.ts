import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { appOf, changeApp } from '@/lib/records/apps/app'
import { recordChange } from '@/lib/records/apps/change'
import { groupsWithin } from '@/lib/records/groups/group'
import { done, fail, type Result } from '@/lib/result'

export const appPeopleInput = z.strictObject({
  appId: opaque,
  who: z.enum(['everyone', 'groups'], { error: 'Choose who may use it.' }),
  /** Of which groups; asked for with `groups` only. */
  groups: z.array(opaque).max(500),
})

/**
 * Sets who may use an app: everyone of the organization, or the people of some of its groups. With no group at all no one
 * can; that has to be chosen, it is never what comes out by itself.
 */
export async function setAppPeople(
  ctx: Context,
  admin: Admin,
  { appId, who, groups: chosen }: z.output<typeof appPeopleInput>,
): Promise<Result<void, 'app-unknown' | 'group-unknown' | 'group-missing'>> {
  const { appGroups } = ctx.db.tables
  if (who === 'groups' && chosen.length === 0) return fail('group-missing')
  const wanted = who === 'groups' ? [...new Set(chosen)] : []
  return ctx.db.write(async (tx) => {
    const app = await appOf(tx, ctx, admin, appId)
    if (!app) return fail('app-unknown')
    // Until this is done none of them is deleted.
    const known = wanted.length === 0 ? [] : await groupsWithin(tx, ctx, admin.organizationId, wanted)
    if (!known) return fail('group-unknown')
    const before = await tx
      .select({ id: appGroups.groupId })
      .from(appGroups)
      .where(eq(appGroups.appId, app.id))
    const forEveryone = who === 'everyone'
    const same = before.length === wanted.length && before.every(({ id }) => wanted.includes(id))
    if (app.forEveryone === forEveryone && same) return done
    await tx.delete(appGroups).where(eq(appGroups.appId, app.id))
    for (const groupId of wanted) await tx.insert(appGroups).values({ appId: app.id, groupId })
    await changeApp(tx, ctx, app, { forEveryone })
    const names = known.map(({ name }) => name).toSorted()
    await recordChange(
      tx,
      ctx,
      admin,
      { ...app, forEveryone: !forEveryone },
      { forEveryone },
      {
        mayUse: forEveryone ? 'everyone' : names.join(', '),
      },
    )
    return done
  })
}
