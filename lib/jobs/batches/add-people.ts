import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { addPeopleOptions } from '@/lib/records/batches/options'
import type { BatchWork, Outcome } from '@/lib/records/batches/portion'
import { groupsWithin } from '@/lib/records/groups/group'
import { type Inviting, inviteUser } from '@/lib/records/invitations/invite'

/** Adds the people of a portion to the organization, each invited as by *Add user*. */
export const addPeople: BatchWork = async (tx, ctx, { batch, actor, options, rows }) => {
  const { role, twoFactorRequired, groupIds } = addPeopleOptions.parse(options)
  const { organizationId } = batch
  const groups = groupIds.length > 0 ? await groupsWithin(tx, ctx, organizationId, groupIds) : []
  if (!groups) return { stop: 'group-gone' }
  // All of them before the first is written: later ones would be out of the order in which locks are taken.
  await ctx.db.lock(tx, ...rows.map(({ email }) => `email:${email}`))
  const { userId: id, name, email, organizationName } = actor
  const inviting: Inviting = {
    ...{ organizationId, name, groups, behind: true },
    actor: { kind: 'user', id, name, email },
    inviter: { name, organizationName },
  }
  const outcomes: Outcome[] = []
  for (const row of rows) {
    const person = { name: row.name, email: row.email, role, twoFactorRequired }
    const invited = await inviteUser(tx, ctx, inviting, person)
    outcomes.push({
      position: row.position,
      ...(invited
        ? { result: 'done', userId: invited.user.id }
        : await whoseAddress(tx, ctx, organizationId, row.email)),
    })
  }
  return outcomes
}

/** Of someone of the organization it says whose it is; of anyone else only that it can't be added. */
async function whoseAddress(
  tx: Writer,
  ctx: Context,
  organizationId: string,
  email: string,
): Promise<Omit<Outcome, 'position'>> {
  const { users } = ctx.db.tables
  const [holder] = await tx
    .select({ id: users.id, organizationId: users.organizationId })
    .from(users)
    .where(eq(users.email, email))
  return holder?.organizationId === organizationId
    ? { result: 'skipped', reason: 'here', userId: holder.id }
    : { result: 'failed', reason: 'taken' }
}
