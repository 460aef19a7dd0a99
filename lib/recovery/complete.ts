import { and, count, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { record } from '../audit/record'
import type { Context } from '../context'
import { hashPassword } from '../crypto/password-hash'
import { digest, looksLikeToken } from '../crypto/token'
import { hours, minutes } from '../duration'
import { isLive, live } from '../lifespan'
import { dropLinks, findLink, type linkInput, spendLink } from '../links/link'
import { resetPasswordInput } from '../passwords/reset'
import { passwordProblem } from '../passwords/rules'
import { done, fail, type Result } from '../result'
import { browserDigest, noteBrowser } from '../sign-in/browser'
import { forgetPasswordAttempts } from '../sign-in/counters'
import { spendAttempt } from '../throttle/attempts'
import { removeAuthenticator } from '../two-factor/authenticator'
import { countCodesLeft } from '../two-factor/recovery-codes'
import { removedWords } from '../two-factor/reset'
import { named } from '../users/authority'
import { changeUser } from '../users/change'
import { readAdmin, tellConcerned } from './concerned'
import { readRequest, standingOf, takeStep } from './life'
import { mailCompletion } from './progress'

export const completeInput = resetPasswordInput

/** What the page of a completion link can offer. `late`: the link's hour is over, but a fresh one may be sent. */
export async function findCompletion(ctx: Context, token: string): Promise<'open' | 'late' | null> {
  if (!looksLikeToken(token)) return null
  const { links, recoveryRequests, users } = ctx.db.tables
  const [row] = await ctx.db.read
    .select({ link: links, request: recoveryRequests })
    .from(links)
    .innerJoin(users, and(eq(users.id, links.userId), eq(users.email, links.email)))
    .innerJoin(recoveryRequests, eq(recoveryRequests.id, links.requestId))
    .where(
      and(
        eq(links.tokenDigest, digest(token)),
        eq(links.purpose, 'recovery-complete'),
        eq(users.status, 'active'),
      ),
    )
  if (!row || standingOf(row.request, ctx.now()) !== 'ready') return null
  const { createdAt, expiresAt } = row.link
  if (isLive(createdAt, expiresAt, ctx.now())) return 'open'
  return expiresAt <= ctx.now() ? 'late' : null
}

/** From the page of a link whose hour is over: sends a fresh one to the same address, as long as the request stands. */
export async function sendFreshCompletion(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over' | 'too-many-attempts'>> {
  if ((await findCompletion(ctx, token)) !== 'late') return fail('link-over')
  const { links } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const [late] = await tx
      .select()
      .from(links)
      .where(and(eq(links.tokenDigest, digest(token)), eq(links.purpose, 'recovery-complete')))
    const request = late?.requestId ? await readRequest(tx, ctx, late.requestId) : null
    const person = request && (await readAdmin(tx, ctx, request.userId))
    if (!late || !request || person?.email !== late.email) return fail('link-over')
    if (standingOf(request, ctx.now()) !== 'ready') return fail('link-over')
    const limit = { free: 3, firstDelay: minutes(10), longestDelay: hours(1), window: hours(24) }
    const retryAt = await spendAttempt(tx, ctx, [{ key: `recovery-fresh:${request.id}`, limit }])
    if (retryAt) return fail('too-many-attempts', { retryAt })
    await mailCompletion(tx, ctx, request, person)
    return done
  })
}

/**
 * Completes a request: a new password, and in one transaction the old factor, recovery codes, sessions, sign-ins under
 * way and links are gone and 2FA is required. The person signs in with the password and meets the QR code; nobody is
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
    const facts = { who: person.name, removed: removedWords(removed) }
    await tellConcerned(tx, ctx, person, 'recovery-completed', facts)
    return done
  })
}
