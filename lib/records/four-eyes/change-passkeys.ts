import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { PasskeyDraft } from '@/lib/guarded-acts'
import { fail, ok, type Result } from '@/lib/result'
import { actorOf } from '../audit/actor'
import { record } from '../audit/record'
import { passkeyHost } from '../factors/passkey-host'
import { groupsWithin } from '../groups/group'
import { type PasskeyRule, passkeyRuleOf } from '../policy/only-passkeys'
import { type PasskeyPreview, previewPasskeysOnly } from '../policy/passkey-preview'
import { policyOf } from '../policy/policy'
import type { PolicyProblem } from './change-policy'
import { type Leave, onOrganization, type Question } from './leave'
import { hourOf, lifts } from './policy-draft'

/** A change of the rule that accepts passkeys only, as it would be made in this transaction. */
export type PasskeyChange = {
  rule: PasskeyRule
  groupNames: string[]
  /** It is so already. */
  same: boolean
  preview: PasskeyPreview
  /** What a second admin has to agree to, where codes would count again, or for longer. */
  question: Question<'lift-passkeys'>
}

/**
 * Within a transaction that has the admins of the organization to itself: what a draft would change. `passkeys-unavailable`:
 * no browser would make one at the address of this server.
 */
export async function passkeyChangeOf(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  { who, from: start, date, ...given }: PasskeyDraft,
): Promise<Result<PasskeyChange, PolicyProblem | 'passkeys-unavailable'>> {
  const { organizationId } = admin
  const host = passkeyHost(ctx)
  if (!host && who !== 'nobody') return fail('passkeys-unavailable')
  const groupIds = who === 'groups' ? [...new Set(given.groupIds)].toSorted() : []
  if (who === 'groups' && groupIds.length === 0) return fail('policy-group-missing')
  const groups = await groupsWithin(tx, ctx, organizationId, groupIds)
  if (!groups) return fail('group-unknown')
  const before = await passkeyRuleOf(tx, ctx, organizationId)
  const zone = (await policyOf(tx, ctx, organizationId))?.timeZone ?? 'UTC'
  const now = ctx.now()
  const hour = hourOf({ who, from: start, date }, zone, now)
  if (!hour.ok) return hour
  const preview = await previewPasskeysOnly(tx, ctx, admin, { who, groupIds }, host?.rpId)
  const atOnce = start === 'at-once'
  const sameWho = before.who === who && before.groupIds.join() === groupIds.join()
  // Of whom nothing else counted goes on being asked since when that was so.
  const keepsHour = sameWho && atOnce && before.begun
  const from = keepsHour ? before.from : hour.value
  const sessions = 'end' as const
  const groupNames = groups.map(({ name }) => name)
  const question = onOrganization(
    'lift-passkeys',
    organizationId,
    {
      draft: { who, groupIds, from: start, ...(date !== undefined && { date }) },
      said: {
        ...{ who, groups: groupNames, zone, begun: atOnce },
        // "At once" is the moment of the yes.
        from: atOnce && !keepsHour ? null : (from?.toISOString() ?? null),
      },
    },
    {
      guarded: lifts(
        { ...before, sessions, policyBegun: before.begun },
        { who, groupIds, from, sessions },
        now,
      ),
      was: {
        ...{ who: before.who, groups: before.groupIds.join(), from: before.from?.toISOString() ?? null },
        zone,
      },
    },
  )
  return ok({
    rule: { who, groupIds, from, begun: who !== 'nobody' && atOnce },
    same: sameWho && (keepsHour || before.from?.getTime() === hour.value?.getTime()),
    ...{ groupNames, preview, question },
  })
}

/** Makes such a change: it applies at each sign-in from then on. */
export async function makePasskeyChange(
  tx: Writer,
  ctx: Context,
  admin: Admin,
  { rule: { who, groupIds, from, begun }, groupNames }: PasskeyChange,
  _leave: Leave<'lift-passkeys'>,
): Promise<void> {
  const { organizationId } = admin
  const { organizations, passkeyGroups } = ctx.db.tables
  await tx
    .update(organizations)
    .set({
      ...{ passkeysWho: who, passkeysFrom: from, passkeysBegun: begun },
      ...{ passkeysSince: ctx.now(), passkeysFollowedAt: null },
    })
    .where(eq(organizations.id, organizationId))
  await tx.delete(passkeyGroups).where(eq(passkeyGroups.organizationId, organizationId))
  if (groupIds.length > 0)
    await tx.insert(passkeyGroups).values(groupIds.map((groupId) => ({ organizationId, groupId })))
  await record(tx, ctx, organizationId, {
    event: 'policy.passkeys-changed',
    actor: actorOf(admin),
    detail: {
      policyWho: who,
      ...(groupNames.length > 0 && { policyGroups: groupNames.join(', ') }),
      ...(from && { policyFrom: from.toISOString() }),
    },
  })
}
