import type { Kit } from '../kit'

/** Mail that waits to be sent. */
export function mailTables(kit: Kit) {
  const outbox = kit.table(
    'outbox',
    {
      id: kit.text('id').primaryKey(),
      /** Messages of one key are merged into one while they wait, and follow one another at a distance. */
      mergeKey: kit.text('merge_key'),
      /** Sealed JSON, for it may hold the token of a link. Null once it was sent or given up. */
      payload: kit.bytes('payload'),
      /** How many messages were merged into this one. */
      merged: kit.int('merged').notNull().default(1),
      createdAt: kit.time('created_at').notNull(),
      dueAt: kit.time('due_at').notNull(),
      /** When it is of no use any more. */
      expiresAt: kit.time('expires_at').notNull(),
      attempts: kit.int('attempts').notNull().default(0),
      /** When it was sent, or given up. */
      closedAt: kit.time('closed_at'),
    },
    (t) => [kit.index('outbox_by_due').on(t.closedAt, t.dueAt), kit.index('outbox_by_key').on(t.mergeKey)],
  )

  return { outbox }
}
