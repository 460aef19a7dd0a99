import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { browserDigest } from '@/lib/browser-token'
import { appInput, clientOf } from '@/lib/client'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import { digest } from '@/lib/crypto/token'
import { endingWithin } from '@/lib/lifespan'
import { newPassword, passwordProblem } from '@/lib/password-rules'
import { findInvitation } from '@/lib/queries/invitations'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { noteBrowser } from '@/lib/records/browsers/browser'
import { finishChallenge, openChallenge, type PasswordAccepted } from '@/lib/records/challenges/challenge'
import { invitationLife } from '@/lib/records/invitations/invitation'
import { demanded } from '@/lib/records/policy/policy'
import { changeUser } from '@/lib/records/users/change'
import { lockPerson } from '@/lib/records/users/lock'
import { fail, ok, type Result } from '@/lib/result'

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
  const problem = passwordProblem(password, { name, email, organization: organizationName ?? '' })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(password)
  const { invitations, users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, invitation.userId)
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
    if (user.role === 'admin') await changeUser(tx, ctx, user.id, { adminSince: ctx.now() })
    await record(tx, ctx, user.organizationId, {
      event: 'user.joined',
      actor: { kind: 'user', ...named(user) },
    })
    const browser = browserDigest(browserToken)
    if (browser) await noteBrowser(tx, ctx, user.id, browser)
    const joined = await demanded(tx, ctx, user)
    const challenge = await openChallenge(tx, ctx, joined, 'web', null, clientOf(ctx, app), browser)
    const ticket =
      challenge.step === 'none' ? await finishChallenge(tx, ctx, challenge.challengeId, 'none') : null
    return ok({ ...challenge, userId: user.id, ticket })
  })
}
