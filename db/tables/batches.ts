import type { Kit } from '../kit'
import type { organizationTables } from './organizations'

/** What is done to many people who are there already. */
export type KindOnPeople =
  | 'require'
  | 'lift'
  | 'remind'
  | 'reset'
  | 'sign-out'
  | 'suspend'
  | 'invite-again'
  | 'add-to-group'
/** What a batch does to each of its rows. */
export type BatchKind = 'add-people' | KindOnPeople
/** `preview`: it was not begun, and nothing has happened. `stopped`: it ended before all of its rows had their turn. */
export type BatchState = 'preview' | 'running' | 'done' | 'stopped'
/** `skipped`: there was nothing to do, or it may not be done to this one. */
export type RowResult = 'waiting' | 'done' | 'skipped' | 'failed'

/** What an admin does to many people at once: each of them is a row, which a job works on. */
export function batchTables(kit: Kit, { organizations }: ReturnType<typeof organizationTables>) {
  const batches = kit.table(
    'batches',
    {
      id: kit.text('id').primaryKey(),
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      kind: kit.text('kind').$type<BatchKind>().notNull(),
      state: kit.text('state').$type<BatchState>().notNull(),
      /** Why it was stopped, as a code. */
      reason: kit.text('reason'),
      /** JSON, of the shape that its kind has. */
      options: kit.text('options').notNull(),
      /** The admin who began it, as they were called then, and from where. */
      actorId: kit.text('actor_id').notNull(),
      actorName: kit.text('actor_name').notNull(),
      address: kit.text('address').notNull(),
      userAgent: kit.text('user_agent').notNull(),
      /** How many of its rows have which result: moved with them, so that no one counts. */
      waiting: kit.int('waiting').notNull(),
      done: kit.int('done').notNull(),
      skipped: kit.int('skipped').notNull(),
      failed: kit.int('failed').notNull(),
      createdAt: kit.time('created_at').notNull(),
      startedAt: kit.time('started_at'),
      endedAt: kit.time('ended_at'),
    },
    (t) => [
      kit.index('batches_by_organization').on(t.organizationId, t.createdAt, t.id),
      kit.index('batches_by_state').on(t.state, t.createdAt),
    ],
  )

  const batchRows = kit.table(
    'batch_rows',
    {
      batchId: kit
        .text('batch_id')
        .notNull()
        .references(() => batches.id, { onDelete: 'cascade' }),
      /** From 1, in the order in which they were given. */
      position: kit.int('position').notNull(),
      /** Whom it is about. Null where no one has come into being yet. They may have been removed since. */
      userId: kit.text('user_id'),
      /** As they were called, or as it was typed. */
      name: kit.text('name').notNull(),
      email: kit.text('email').notNull(),
      result: kit.text('result').$type<RowResult>().notNull(),
      /** Why it was skipped, or failed, as a code. */
      reason: kit.text('reason'),
    },
    (t) => [
      kit.primaryKey({ columns: [t.batchId, t.position] }),
      kit.index('batch_rows_by_result').on(t.batchId, t.result, t.position),
    ],
  )

  return { batches, batchRows }
}
