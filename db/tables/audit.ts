import type { Kit } from '../kit'

/** The audit trail: one hash chain per organization, and the server's own. Entries outlive whom they speak of. */
export function auditTables(kit: Kit) {
  const auditEntries = kit.table(
    'audit_entries',
    {
      /** An organization's id, or `server`. */
      chain: kit.text('chain').notNull(),
      sequence: kit.int('sequence').notNull(),
      at: kit.time('at').notNull(),
      event: kit.text('event').notNull(),
      actorId: kit.text('actor_id'),
      subjectId: kit.text('subject_id'),
      /** The entry itself, JSON exactly as it was hashed. */
      body: kit.text('body').notNull(),
      /** SHA-256 over the previous entry's hash and this entry's body. */
      hash: kit.bytes('hash').notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.chain, t.sequence] }),
      kit.index('audit_entries_by_subject').on(t.chain, t.subjectId, t.sequence),
    ],
  )

  return { auditEntries }
}
