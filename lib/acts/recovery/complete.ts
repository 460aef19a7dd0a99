import type { z } from 'zod'
import { browserDigest } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import { resetPasswordInput } from '@/lib/inputs'
import { passwordProblem } from '@/lib/password-rules'
import { findLink } from '@/lib/queries/links'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { endKeysOf } from '@/lib/records/api-keys/end'
import { forgetPasswordAttempts } from '@/lib/records/attempts/counters'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { noteBrowser } from '@/lib/records/browsers/browser'
import { removeAuthenticator } from '@/lib/records/factors/authenticator'
import { countAuthenticators } from '@/lib/records/factors/authenticators'
import { countCodesLeft } from '@/lib/records/factors/recovery-codes'
import { requireOf } from '@/lib/records/factors/requirement'
import { dropLinks, keepAsStatus, spendLink } from '@/lib/records/links/link'
import { readAdmin, tellConcerned } from '@/lib/records/recovery/concerned'
import { takeStep } from '@/lib/records/recovery/life'
import { countOpenThings } from '@/lib/records/sessions/open-things'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

export const completeInput = resetPasswordInput

/**
 * Completes a request: a new password, and in one transaction the old factor, recovery codes, sessions, sign-ins under
 * way, links and API keys are gone and 2FA is required. The person signs in with the password and meets the QR code; no one is
 * signed in by this, but the browser with this token is known from now on. `HashingBusyError` passes through.
 */
export async function completeRecovery(
  ctx: Context,
  { token, newPassword }: z.output<typeof completeInput>,
  browserToken?: string,
): Promise<Result<void, 'link-over' | 'request-held' | 'password-common' | 'password-personal'>> {
  const found = await findLink(ctx, token, 'recovery-complete')
  const offered = await findCompletion(ctx, token)
  if (offered === 'held') return fail('request-held')
  if (!found || offered !== 'open') return fail('link-over')
  const { name, email, organizationName } = found
  const problem = passwordProblem(newPassword, { name, email, organization: organizationName })
  if (problem) return fail(problem)
  const passwordHash = await hashPassword(newPassword)
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'recovery-complete')
    const person = link && (await readAdmin(tx, ctx, link.userId))
    if (!link?.requestId || person?.email !== link.email) return fail('link-over')
    if (!(await takeStep(tx, ctx, link.requestId, 'complete', { by: person.name }))) return fail('link-over')
    const taken = {
      ...(await countAuthenticators(tx, ctx, person)),
      recoveryCodes: await countCodesLeft(tx, ctx, person.id),
      ...(await countOpenThings(tx, ctx, person.id)),
    }
    await removeAuthenticator(tx, ctx, person.id, 'password')
    const apiKeys = await endKeysOf(tx, ctx, person, { kind: 'user', ...named(person) })
    const removed = { ...taken, apiKeys }
    await changeUser(tx, ctx, person.id, { passwordHash })
    if (!person.twoFactorRequired) await requireOf(tx, ctx, person.id, null)
    await forgetPasswordAttempts(tx, ctx, person)
    const browser = browserDigest(browserToken)
    if (browser) await noteBrowser(tx, ctx, person.id, browser)
    await dropLinks(tx, ctx, person.id, ['recovery-confirm', 'recovery-stop', 'recovery-complete'])
    await keepAsStatus(tx, ctx, link)
    await record(tx, ctx, person.organizationId, {
      event: 'recovery.completed',
      actor: { kind: 'user', ...named(person) },
      detail: removed,
    })
    await tellConcerned(tx, ctx, person, 'recovery-completed', { who: person.name, removed })
    return done
  })
}
