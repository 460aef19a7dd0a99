import type { Kit } from '../kit'
import type { organizationTables } from './organizations'

/** What a second admin has to agree to, while four eyes is on. */
export type Guarded =
  | 'reset-admin'
  | 'demote-admin'
  | 'suspend-admin'
  | 'remove-admin'
  | 'change-admin-email'
  | 'lift-policy'
  | 'lift-passkeys'
  | 'leave-policy-group'
  | 'export-evidence'
  | 'delete-app'
  | 'switch-off'

/**
 * Where it stands. `agreed`: someone said yes, and whoever asked does it themselves within the same 24 hours. `done`: it
 * was carried out. One whose time has ended does nothing, whatever its row says.
 */
export type AskedState = 'waiting' | 'agreed' | 'done' | 'refused' | 'withdrawn' | 'ended'

/** What ended it where that was no one's decision. */
export type AskedEndCause =
  | 'expired'
  | 'asker-gone'
  | 'asker-secured'
  | 'target-changed'
  | 'not-possible'
  | 'restored-backup'

/** What admins asked a second admin to agree to. */
export function fourEyesTables(kit: Kit, { organizations }: ReturnType<typeof organizationTables>) {
  const askedActs = kit.table(
    'asked_acts',
    {
      id: kit.text('id').primaryKey(),
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      kind: kit.text('kind').$type<Guarded>().notNull(),
      /** The person or app it is about, and what they were called; null where it is about the organization. */
      targetId: kit.text('target_id'),
      targetName: kit.text('target_name'),
      /** What the target was, as JSON: it is carried out for nothing else. */
      was: kit.text('was').notNull(),
      /** With what it was asked, as JSON, which is what the second admin is shown. */
      given: kit.text('given').notNull(),
      askedById: kit.text('asked_by_id').notNull(),
      askedByName: kit.text('asked_by_name').notNull(),
      askedAt: kit.time('asked_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
      /** The admins who were told and may agree, as JSON: ids and names. */
      told: kit.text('told').notNull(),
      state: kit.text('state').$type<AskedState>().notNull(),
      endedAt: kit.time('ended_at'),
      /** Who agreed, refused or took it back. */
      endedByName: kit.text('ended_by_name'),
      /** While it still waits: no one can agree any more, and the server has yet to write it down. */
      endCause: kit.text('end_cause').$type<AskedEndCause>(),
    },
    (t) => [
      kit.index('asked_acts_by_organization').on(t.organizationId, t.state, t.askedAt),
      kit.index('asked_acts_by_end').on(t.state, t.expiresAt),
    ],
  )

  return { askedActs }
}
