import type { Kit } from '../kit'
import type { userTables } from './users'

/** Setup keys that wait to be confirmed, and recovery codes. */
export function twoFactorTables(kit: Kit, { users }: ReturnType<typeof userTables>) {
  const userId = () =>
    kit
      .text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })

  const enrollments = kit.table('enrollments', {
    /** One pending secret per person. */
    userId: userId().primaryKey(),
    id: kit.text('id').notNull(),
    secret: kit.bytes('secret').notNull(),
    expiresAt: kit.time('expires_at').notNull(),
  })

  const recoveryCodeSets = kit.table('recovery_code_sets', {
    userId: userId().primaryKey(),
    salt: kit.bytes('salt').notNull(),
    createdAt: kit.time('created_at').notNull(),
    /** The ten codes, sealed, while they are shown; then null, and only the hashes remain. */
    shown: kit.bytes('shown'),
    shownUntil: kit.time('shown_until'),
  })

  const recoveryCodes = kit.table(
    'recovery_codes',
    {
      userId: userId(),
      hash: kit.bytes('hash').notNull(),
      usedAt: kit.time('used_at'),
    },
    (t) => [kit.primaryKey({ columns: [t.userId, t.hash] })],
  )

  return { enrollments, recoveryCodeSets, recoveryCodes }
}
