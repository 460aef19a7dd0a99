import type { Kit } from '../kit'
import type { organizationTables } from './organizations'
import type { userTables } from './users'

/** Keys by which an organization's own programs call the token API. */
export function apiKeyTables(
  kit: Kit,
  { organizations, users }: ReturnType<typeof organizationTables> & ReturnType<typeof userTables>,
) {
  const apiKeys = kit.table(
    'api_keys',
    {
      id: kit.text('id').primaryKey(),
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      /** The admin who answers for it: it ends with them unless another one takes it over. */
      makerId: kit
        .text('maker_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      name: kit.text('name').notNull(),
      sortName: kit.text('sort_name').notNull(),
      tokenDigest: kit.bytes('token_digest').notNull(),
      /** Words with a space between them, as in RFC 6749 3.3. */
      scopes: kit.text('scopes').notNull(),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
      /** Noted at most once a minute. */
      lastUsedAt: kit.time('last_used_at'),
    },
    (t) => [
      kit.unique('api_keys_token').on(t.tokenDigest),
      kit.index('api_keys_by_name').on(t.organizationId, t.sortName, t.id),
      kit.index('api_keys_by_maker').on(t.makerId),
      kit.index('api_keys_by_expiry').on(t.expiresAt),
    ],
  )

  return { apiKeys }
}
