import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { AskedState, Guarded } from '@/db/tables/four-eyes'
import type { Context } from '@/lib/context'
import type { GuardedAct } from '@/lib/guarded-acts'
import { named } from '../audit/actor'
import { type AuditActor, record } from '../audit/record'
import { tell } from '../outbox/outbox'
import { isActive } from '../users/active'
import { type AskedAct, actOf } from './asked'

const people: readonly Guarded[] = [
  'reset-admin',
  'demote-admin',
  'suspend-admin',
  'remove-admin',
  'change-admin-email',
  'leave-policy-group',
]

/** Whether it is about a person. */
export const isAboutPerson = (kind: Guarded): boolean => people.includes(kind)

/** What the audit log says of something that was asked. */
export function factsOf(asked: AskedAct) {
  const act = actOf(asked)
  return {
    guarded: asked.kind,
    ...(asked.targetName !== null && { whom: asked.targetName }),
    ...moreOf(act),
  }
}

function moreOf(act: GuardedAct) {
  if (act.kind === 'change-admin-email') return { newEmail: act.given.email }
  if (act.kind === 'leave-policy-group') return { group: act.given.group }
  if (act.kind === 'export-evidence') return { firstDay: act.given.from, lastDay: act.given.until }
  if (act.kind !== 'lift-policy' && act.kind !== 'lift-passkeys') return {}
  const { who, groups, from } = act.given.said
  return {
    policyWho: who,
    ...(groups.length > 0 && { policyGroups: groups.join(', ') }),
    ...(from !== null && { policyFrom: from }),
  }
}

/** Whom the audit log names as the subject: the person it is about, while they are there. */
export async function subjectOfAsked(tx: Writer, ctx: Context, asked: AskedAct) {
  if (asked.targetId === null || !isAboutPerson(asked.kind)) return {}
  const { users } = ctx.db.tables
  const [user] = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.id, asked.targetId), eq(users.organizationId, asked.organizationId)))
  return user ? { subject: named(user) } : {}
}

/** Writes down what someone decided. */
export async function recordDecision(
  tx: Writer,
  ctx: Context,
  asked: AskedAct,
  event: 'four-eyes.agreed' | 'four-eyes.refused',
  actor: AuditActor,
): Promise<void> {
  await record(tx, ctx, asked.organizationId, {
    ...{ event, actor, detail: { ...factsOf(asked), askedBy: asked.askedByName } },
    ...(await subjectOfAsked(tx, ctx, asked)),
  })
}

/** Tells whoever asked what became of it, while they can sign in. */
export async function tellAsker(tx: Writer, ctx: Context, asked: AskedAct, state: AskedState): Promise<void> {
  const { users, organizations } = ctx.db.tables
  const [asker] = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.id, asked.askedById), isActive({ users, organizations })))
  if (!asker) return
  const { endedByName: by, endCause: cause } = asked
  await tell(tx, ctx, asker, 'second-admin-decided', { act: actOf(asked), state, by, cause })
}
