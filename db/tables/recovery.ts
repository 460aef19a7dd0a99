import type { Kit } from '../kit'
import type { userTables } from './users'

/** Where a recovery request stands; `lib/records/recovery/life.ts` says what leads where. */
export type RecoveryState =
  | 'asked'
  | 'confirmed'
  | 'approved'
  | 'completed'
  | 'rejected'
  | 'stopped'
  | 'withdrawn'

/**
 * What ended a request where that was not someone's decision. `console`: whoever runs the server decided, and stands in
 * `ended_by` by their OS user.
 */
export type RecoveryEndCause = 'newer-request' | 'wrong-clock' | 'restored-backup' | 'signed-in' | 'console'

/** Requests of admins who are locked out, and what operators decided. */
export function recoveryTables(kit: Kit, { users }: ReturnType<typeof userTables>) {
  const recoveryRequests = kit.table(
    'recovery_requests',
    {
      id: kit.text('id').primaryKey(),
      userId: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      state: kit.text('state').$type<RecoveryState>().notNull(),
      /** As it was typed: whether that is the organization's name is for the operator to see. */
      organization: kit.text('organization').notNull(),
      story: kit.text('story').notNull(),
      client: kit.text('client').notNull(),
      address: kit.text('address').notNull(),
      askedAt: kit.time('asked_at').notNull(),
      /** When it has ended unless something happens first. */
      expiresAt: kit.time('expires_at').notNull(),
      confirmedAt: kit.time('confirmed_at'),
      approvedAt: kit.time('approved_at'),
      /** When the wait after the last approval has ended. */
      readyAt: kit.time('ready_at'),
      remindedAt: kit.time('reminded_at'),
      /** When its person was told that no one decided in time. */
      expiryToldAt: kit.time('expiry_told_at'),
      /** When the link to complete it was sent. */
      announcedAt: kit.time('announced_at'),
      endedAt: kit.time('ended_at'),
      /** A person's name, and what they gave as their reason. In rows of before also words for one of the causes. */
      endedBy: kit.text('ended_by'),
      endReason: kit.text('end_reason'),
      /** Null: a person ended it. */
      endCause: kit.text('end_cause').$type<RecoveryEndCause>(),
    },
    (t) => [
      kit.index('recovery_requests_by_user').on(t.userId, t.askedAt),
      kit.index('recovery_requests_by_state').on(t.state, t.confirmedAt),
    ],
  )

  const recoveryDecisions = kit.table(
    'recovery_decisions',
    {
      requestId: kit
        .text('request_id')
        .notNull()
        .references(() => recoveryRequests.id, { onDelete: 'cascade' }),
      /** An operator's id, or `console:` and the OS user. */
      operatorId: kit.text('operator_id').notNull(),
      /** As they were called then; of the console the OS user. */
      operatorName: kit.text('operator_name').notNull(),
      verdict: kit.text('verdict').$type<'approve' | 'reject'>().notNull(),
      /** What was checked, as codes with commas between them (in rows of before: in words), and the note on it. */
      checks: kit.text('checks').notNull(),
      note: kit.text('note').notNull(),
      reason: kit.text('reason').notNull(),
      at: kit.time('at').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.requestId, t.operatorId] })],
  )

  /** People who lost their second factor and ask their admins for help: one request each, gone once it is settled. */
  const helpRequests = kit.table(
    'help_requests',
    {
      userId: kit
        .text('user_id')
        .primaryKey()
        .references(() => users.id, { onDelete: 'cascade' }),
      organizationId: kit.text('organization_id').notNull(),
      client: kit.text('client').notNull(),
      address: kit.text('address').notNull(),
      askedAt: kit.time('asked_at').notNull(),
    },
    (t) => [kit.index('help_requests_by_age').on(t.organizationId, t.askedAt)],
  )

  return { recoveryRequests, recoveryDecisions, helpRequests }
}
