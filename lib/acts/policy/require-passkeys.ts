import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { fourEyesOf } from '@/lib/records/admins/four-eyes'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { hourOf, lifts } from '@/lib/records/four-eyes/policy-draft'
import { groupsWithin } from '@/lib/records/groups/group'
import { passkeyRuleOf } from '@/lib/records/policy/only-passkeys'
import { previewPasskeysOnly } from '@/lib/records/policy/passkey-preview'
import { policyOf } from '@/lib/records/policy/policy'
import { sessionStands } from '@/lib/records/sessions/session'
import { lockPerson } from '@/lib/records/users/lock'
import { done, fail, type Result } from '@/lib/result'

/** The rule as the page of the policy writes it. */
export const passkeyRuleDraft = z.strictObject({
  who: z.enum(['nobody', 'admins', 'groups', 'everyone'], { error: 'Choose of whom.' }),
  /** Of which groups, where it goes by groups. */
  groupIds: z.array(opaque).max(100, { error: 'Choose at most 100 groups.' }),
  from: z.enum(['at-once', 'on-date'], { error: 'Choose from when on.' }),
  /** Date and time in the organization's time zone: `2026-12-04T18:00`. */
  date: z.string().max(40).optional(),
})

export const passkeyRuleInput = passkeyRuleDraft.extend({
  /** What the preview was, when it was shown. */
  shown: z.string().max(64),
})

type Refusal =
  | 'session-over'
  | 'group-unknown'
  | 'policy-group-missing'
  | 'policy-date-missing'
  | 'policy-date-past'
  | 'policy-date-far'
  | 'policy-changed'
  | 'passkeys-unavailable'
  | 'passkeys-lock-out'
  | 'four-eyes-keeps-passkeys'

/**
 * Sets of whom nothing but a passkey counts as a second factor, and from when on: it applies at their next sign-in. Refused
 * where it does something else than the preview said, where no admin could sign in with it, and where it would let codes count
 * again while four eyes is on: switching that off takes a second admin. What is so already changes
 * nothing.
 */
export async function savePasskeyRule(
  ctx: Context,
  admin: Admin,
  { shown, ...draft }: z.output<typeof passkeyRuleInput>,
): Promise<Result<void, Refusal>> {
  const { organizationId } = admin
  const { organizations, passkeyGroups } = ctx.db.tables
  const { who } = draft
  const host = passkeyHost(ctx)
  if (!host && who !== 'nobody') return fail('passkeys-unavailable')
  const groupIds = who === 'groups' ? [...new Set(draft.groupIds)].toSorted() : []
  if (who === 'groups' && groupIds.length === 0) return fail('policy-group-missing')
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, admin.userId)
    await ctx.db.lock(tx, `admins:${organizationId}`)
    const groups = await groupsWithin(tx, ctx, organizationId, groupIds)
    if (!groups) return fail('group-unknown')
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const before = await passkeyRuleOf(tx, ctx, organizationId)
    const zone = (await policyOf(tx, ctx, organizationId))?.timeZone ?? 'UTC'
    const hour = hourOf(draft, zone, ctx.now())
    if (!hour.ok) return hour
    const preview = await previewPasskeysOnly(tx, ctx, admin, { who, groupIds }, host?.rpId)
    if (preview.mark !== shown) return fail('policy-changed')
    if (preview.locksOut) return fail('passkeys-lock-out')
    const sameWho = before.who === who && before.groupIds.join() === groupIds.join()
    const atOnce = draft.from === 'at-once'
    const sameFrom = before.from?.getTime() === hour.value?.getTime() || (atOnce && before.begun)
    if (sameWho && sameFrom) return done
    const from = sameWho && atOnce && before.begun ? before.from : hour.value
    const rule = { who, groupIds, from, sessions: 'end' as const }
    const stood = { ...before, sessions: 'end' as const, policyBegun: before.begun }
    const { on, suspended } = await fourEyesOf(tx, ctx, organizationId)
    if (on && !suspended && lifts(stood, rule, ctx.now())) return fail('four-eyes-keeps-passkeys')
    await tx
      .update(organizations)
      .set({
        ...{ passkeysWho: who, passkeysFrom: from, passkeysBegun: who !== 'nobody' && atOnce },
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
        ...(groups.length > 0 && { policyGroups: groups.map(({ name }) => name).join(', ') }),
        ...(from && { policyFrom: from.toISOString() }),
      },
    })
    return done
  })
}
