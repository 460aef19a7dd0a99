import type { Kit } from '../kit'

/** The audit trail: one chain of entries per organization, and the server's own. Entries outlive whom they speak of. */
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
      /** HMAC-SHA-256 over chain, sequence, the previous entry's hash and this body. Without `key_id`: plain SHA-256. */
      hash: kit.bytes('hash').notNull(),
      /** The fingerprint of the server's key that authenticates it. Null: written before entries were authenticated. */
      keyId: kit.text('key_id'),
    },
    (t) => [
      kit.primaryKey({ columns: [t.chain, t.sequence] }),
      kit.index('audit_entries_by_subject').on(t.chain, t.subjectId, t.at, t.sequence),
      kit.index('audit_entries_by_time').on(t.chain, t.at, t.sequence),
      kit.index('audit_entries_by_actor').on(t.chain, t.actorId, t.at, t.sequence),
      kit.index('audit_entries_by_kind').on(t.chain, t.event, t.at, t.sequence),
      kit.index('audit_entries_by_event').on(t.chain, t.subjectId, t.event, t.sequence),
    ],
  )

  /** Where each chain ends, authenticated apart from it; the row of the empty name lists the chains themselves. */
  const auditHeads = kit.table('audit_heads', {
    chain: kit.text('chain').primaryKey(),
    /** The how-manieth chain of this server it is, from 1. 0: the list itself, or a chain that began without one. */
    number: kit.int('number').notNull(),
    /** How many entries there are: the last one's number. In the list: how many chains. */
    sequence: kit.int('sequence').notNull(),
    /** The last entry's hash. In the list: over the names of all chains. */
    hash: kit.bytes('hash').notNull(),
    /** The last entry that was written before entries were authenticated; 0 where there is none. */
    boundary: kit.int('boundary').notNull(),
    keyId: kit.text('key_id').notNull(),
    /** HMAC-SHA-256 over the rest of the row. */
    mac: kit.bytes('mac').notNull(),
  })

  return { auditEntries, auditHeads }
}
