import type { Kit } from '../kit'
import type { organizationTables } from './organizations'
import type { userTables } from './users'

/** Some people of an organization, named by its admins. */
export function groupTables(
  kit: Kit,
  { organizations, users }: ReturnType<typeof organizationTables> & ReturnType<typeof userTables>,
) {
  const groups = kit.table(
    'groups',
    {
      id: kit.text('id').primaryKey(),
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      /** What apps are told: no comma, for some of them take a list apart at commas. */
      name: kit.text('name').notNull(),
      /** The name as lists are ordered by it, and by which it is the only one: folded. */
      sortName: kit.text('sort_name').notNull(),
      description: kit.text('description').notNull().default(''),
      createdAt: kit.time('created_at').notNull(),
    },
    (t) => [kit.unique('groups_by_name').on(t.organizationId, t.sortName)],
  )

  const groupMembers = kit.table(
    'group_members',
    {
      groupId: kit
        .text('group_id')
        .notNull()
        .references(() => groups.id, { onDelete: 'cascade' }),
      userId: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** As `users.sortName`, so that a page of a large group is read in order. */
      sortName: kit.text('sort_name').notNull(),
      addedAt: kit.time('added_at').notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.groupId, t.userId] }),
      kit.index('group_members_by_name').on(t.groupId, t.sortName, t.userId),
      kit.index('group_members_by_user').on(t.userId),
    ],
  )

  /** The groups that an organization's policy names. */
  const policyGroups = kit.table(
    'policy_groups',
    {
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      groupId: kit
        .text('group_id')
        .notNull()
        .references(() => groups.id, { onDelete: 'cascade' }),
    },
    (t) => [
      kit.primaryKey({ columns: [t.organizationId, t.groupId] }),
      kit.index('policy_groups_by_group').on(t.groupId),
    ],
  )

  /** The groups of whom nothing but a passkey counts. */
  const passkeyGroups = kit.table(
    'passkey_groups',
    {
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      groupId: kit
        .text('group_id')
        .notNull()
        .references(() => groups.id, { onDelete: 'cascade' }),
    },
    (t) => [
      kit.primaryKey({ columns: [t.organizationId, t.groupId] }),
      kit.index('passkey_groups_by_group').on(t.groupId),
    ],
  )

  return { groups, groupMembers, policyGroups, passkeyGroups }
}
