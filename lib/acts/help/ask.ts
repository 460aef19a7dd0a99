import type { Challenger } from '@/lib/actors'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { hours } from '@/lib/duration'
import { type Counter, spendAttempt } from '@/lib/records/attempts/attempts'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { readChallenge } from '@/lib/records/challenges/challenge'
import { tell } from '@/lib/records/outbox/outbox'
import { activeAdmins } from '@/lib/records/users/admins'
import { isEnabled } from '@/lib/records/users/enabled'
import { done, fail, type Result } from '@/lib/result'

/** Once an hour, and three times a day. */
function counters(userId: string): Counter[] {
  const limit = (free: number, window: number) => ({
    ...{ free, firstDelay: window, longestDelay: window, window },
  })
  return [
    { key: `help:hour:${userId}`, limit: limit(0, hours(1)) },
    { key: `help:day:${userId}`, limit: limit(2, hours(24)) },
  ]
}

/**
 * *Ask your admin*: whoever gave the right password and cannot go on asks the admins of their organization. It is in the
 * name of whose challenge it is, and opens nothing. The admins are told by email, several in a row as one, and so is the
 * person: whoever asks knows their password.
 */
export async function askForHelp(
  ctx: Context,
  challenger: Challenger,
): Promise<Result<void, 'challenge-over' | 'no-admin-to-ask' | 'too-many-attempts'>> {
  const { helpRequests } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const standing = await readChallenge(tx, ctx, challenger)
    if (!standing) return fail('challenge-over')
    const { user } = standing
    const admins = await activeAdmins(tx, ctx, user.organizationId, user.id)
    if (admins.length === 0 || user.role === 'operator') return fail('no-admin-to-ask')
    const retryAt = await spendAttempt(tx, ctx, counters(user.id))
    if (retryAt) return fail('too-many-attempts', { retryAt })
    const from = {
      ...{ client: describeClient(ctx.origin.userAgent), address: ctx.origin.address },
      askedAt: ctx.now(),
    }
    await tx
      .insert(helpRequests)
      .values({ userId: user.id, organizationId: user.organizationId, ...from })
      .onConflictDoUpdate({ target: helpRequests.userId, set: from })
    await record(tx, ctx, user.organizationId, {
      event: 'help.asked',
      actor: { kind: 'user', ...named(user) },
      subject: named(user),
    })
    const lost = isEnabled(user)
    const facts = { who: user.name, lost, path: `/organization/users/${user.id}` }
    for (const admin of admins)
      await tell(tx, ctx, admin, 'help-asked', facts, { mergeKey: `help:${admin.id}` })
    await tell(tx, ctx, user, 'help-asked-for-you', {}, { mergeKey: `help-own:${user.id}` })
    return done
  })
}
