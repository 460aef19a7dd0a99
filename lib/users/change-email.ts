import { and, eq, gt, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Member } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { hours, minutes } from '../duration'
import { dropLinks, issueLink, type Link, type linkInput, linkLife, spendLink } from '../links/link'
import { tell } from '../mail/outbox'
import { provePassword } from '../passwords/prove'
import { givenPassword } from '../passwords/rules'
import { done, fail, type Result } from '../result'
import { endEverything } from '../sessions/end'
import { sessionStands } from '../sessions/session'
import { spendAttempt } from '../throttle/attempts'
import { named } from './authority'
import { changeUser, type User } from './change'
import { newEmail } from './email'
import { indexWords } from './words'

export const changeEmailInput = z.strictObject({ email: newEmail, password: givenPassword })

/**
 * Asks for another email address, password first: a link to it confirms it, and the present one is told at once, with
 * a link that stops it. An address that is taken is answered like a free one, and gets no mail.
 */
export async function askForEmailChange(
  ctx: Context,
  member: Member,
  { email, password }: z.output<typeof changeEmailInput>,
): Promise<Result<void, 'password-wrong' | 'too-many-attempts' | 'email-same' | 'session-over'>> {
  if (email === member.email) return fail('email-same')
  const proof = await provePassword(ctx, member, password)
  if (!proof.ok) return proof
  return ctx.db.write(async (tx) => {
    const limit = { free: 5, firstDelay: minutes(5), longestDelay: minutes(60), window: hours(24) }
    const retryAt = await spendAttempt(tx, ctx, [{ key: `email-change:${member.userId}`, limit }])
    if (retryAt) return fail('too-many-attempts', { retryAt })
    if (!(await sessionStands(tx, ctx, member))) return fail('session-over')
    const user = await readUser(tx, ctx, member.userId)
    if (!user) return fail('session-over')
    if (!(await isTaken(tx, ctx, email, user.id))) {
      const token = await issueLink(tx, ctx, { purpose: 'email-change', userId: user.id, email })
      const facts = { path: `/email/confirm/${token}` }
      const once = { mergeKey: `email-confirm:${user.id}`, apart: 0, life: linkLife['email-change'] }
      await tell(tx, ctx, { name: user.name, email }, 'email-confirm', facts, once)
    }
    await tellOldAddress(tx, ctx, user, 'email-changing', email)
    return done
  })
}

/** *Confirm email address*: the link was sent to the new address. The one before it is told, and can undo it. */
export async function confirmEmailChange(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over' | 'email-unavailable'>> {
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'email-change')
    const before = link && (await readUser(tx, ctx, link.userId))
    if (!link || before?.status !== 'active') return fail('link-over')
    const after = await moveTo(tx, ctx, before, link)
    if (!after) return fail('email-unavailable')
    await record(tx, ctx, after.organizationId, {
      event: 'email.changed',
      actor: { kind: 'user', ...named(after) },
      detail: { from: before.email },
    })
    await tellOldAddress(tx, ctx, before, 'email-changed', after.email)
    return done
  })
}

/**
 * *This wasn't me*, sent to the address that was: restores it, voids whatever was asked for since, and ends every
 * session and sign-in. The password stays, for its owner may have no other way in; a new one is asked for by mail.
 */
export async function undoEmailChange(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over' | 'email-unavailable'>> {
  const { links, users } = ctx.db.tables
  return ctx.db
    .write(async (tx) => {
      const link = await spendLink(tx, ctx, token, 'email-undo')
      const before = link && (await readUser(tx, ctx, link.userId))
      if (!link || before?.status !== 'active') return fail('link-over')
      // Whoever changed it again later cannot take it back by the mails of those changes.
      await tx
        .delete(links)
        .where(
          and(
            eq(links.userId, before.id),
            eq(links.purpose, 'email-undo'),
            gt(links.createdAt, link.createdAt),
          ),
        )
      const after = await moveTo(tx, ctx, before, link)
      if (!after) throw new AddressTaken()
      await changeUser(tx, ctx, after.id, { credentialVersion: plus(users.credentialVersion, 1) })
      await endEverything(tx, ctx, after.id, 'email')
      await record(tx, ctx, after.organizationId, {
        event: 'email.restored',
        actor: { kind: 'user', ...named(after) },
        detail: { from: before.email },
      })
      await tell(tx, ctx, after, 'email-restored', {})
      return done
    })
    .catch((error: unknown) => {
      if (error instanceof AddressTaken) return fail('email-unavailable')
      throw error
    })
}

/** Somebody else has the address by now: the link stays, for they may give it up. */
class AddressTaken extends Error {}

async function readUser(tx: Writer, ctx: Context, userId: string): Promise<User | null> {
  const { users } = ctx.db.tables
  return (await tx.select().from(users).where(eq(users.id, userId)))[0] ?? null
}

async function isTaken(tx: Writer, ctx: Context, email: string, userId: string): Promise<boolean> {
  const { users } = ctx.db.tables
  const taken = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), ne(users.id, userId)))
  return taken.length > 0
}

/** Gives somebody the address of a link; null where somebody else has it. Links to the address before are void. */
async function moveTo(
  tx: Writer,
  ctx: Context,
  user: User,
  { email }: Pick<Link, 'email'>,
): Promise<User | null> {
  await ctx.db.lock(tx, 'email')
  if (await isTaken(tx, ctx, email, user.id)) return null
  await dropLinks(tx, ctx, user.id, ['password-reset', 'email-change'])
  if (user.email === email) return user
  const moved = await changeUser(tx, ctx, user.id, { email, emailChangedAt: ctx.now() })
  if (moved) await indexWords(tx, ctx, moved)
  return moved
}

async function tellOldAddress(
  tx: Writer,
  ctx: Context,
  user: User,
  name: 'email-changing' | 'email-changed',
  to: string,
): Promise<void> {
  const { id: userId, email } = user
  const token = await issueLink(tx, ctx, { purpose: 'email-undo', userId, email })
  await tell(tx, ctx, user, name, { to, path: `/email/restore/${token}` })
}
