import { and, count, eq, inArray, isNull, notExists, type SQL } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { markOf } from './mark'
import { namedByRule, type PasskeyRule, passkeyRuleOf } from './only-passkeys'
import { policyOf } from './policy'

/** What a rule that lets nothing but passkeys count would mean now. */
export type PasskeyPreview = {
  /** Whom it names, and how many of them have no passkey that works; whether the admin who asks is one of these. */
  named: number
  lacking: number
  you: boolean
  /** No admin could sign in with a passkey: it cannot be saved. */
  locksOut: boolean
  /** By which what was shown is told from what is. */
  mark: string
}

/** Of people: whether they have no passkey that works at this host. */
export function lackingPasskey(from: Reader | Writer, ctx: Context, rpId: string | undefined): SQL {
  const { passkeys, users } = ctx.db.tables
  return notExists(
    from
      .select({ id: passkeys.id })
      .from(passkeys)
      .where(and(eq(passkeys.userId, users.id), eq(passkeys.rpId, rpId ?? ''), isNull(passkeys.stoppedAt))),
  )
}

/** The dry run. `rpId`: the host that passkeys are made for here. */
export async function previewPasskeysOnly(
  from: Reader | Writer,
  ctx: Context,
  admin: { userId: string; organizationId: string },
  rule: Pick<PasskeyRule, 'who' | 'groupIds'>,
  rpId: string | undefined,
): Promise<PasskeyPreview> {
  const { users, headcounts } = ctx.db.tables
  const ours = and(eq(users.organizationId, admin.organizationId), namedByRule(from, ctx, rule))
  const present = inArray(users.status, ['active', 'invited'])
  const counted = async (...meets: (SQL | undefined)[]) => {
    if (rule.who === 'nobody') return 0
    const [row] = await from
      .select({ people: count() })
      .from(users)
      .where(and(ours, present, ...meets))
    return row?.people ?? 0
  }
  /** By the counters that stand, for no one need go through an organization. */
  const everyone = async () => {
    const rows = await from
      .select({ people: headcounts.people })
      .from(headcounts)
      .where(
        and(
          eq(headcounts.organizationId, admin.organizationId),
          inArray(headcounts.status, ['active', 'invited']),
        ),
      )
    return rows.reduce((sum, { people }) => sum + people, 0)
  }
  const lacks = lackingPasskey(from, ctx, rpId)
  const admins = and(eq(users.role, 'admin'), eq(users.status, 'active'), isNull(users.secondStepLockedAt))
  const [all] = await from
    .select({ people: count() })
    .from(users)
    .where(and(eq(users.organizationId, admin.organizationId), admins))
  const kept = (all?.people ?? 0) - (await counted(admins, lacks))
  const shown = {
    named: rule.who === 'everyone' ? await everyone() : await counted(),
    lacking: await counted(lacks),
    you: (await counted(eq(users.id, admin.userId), lacks)) > 0,
    locksOut: rule.who !== 'nobody' && kept === 0,
  }
  const { begun: _, ...standing } = await passkeyRuleOf(from, ctx, admin.organizationId)
  const zone = (await policyOf(from, ctx, admin.organizationId))?.timeZone
  return { ...shown, mark: markOf(rule, { ...standing, zone }, shown) }
}
