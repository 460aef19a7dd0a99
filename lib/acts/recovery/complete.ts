import { and, count, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { browserDigest } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import { resetPasswordInput } from '@/lib/inputs'
import { live } from '@/lib/lifespan'
import { passwordProblem } from '@/lib/password-rules'
import { findLink } from '@/lib/queries/links'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { endKeysOf } from '@/lib/records/api-keys/end'
import { forgetPasswordAttempts } from '@/lib/records/attempts/counters'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { noteBrowser } from '@/lib/records/browsers/browser'
import { removeAuthenticator } from '@/lib/records/factors/authenticator'
import { countCodesLeft } from '@/lib/records/factors/recovery-codes'
import { dropLinks, spendLink } from '@/lib/records/links/link'
import { readAdmin, tellConcerned } from '@/lib/records/recovery/concerned'
import { takeStep } from '@/lib/records/recovery/life'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

export const completeInput = resetPasswordInput

/**
 * Completes a request: a new password, and in one transaction the old factor, recovery codes, sessions, sign-ins under
 * way, links and API keys are gone and 2FA is required. The person signs in with the password and meets the QR code; nobody is
 * signed in by this, but the browser with this token is known from now on. `HashingBusyError` passes through.
 */
export async function completeRecovery(
  ctx: Context,
  { token, newPassword }: z.output<typeof completeInput>,
  browserToken?: string,
): Promise<Result<void, 'link-over' | 'password-common' | 'password-personal'>> {
  const found = await findLink(ctx, token, 'recovery-complete')
  if (!found || (await findCompletion(ctx, token)) !== 'open') return fail('link-over')
  const { name, email, organizationName } = found
  const problem = passwordProblem(newPassword, { name, email, organization: organizationName })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(newPassword)
  const { sessions } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'recovery-complete')
    const person = link && (await readAdmin(tx, ctx, link.userId))
    if (!link?.requestId || person?.email !== link.email) return fail('link-over')
    if (!(await takeStep(tx, ctx, link.requestId, 'complete', { by: person.name }))) return fail('link-over')
    const [open] = await tx
      .select({ n: count() })
      .from(sessions)
      .where(and(eq(sessions.userId, person.id), live(sessions.createdAt, sessions.expiresAt, ctx.now())))
    const removed = {
      authenticator: person.authenticatorSecret !== null,
      recoveryCodes: await countCodesLeft(tx, ctx, person.id),
      sessions: open?.n ?? 0,
    }
    await removeAuthenticator(tx, ctx, person.id, 'password')
    await endKeysOf(tx, ctx, person, { kind: 'user', ...named(person) })
    await changeUser(tx, ctx, person.id, { passwordHash, twoFactorRequired: true })
    await forgetPasswordAttempts(tx, ctx, person)
    const browser = browserDigest(browserToken)
    if (browser) await noteBrowser(tx, ctx, person.id, browser)
    await dropLinks(tx, ctx, person.id, ['recovery-confirm', 'recovery-stop', 'recovery-complete'])
    await record(tx, ctx, person.organizationId, {
      event: 'recovery.completed',
      actor: { kind: 'user', ...named(person) },
      detail: removed,
    })
    await tellConcerned(tx, ctx, person, 'recovery-completed', { who: person.name, removed })
    return done
  })
}
