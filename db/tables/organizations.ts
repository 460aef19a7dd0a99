import type { Kit } from '../kit'

/** The row of those who belong to no organization: the server's operators. The server's own audit chain has its name. */
export const serverHousehold = 'server'

/** Companies, and how many of their people stand where, kept up to date so that no page counts them anew. */
export function organizationTables(kit: Kit) {
  const organizations = kit.table(
    'organizations',
    {
      id: kit.text('id').primaryKey(),
      name: kit.text('name').notNull(),
      /** The name as lists are ordered by it: folded. */
      sortName: kit.text('sort_name').notNull().default(''),
      createdAt: kit.time('created_at').notNull(),
      /** Since when nobody of it gets in. */
      suspendedAt: kit.time('suspended_at'),
    },
    (t) => [kit.index('organizations_by_name').on(t.sortName, t.id)],
  )

  const headcounts = kit.table(
    'headcounts',
    {
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      status: kit.text('status').notNull(),
      secondFactor: kit.text('second_factor').notNull(),
      people: kit.int('people').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.organizationId, t.status, t.secondFactor] })],
  )

  return { organizations, headcounts }
}
