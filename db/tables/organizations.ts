import type { Kit } from '../kit'

/** Who must have two-factor authentication, by the organization's policy. */
export type PolicyWho = 'nobody' | 'admins' | 'groups' | 'everyone'
/** What becomes of the sessions that lack it at that hour: they end, or go on for a day at most. */
export type PolicySessions = 'end' | 'day'

/** The row of those who belong to no organization: the server's operators. The server's own audit chain has its name. */
export const serverHousehold = 'server'

/** Companies, and how many of their people stand where, kept up to date so that no page counts them again. */
export function organizationTables(kit: Kit) {
  const organizations = kit.table(
    'organizations',
    {
      id: kit.text('id').primaryKey(),
      name: kit.text('name').notNull(),
      /** The name as lists are ordered by it: folded. */
      sortName: kit.text('sort_name').notNull().default(''),
      createdAt: kit.time('created_at').notNull(),
      /** Since when no one of it gets in. */
      suspendedAt: kit.time('suspended_at'),
      /** In which its dates and hours are meant: an IANA name. */
      timeZone: kit.text('time_zone').notNull().default('UTC'),
      /** Where the server's operators reach it: E.164. */
      contactPhone: kit.text('contact_phone'),
      /** Names its logo as it is now; null: it has none. */
      logoDigest: kit.text('logo_digest'),
      /** Sessions on the web that end sooner than this server's do: unused for so many minutes, and after so many hours. */
      sessionIdleMinutes: kit.int('session_idle_minutes'),
      sessionHours: kit.int('session_hours'),
      policyWho: kit.text('policy_who').$type<PolicyWho>().notNull().default('nobody'),
      /** From when on. Null where the policy asks no one. */
      policyFrom: kit.time('policy_from'),
      /** That hour has come: a clock that is put back does not undo it. */
      policyBegun: kit.flag('policy_begun').notNull().default(false),
      /** When it was last changed in what people are told of it. */
      policySince: kit.time('policy_since'),
      policySessions: kit.text('policy_sessions').$type<PolicySessions>().notNull().default('end'),
      /** New people are added with *Enable 2FA* on unless the admin turns it off. */
      policyNewPeople: kit.flag('policy_new_people').notNull().default(false),
      /** Up to when what the policy ends has been ended, and those whom it asks have been reminded. */
      policyFollowedAt: kit.time('policy_followed_at'),
      /** Of whom nothing but a passkey counts as a second factor. */
      passkeysWho: kit.text('passkeys_who').$type<PolicyWho>().notNull().default('nobody'),
      /** From when on, and whether that hour has come: a clock that is put back does not undo it. */
      passkeysFrom: kit.time('passkeys_from'),
      passkeysBegun: kit.flag('passkeys_begun').notNull().default(false),
      /** When that was last changed, and up to when those whom it names have been told of it. */
      passkeysSince: kit.time('passkeys_since'),
      passkeysFollowedAt: kit.time('passkeys_followed_at'),
      /** A second admin has to agree to what could lock the others out or take everything away. */
      fourEyes: kit.flag('four_eyes').notNull().default(false),
      /** For how many days people may have a browser not ask for their second factor again; null: never. */
      trustDays: kit.int('trust_days'),
      /** The same goes for admins. */
      trustAdmins: kit.flag('trust_admins').notNull().default(false),
      /** Whoever an admin requires it of, or resets, shows more than the password before a setup key is shown. */
      enrollmentCodes: kit.flag('enrollment_codes').notNull().default(false),
    },
    (t) => [
      kit.index('organizations_by_name').on(t.sortName, t.id),
      kit.index('organizations_by_policy').on(t.policyFrom),
    ],
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

  const organizationLogos = kit.table(
    'organization_logos',
    {
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      /** By which browsers ask for it: of the organization and the image, so that no one can try whose it is. */
      digest: kit.text('digest').notNull(),
      /** PNG, whatever was uploaded. */
      image: kit.bytes('image').notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.organizationId, t.digest] }),
      kit.index('organization_logos_by_digest').on(t.digest),
    ],
  )

  /**
   * What one day was like, in the organization's time zone: how many people stood where when it began, and which sign-ins
   * were attempted. It refers to nothing, for attempts with addresses that no one has are counted as well, under the
   * server's own name: they take as long.
   */
  const organizationDays = kit.table(
    'organization_days',
    {
      organizationId: kit.text('organization_id').notNull(),
      /** ISO 8601: `2026-12-04`. */
      day: kit.text('day').notNull(),
      /** Null until they are counted, which is done once. */
      people: kit.int('people'),
      protected: kit.int('protected'),
      missing: kit.int('missing'),
      wrongPasswords: kit.int('wrong_passwords').notNull().default(0),
      /** The right password, and no second step after it. */
      unfinished: kit.int('unfinished').notNull().default(0),
      locked: kit.int('locked').notNull().default(0),
    },
    (t) => [
      kit.primaryKey({ columns: [t.organizationId, t.day] }),
      kit.index('organization_days_by_day').on(t.day),
    ],
  )

  return { organizations, headcounts, organizationLogos, organizationDays }
}
