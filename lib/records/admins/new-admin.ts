import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { happenedWithin } from '@/lib/lifespan'
import type { By } from '@/lib/messages/mail/message'
import type { AuditActor } from '../audit/record'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'
import { fourEyesOf } from './four-eyes'

/** So long someone has been an admin, with the authenticators they have now, before they agree to anything. */
const settling = hours(24)

/**
 * From when on an admin agrees as the second one; null: now. Whoever became one, came back, or set up another
 * authenticator a moment ago may be there for just that, and the others have a day to notice. A time that has yet to come
 * is not believed.
 */
export function agreesFrom(
  {
    adminSince,
    authenticatorSince,
    authenticatorAddedAt,
  }: Pick<User, 'adminSince' | 'authenticatorSince' | 'authenticatorAddedAt'>,
  now: Date,
): Date | null {
  const recent = [adminSince, authenticatorSince, authenticatorAddedAt].flatMap((at) =>
    at && happenedWithin(at, settling, now) ? [at.getTime()] : [],
  )
  return recent.length > 0 ? later(new Date(Math.max(...recent)), settling) : null
}

/** Tells the other admins, where four eyes is on, that someone was made one of them, or is one again: of several in a row as one. */
export async function tellOfNewAdmin(
  tx: Writer,
  ctx: Context,
  by: AuditActor,
  user: Pick<User, 'id' | 'name' | 'email' | 'organizationId'>,
): Promise<void> {
  const { on, admins } = await fourEyesOf(tx, ctx, user.organizationId)
  if (!on) return
  const facts = { who: user.name, email: user.email, by: wordsFor(by) }
  for (const admin of admins)
    if (!(by.kind === 'user' && by.id === admin.id) && admin.id !== user.id)
      await tell(tx, ctx, admin, 'new-admin', facts, { mergeKey: `new-admin:${admin.id}` })
}

function wordsFor(by: AuditActor): By {
  if (by.kind === 'console') return { osUser: by.osUser }
  return by.kind === 'key' ? { apiKey: by.name } : by.kind === 'user' ? by.name : 'Someone'
}
