import type { Kit } from '../kit'

/** The keys that this server signs evidence with. None is ever removed: what one signed is to be checked for years. */
export function evidenceTables(kit: Kit) {
  const evidenceKeys = kit.table('evidence_keys', {
    /** An RFC 7638 thumbprint of the public key. */
    id: kit.text('id').primaryKey(),
    /** The private JWK as JSON. */
    sealed: kit.bytes('sealed').notNull(),
    createdAt: kit.time('created_at').notNull(),
  })

  return { evidenceKeys }
}
