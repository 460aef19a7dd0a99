import type { Writer } from '@/db/database'
import type { Admin, ApiKey, Doer } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { tellOfNewAdmin } from '../admins/new-admin'
import { actorOf, named } from '../audit/actor'
import { type AuditActor, record } from '../audit/record'
import type { Group } from '../groups/group'
import { addMembers } from '../groups/members'
import type { User } from '../users/change'
import { insertUser } from '../users/insert'
import { type Inviter, inviterOf, issueInvitation, mailInvitation } from './invitation'

/** Who adds people to which organization. `name`: as the person's page says who invited them. `behind`: as for `tell`. */
export type Inviting = {
  organizationId: string
  name: string
  actor: AuditActor
  inviter: Inviter
  /** Which they are in from the start: locked (`groupsWithin`). */
  groups: readonly Group[]
  behind?: boolean
}

/**
 * Adds an invited person, in a transaction that has asked whether that may be: their link is made and mailed, and all of it
 * recorded. Returns the link's token with them; null where the address is taken.
 */
export async function inviteUser(
  tx: Writer,
  ctx: Context,
  { organizationId, name, actor, inviter, groups, behind = false }: Inviting,
  person: Pick<User, 'name' | 'email' | 'role' | 'twoFactorRequired'>,
): Promise<{ user: User; token: string } | null> {
  const user = await insertUser(tx, ctx, {
    ...person,
    organizationId,
    status: 'invited',
    passwordHash: null,
    invitedBy: name,
  })
  if (!user) return null
  const token = await issueInvitation(tx, ctx, user)
  await mailInvitation(tx, ctx, inviter, user, token, { behind })
  await record(tx, ctx, organizationId, {
    ...{ event: 'user.added', actor, subject: named(user) },
    detail: { role: user.role, twoFactorRequired: user.twoFactorRequired },
  })
  if (user.role === 'admin') await tellOfNewAdmin(tx, ctx, actor, user)
  for (const group of groups) {
    await addMembers(tx, ctx, group, [user])
    await record(tx, ctx, organizationId, {
      ...{ event: 'group.person-added', actor, subject: named(user) },
      detail: { group: group.name },
    })
  }
  return { user, token }
}

/** Makes an invited person a new link and mails it; the one before it is void. Returns the link's token. */
export async function inviteAgain(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | ApiKey,
  user: User,
  { behind = false }: { behind?: boolean } = {},
): Promise<string> {
  const token = await issueInvitation(tx, ctx, user)
  await mailInvitation(tx, ctx, inviterOf(actor), user, token, { behind })
  await record(tx, ctx, user.organizationId, {
    event: 'user.invited',
    actor: actorOf(actor),
    subject: named(user),
  })
  return token
}
