import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { plus } from '@/db/expressions'
import { browserDigest } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import type { resetPasswordInput } from '@/lib/inputs'
import { passwordProblem } from '@/lib/password-rules'
import { findLink } from '@/lib/queries/links'
import { forgetPasswordAttempts } from '@/lib/records/attempts/counters'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { noteBrowser } from '@/lib/records/browsers/browser'
import { dropEnrollments } from '@/lib/records/factors/enrollment'
import { spendLink } from '@/lib/records/links/link'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything } from '@/lib/records/sessions/end'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/**
 * Spends the link of an email for a new password. Ends every session and sign-in under way, signs no one in, and leaves
 * the second factor as it is: it is asked for at the next sign-in. The browser with this token is known from now on, and
 * wrong passwords are forgotten, so that whoever reads the email gets in however many strangers try. `HashingBusyError`
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
