import type { Kit } from '../kit'

/**
 * Why a letter was given up. `unreadable`: it could not be opened or written out. `refused`: the mail server refused
 * its recipient for good. `expired`: it was of no use any more before the mail server took it.
 */
export type LetterFailure = 'unreadable' | 'refused' | 'expired'

/** Mail that waits to be sent. */
export function mailTables(kit: Kit) {
  const outbox = kit.table(
    'outbox',
    {
      id: kit.text('id').primaryKey(),
      /** Which mail it is, and whom it is for; null in rows of before, and where the recipient has no account. */
      name: kit.text('name'),
      userId: kit.text('user_id'),
      /** Messages of one key are merged into one while they wait, and follow one another at a distance. */
      mergeKey: kit.text('merge_key'),
      /** Sealed JSON, for it may hold the token of a link. Null once it was sent, or can no longer be. */
      payload: kit.bytes('payload'),
      /** How many messages were merged into this one. */
      merged: kit.int('merged').notNull().default(1),
      /** One of many that were written at once: it goes after those that someone waits for. */
      behind: kit.flag('behind').notNull().default(false),
      createdAt: kit.time('created_at').notNull(),
      dueAt: kit.time('due_at').notNull(),
      /** When it is of no use any more. */
      expiresAt: kit.time('expires_at').notNull(),
      attempts: kit.int('attempts').notNull().default(0),
      /** When it was sent, or given up. */
      closedAt: kit.time('closed_at'),
      /** Why it was given up; null while it waits and once it was sent. */
      failure: kit.text('failure').$type<LetterFailure>(),
      /** What the mail server said to the last attempt, without addresses; empty where it said nothing. */
      problem: kit.text('problem'),
    },
    (t) => [
      kit.index('outbox_by_due').on(t.closedAt, t.behind, t.dueAt),
      kit.index('outbox_by_key').on(t.mergeKey),
      kit.index('outbox_by_user').on(t.userId),
      kit.index('outbox_by_failure').on(t.failure),
    ],
  )

  return { outbox }
}
