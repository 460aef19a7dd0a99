import { z } from 'zod'
import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { hours, minutes } from '@/lib/duration'
import { newEmail } from '@/lib/email'
import { givenPassword } from '@/lib/password-rules'
import { spendAttempt } from '@/lib/records/attempts/attempts'
import { isTaken, readUser, tellOldAddress } from '@/lib/records/email/move'
import { issueLink, linkLife } from '@/lib/records/links/link'
import { tell } from '@/lib/records/outbox/outbox'
import { provePassword } from '@/lib/records/passwords/prove'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

export const changeEmailInput = z.strictObject({ email: newEmail, password: givenPassword })

/**
 * Asks for another email address, password first: a link to it confirms it, and the current one is told at once, with
 * a link that stops it. An address that is taken is answered like a free one, and gets no email.
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
    await lockPerson(tx, ctx, member.userId)
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
