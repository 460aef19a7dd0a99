import { and, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Admin, ApiKey, Doer } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { days, hours, later, minutes } from '@/lib/duration'
import { endingWithin, latestEnd } from '@/lib/lifespan'
import type { By } from '@/lib/messages/mail/message'
import { personOfEmail } from '@/lib/records/users/lock'
import { byOf } from '../audit/actor'
import { tell } from '../outbox/outbox'
import { mustHave, policyDue } from '../policy/demand'
import { onlyPasskeys } from '../policy/only-passkeys'
import { demanded } from '../policy/policy'
import { openSecret, shownOrNothing } from '../secrets/unreadable'
import type { User } from '../users/change'

export const sealedIn = 'invitations'

/** How long a link is on show once it was made. */
export const shownFor = minutes(10)

export const invitationLife = hours(72)

/**
 * Makes an invitation link's token for an invited person; the one before it is void. It stays sealed beside its
 * digest for ten minutes, so that a reload does not lose the link on show.
 */
export async function issueInvitation(
  tx: Writer,
  ctx: Context,
  { id: userId, organizationId }: Pick<User, 'id' | 'organizationId'>,
): Promise<string> {
  const { invitations } = ctx.db.tables
  const token = newToken()
  const now = ctx.now()
  const fresh = {
    tokenDigest: digest(token),
    expiresAt: later(now, invitationLife),
    shown: ctx.vault.seal(Buffer.from(token), sealedIn, userId),
    shownUntil: later(now, shownFor),
  }
  await tx
    .insert(invitations)
    .values({ userId, organizationId, ...fresh })
    .onConflictDoUpdate({ target: invitations.userId, set: fresh })
  return token
}

/** Who invites, and to where: null where that is not known, and for the operators of this server. */
export type Inviter = { name: By | null; organizationName: string | null }

/** The admin or the program that invites. */
export const inviterOf = (actor: Doer | Admin | ApiKey): Inviter => ({
  name: byOf(actor),
  organizationName: actor.organizationName,
})

/**
 * Sends an invited person their link; of several in a row, only the last, which is the one that works. `behind`: as for
 * `tell`.
 */
export async function mailInvitation(
  tx: Writer,
  ctx: Context,
  inviter: Inviter,
  user: User,
  token: string,
  { behind = false }: { behind?: boolean } = {},
): Promise<void> {
  const demand = await demanded(tx, ctx, user)
  const twoFactor = mustHave(demand, ctx.now())
  const from = twoFactor ? null : policyDue(demand)
  const facts = {
    ...{ organization: inviter.organizationName, by: inviter.name, path: `/invitation/${token}`, twoFactor },
    ...(from && { from: { hour: from.toISOString(), timeZone: demand.timeZone } }),
    ...((twoFactor || from) && { passkeys: await onlyPasskeys(tx, ctx, user.id) }),
  }
  await tell(tx, ctx, user, 'invitation', facts, {
    mergeKey: `invitation:${user.id}`,
    apart: 0,
    life: invitationLife,
    behind,
  })
}

/**
 * Sends the invited person who has this address, if there is one, a new invitation link. The one before it is void, as
 * every link is once a newer one was sent.
 */
export async function mailInvitationAgain(tx: Writer, ctx: Context, email: string): Promise<void> {
  const { organizations } = ctx.db.tables
  const user = await personOfEmail(tx, ctx, email)
  if (user?.status !== 'invited') return
  const [organization] = await tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(and(eq(organizations.id, user.organizationId), isNull(organizations.suspendedAt)))
  if (!organization) return
  const inviter =
    user.organizationId === serverHousehold
      ? { name: user.invitedBy === null ? null : { osUser: user.invitedBy }, organizationName: null }
      : { name: user.invitedBy, organizationName: organization.name }
  await mailInvitation(tx, ctx, inviter, user, await issueInvitation(tx, ctx, user))
}

/** The same for whoever may look at this organization. */
export async function invitationOnShow(
  ctx: Context,
  organizationId: string,
  userId: string,
): Promise<string | null> {
  const { invitations, users } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ shown: invitations.shown })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .where(
      and(
        eq(users.id, userId),
        eq(users.organizationId, organizationId),
        eq(users.status, 'invited'),
        onShow(ctx),
      ),
    )
  return row ? openShown(ctx, userId, row.shown) : null
}

/** Within a query of `invitations`: that its link is on show. */
export const onShow = (ctx: Context) =>
  endingWithin(ctx.db.tables.invitations.shownUntil, shownFor, ctx.now())

/** The token that stands sealed in `shown`; null where there is none, or where no key opens it. */
export async function openShown(ctx: Context, userId: string, sealed: Buffer | null): Promise<string | null> {
  if (!sealed) return null
  return shownOrNothing(ctx, () =>
    openSecret(ctx, userId, 'invitation-link', { sealed, sealedIn, owner: userId }),
  )
}

/** Lets the invitations of a time that has yet to come work for their life from now, and shows their links no more. */
export async function setInvitationsRight(tx: Writer, ctx: Context): Promise<void> {
  const { invitations } = ctx.db.tables
  const now = ctx.now()
  await tx
    .update(invitations)
    .set({ expiresAt: later(now, invitationLife), shown: null, shownUntil: null })
    .where(gt(invitations.expiresAt, latestEnd(now, invitationLife)))
}

/** For so long an admin is told of an invitation that expired unused. */
const expiredKept = days(90)

/** Forgets the tokens whose links are on show no more, and deletes the invitations that expired long ago. */
export async function sweepInvitations(tx: Writer, ctx: Context): Promise<void> {
  const { invitations } = ctx.db.tables
  const now = ctx.now()
  await tx.delete(invitations).where(lte(invitations.expiresAt, later(now, -expiredKept)))
  await tx
    .update(invitations)
    .set({ shown: null, shownUntil: null })
    .where(and(isNotNull(invitations.shown), lte(invitations.shownUntil, now)))
}
