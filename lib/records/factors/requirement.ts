import type { Writer } from '@/db/database'
import type { TicketBy } from '@/db/tables/two-factor'
import { type Admin, type ApiKey, type Doer, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { actorOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { tell } from '../outbox/outbox'
import { onlyPasskeys } from '../policy/only-passkeys'
import { endEverything, limitSessions } from '../sessions/end'
import { changeUser, type User } from '../users/change'
import { isEnabled } from '../users/enabled'
import { dropTicket, issueTicket } from './enrollment-ticket'

/** Demands 2FA of a person by name, whatever the policy says. */
export async function requireOf(tx: Writer, ctx: Context, userId: string, reason: string | null) {
  await changeUser(tx, ctx, userId, {
    ...{ twoFactorRequired: true, requiredSince: ctx.now(), requiredReason: reason },
  })
}

/**
 * The same for someone who is there already: their sessions end at once, or, where `signOut` is not asked and for oneself,
 * go on for a day at most. It is recorded, and they are told. `enrollmentBy`: how they
 * show that it is they who enroll, where their organization asks for that.
 */
export async function requireByName(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | ApiKey,
  user: User,
  {
    reason,
    signOut,
    enrollmentBy,
  }: { reason?: string | undefined; signOut: boolean; enrollmentBy?: TicketBy | undefined },
): Promise<void> {
  await requireOf(tx, ctx, user.id, reason || null)
  const ending = signOut && !isOwn(actor, user)
  if (ending) await endEverything(tx, ctx, user.id, 'required')
  else await limitSessions(tx, ctx, user.id)
  await record(tx, ctx, user.organizationId, {
    event: 'two-factor.required',
    actor: actorOf(actor),
    subject: named(user),
    detail: { signedOut: ending, ...(reason && { reason }) },
  })
  if (!isOwn(actor, user))
    await tell(tx, ctx, user, 'two-factor-required', {
      organization: actor.organizationName,
      enabled: isEnabled(user),
      passkeys: await onlyPasskeys(tx, ctx, user.id),
      ...(reason && { reason }),
    })
  if (!isEnabled(user)) await issueTicket(tx, ctx, actor, user, enrollmentBy)
}

/** Frees a person from having to use 2FA by name. Whoever is enrolled stays enrolled, free to turn it off. */
export async function liftRequirement(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | ApiKey,
  user: User,
): Promise<void> {
  await changeUser(tx, ctx, user.id, {
    ...{ twoFactorRequired: false, requiredSince: null, requiredReason: null },
  })
  await dropTicket(tx, ctx, user.id)
  await record(tx, ctx, user.organizationId, {
    event: 'two-factor.requirement-lifted',
    actor: actorOf(actor),
    subject: named(user),
  })
}
