import type { Kit } from '../kit'

/** What belongs to the server itself: the key's fingerprint, the digest of the set-up token. */
export function serverTables(kit: Kit) {
  const serverFacts = kit.table('server_facts', {
    name: kit.text('name').primaryKey(),
    value: kit.text('value').notNull(),
  })

  return { serverFacts }
}
