import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { plus } from '@/db/expressions'
import { record } from '../audit/record'
import type { Context } from '../context'
import { hashPassword } from '../crypto/password-hash'
import { findLink, linkInput, spendLink } from '../links/link'
import { tell } from '../mail/outbox'
import { done, fail, type Result } from '../result'
import { endEverything } from '../sessions/end'
import { browserDigest, noteBrowser } from '../sign-in/browser'
import { forgetPasswordAttempts } from '../sign-in/counters'
import { dropEnrollments } from '../two-factor/enrollment'
import { named } from '../users/authority'
import { changeUser } from '../users/change'
import { newPassword, passwordProblem } from './rules'

export const resetPasswordInput = linkInput.extend({ newPassword })

/**
 * Spends the link of a mail for a new password. Ends every session and sign-in under way, signs nobody in, and leaves
 * the second factor as it is: it is asked for at the next sign-in. The browser with this token is known from now on, and
 * wrong passwords are forgotten, so that whoever reads the mail gets in however many strangers try. `HashingBusyError`
 * passes through.
 */
export async function resetPassword(
  ctx: Context,
  { token, newPassword: password }: z.output<typeof resetPasswordInput>,
  browserToken?: string,
): Promise<Result<void, 'link-over' | 'password-common' | 'password-personal'>> {
  const found = await findLink(ctx, token, 'password-reset')
  if (!found) return fail('link-over')
  const { name, email, organizationName } = found
  const problem = passwordProblem(password, { name, email, organization: organizationName })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(password)
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'password-reset')
    if (!link) return fail('link-over')
    const user = await changeUser(
      tx,
      ctx,
      link.userId,
      { passwordHash, credentialVersion: plus(users.credentialVersion, 1) },
      and(eq(users.status, 'active'), eq(users.email, link.email)),
    )
    if (!user) return fail('link-over')
    await endEverything(tx, ctx, user.id, 'password')
    await dropEnrollments(tx, ctx, user.id)
    await forgetPasswordAttempts(tx, ctx, user)
    const browser = browserDigest(browserToken)
    if (browser) await noteBrowser(tx, ctx, user.id, browser)
    await record(tx, ctx, user.organizationId, {
      event: 'password.reset',
      actor: { kind: 'user', ...named(user) },
    })
    await tell(tx, ctx, user, 'password-changed', {})
    return done
  })
}
