import { and, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import type { Admin, Person } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { hashPassword } from '../crypto/password-hash'
import { digest, looksLikeToken, newToken } from '../crypto/token'
import { hours, later, minutes } from '../duration'
import { endingWithin, latestEnd } from '../lifespan'
import { tell } from '../mail/outbox'
import { opaque } from '../opaque'
import { newPassword, passwordProblem } from '../passwords/rules'
import { fail, ok, type Result } from '../result'
import { appInput, clientOf } from '../sessions/client'
import { browserDigest, noteBrowser } from '../sign-in/browser'
import { finishChallenge, openChallenge } from '../sign-in/challenge'
import type { PasswordAccepted } from '../sign-in/password'
import { openSecret, shownOrNothing } from '../two-factor/unreadable'
import { adminActor, named, subjectOf } from './authority'
import { changeUser, type User } from './change'

export const sealedIn = 'invitations'
const shownFor = minutes(10)
const invitationLife = hours(72)

/**
 * Makes an invitation link's token for an invited person; the one before it is void. It stays sealed beside its
 * digest for ten minutes, so that a reload does not lose the link on show.
 */
export async function issueInvitation(tx: Writer, ctx: Context, userId: string): Promise<string> {
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
    .values({ userId, ...fresh })
    .onConflictDoUpdate({ target: invitations.userId, set: fresh })
  return token
}

/** Sends an invited person their link; of several in a row, only the last, which is the one that works. */
export async function mailInvitation(
  tx: Writer,
  ctx: Context,
  inviter: Pick<Person, 'name' | 'organizationName'>,
  user: Pick<User, 'id' | 'name' | 'email' | 'twoFactorRequired'>,
  token: string,
): Promise<void> {
  const facts = {
    ...{ organization: inviter.organizationName, by: inviter.name, path: `/invitation/${token}` },
    twoFactor: user.twoFactorRequired,
  }
  await tell(tx, ctx, user, 'invitation', facts, {
    mergeKey: `invitation:${user.id}`,
    apart: 0,
    life: invitationLife,
  })
}

/**
 * Sends the invited person who has this address, if there is one, a new invitation link. The one before it is void, as
 * every link is once a newer one was sent.
 */
export async function mailInvitationAgain(tx: Writer, ctx: Context, email: string): Promise<void> {
  const { users, organizations } = ctx.db.tables
  const [invited] = await tx
    .select({ user: users, organizationName: organizations.name })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.email, email), eq(users.status, 'invited'), isNull(organizations.suspendedAt)))
  if (!invited) return
  const { user, organizationName } = invited
  const inviter = { name: user.invitedBy ?? 'Your admin', organizationName }
  await mailInvitation(tx, ctx, inviter, user, await issueInvitation(tx, ctx, user.id))
}

export const renewInvitationInput = z.strictObject({ userId: opaque })

/** *New invitation link*, for people who have not joined yet. */
export async function renewInvitation(
  ctx: Context,
  admin: Admin,
  { userId }: z.output<typeof renewInvitationInput>,
): Promise<Result<{ invitation: string }, 'user-unknown' | 'already-joined'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (user.status !== 'invited') return fail('already-joined')
    const invitation = await issueInvitation(tx, ctx, user.id)
    await mailInvitation(tx, ctx, admin, user, invitation)
    await record(tx, ctx, admin.organizationId, {
      event: 'user.invited',
      actor: adminActor(admin),
      subject: named(user),
    })
    return ok({ invitation })
  })
}

/** The token of a link made within the last ten minutes for a person of the admin's organization. */
export async function shownInvitation(ctx: Context, admin: Admin, userId: string): Promise<string | null> {
  return invitationOnShow(ctx, admin.organizationId, userId)
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
        endingWithin(invitations.shownUntil, shownFor, ctx.now()),
      ),
    )
  const { shown: sealed } = row ?? {}
  if (!sealed) return null
  return shownOrNothing(ctx, () =>
    openSecret(ctx, userId, 'invitation link', { sealed, sealedIn, owner: userId }),
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

/** Forgets the tokens whose links are on show no more, and deletes the invitations that expired. */
export async function sweepInvitations(tx: Writer, ctx: Context): Promise<void> {
  const { invitations } = ctx.db.tables
  const now = ctx.now()
  await tx.delete(invitations).where(lte(invitations.expiresAt, now))
  await tx
    .update(invitations)
    .set({ shown: null, shownUntil: null })
    .where(and(isNotNull(invitations.shown), lte(invitations.shownUntil, now)))
}

export type Invitation = { userId: string; name: string; email: string; organizationName: string }

/** Whom a live invitation link is for. Looking changes nothing. */
export async function findInvitation(ctx: Context, token: string): Promise<Invitation | null> {
  if (!looksLikeToken(token)) return null
  const { invitations, users, organizations } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ userId: users.id, name: users.name, email: users.email, organizationName: organizations.name })
    .from(invitations)
    .innerJoin(users, eq(users.id, invitations.userId))
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(
      and(
        eq(invitations.tokenDigest, digest(token)),
        endingWithin(invitations.expiresAt, invitationLife, ctx.now()),
        eq(users.status, 'invited'),
        isNull(organizations.suspendedAt),
      ),
    )
  return row ?? null
}

export const acceptInvitationInput = z.strictObject({
  token: z.string().max(64),
  password: newPassword,
  ...appInput,
})

/**
 * *Join*: spends the link, sets the password, and opens a challenge as a right password would: enrollment where 2FA
 * is required, a ticket at once where it is not. The browser with this token is known from now on.
 */
export async function acceptInvitation(
  ctx: Context,
  { token, password, ...app }: z.output<typeof acceptInvitationInput>,
  browserToken?: string,
): Promise<Result<PasswordAccepted, 'invitation-over' | 'password-common' | 'password-personal'>> {
  const invitation = await findInvitation(ctx, token)
  if (!invitation) return fail('invitation-over')
  const { name, email, organizationName } = invitation
  const problem = passwordProblem(password, { name, email, organization: organizationName })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(password)
  const { invitations, users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [spent] = await tx
      .delete(invitations)
      .where(
        and(
          eq(invitations.tokenDigest, digest(token)),
          endingWithin(invitations.expiresAt, invitationLife, ctx.now()),
        ),
      )
      .returning()
    if (!spent) return fail('invitation-over')
    const user = await changeUser(
      tx,
      ctx,
      spent.userId,
      { passwordHash, status: 'active' },
      eq(users.status, 'invited'),
    )
    if (!user) return fail('invitation-over')
    await record(tx, ctx, user.organizationId, {
      event: 'user.joined',
      actor: { kind: 'user', ...named(user) },
    })
    const browser = browserDigest(browserToken)
    if (browser) await noteBrowser(tx, ctx, user.id, browser)
    const challenge = await openChallenge(tx, ctx, user, 'web', null, clientOf(ctx, app), browser)
    const ticket =
      challenge.step === 'none' ? await finishChallenge(tx, ctx, challenge.challengeId, 'none') : null
    return ok({ ...challenge, userId: user.id, ticket })
  })
}
