import type { Writer } from '@/db/database'
import type { TicketBy } from '@/db/tables/two-factor'
import type { Admin, ApiKey, Console, Doer } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { By } from '@/lib/messages/mail/message'
import type { Removed } from '@/lib/messages/two-factor'
import { endKeysOf } from '../api-keys/end'
import { forgetPasswordAttempts } from '../attempts/counters'
import { actorOf, byOf, named } from '../audit/actor'
import { record } from '../audit/record'
import { removeAuthenticator } from '../factors/authenticator'
import { countAuthenticators } from '../factors/authenticators'
import { issueTicket } from '../factors/enrollment-ticket'
import { countCodesLeft } from '../factors/recovery-codes'
import { tell } from '../outbox/outbox'
import { mustHave } from '../policy/demand'
import { demanded } from '../policy/policy'
import { countOpenThings } from '../sessions/open-things'
import { activeAdmins } from '../users/admins'
import type { User } from '../users/change'
import type { Leave } from './leave'

/**
 * Removes authenticators, passkeys, recovery codes, pending setup key, sessions, challenges and API keys, and forgets wrong codes and
 * passwords: no browser is known any more, and someone else may be guessing. The person's requirement stays as it was; a
 * code is asked for no more, and where 2FA is required they enroll again.
 */
export async function reset(
  tx: Writer,
  ctx: Context,
  actor: Doer | Admin | Console | ApiKey,
  user: User,
  detail: Record<string, string>,
  _leave: Leave<'reset-admin'>,
  enrollmentBy?: TicketBy,
): Promise<Required<Removed>> {
  const taken = {
    ...(await countAuthenticators(tx, ctx, user)),
    passkeys: user.passkeys,
    recoveryCodes: await countCodesLeft(tx, ctx, user.id),
    ...(await countOpenThings(tx, ctx, user.id)),
  }
  const required = mustHave(await demanded(tx, ctx, user), ctx.now())
  await removeAuthenticator(tx, ctx, user.id, 'reset')
  await forgetPasswordAttempts(tx, ctx, user)
  const apiKeys = await endKeysOf(tx, ctx, user, actorOf(actor))
  const removed = { ...taken, apiKeys, required }
  await record(tx, ctx, user.organizationId, {
    event: 'two-factor.reset',
    actor: actorOf(actor),
    subject: named(user),
    detail: { ...detail, ...removed },
  })
  await tellAll(tx, ctx, user, byOf(actor), removed, detail.reason ?? '')
  await issueTicket(tx, ctx, actor, user, enrollmentBy)
  return removed
}

/** Tells the person and the organization's other active admins what was removed, and by whom (ASVS 6.3.7). */
async function tellAll(
  tx: Writer,
  ctx: Context,
  user: User,
  by: By,
  { required, ...removed }: Removed,
  reason: string,
): Promise<void> {
  await tell(tx, ctx, user, 'two-factor-reset', { by, removed, required })
  for (const admin of await activeAdmins(tx, ctx, user.organizationId, user.id))
    await tell(tx, ctx, admin, 'two-factor-reset-of-other', { by, who: user.name, removed, reason })
}
