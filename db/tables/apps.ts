import type { Kit } from '../kit'
import type { groupTables } from './groups'
import type { organizationTables } from './organizations'
import type { userTables } from './users'

/** `oidc`: an OpenID Connect client. `proxy`: a site behind a reverse proxy. */
export type AppKind = 'oidc' | 'proxy'
/** How its programs prove who they are at the token endpoint. `public`: they keep no secret (RFC 6749 2.1). */
export type AppClient = 'confidential' | 'public'
/** `person`: what the person's own requirement says. `always`: no one opens it without a second factor. */
export type AppTwoFactor = 'person' | 'always'
export type SigningAlgorithm = 'RS256' | 'ES256'

/** What people sign in to through this server, and who may. */
export function appTables(
  kit: Kit,
  {
    organizations,
    users,
    groups,
  }: ReturnType<typeof organizationTables> & ReturnType<typeof userTables> & ReturnType<typeof groupTables>,
) {
  const apps = kit.table(
    'apps',
    {
      /** Public: the client id. Letters, digits, `-` and `_` only, for clients that forget to encode it. */
      id: kit.text('id').primaryKey(),
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      name: kit.text('name').notNull(),
      sortName: kit.text('sort_name').notNull(),
      kind: kit.text('kind').$type<AppKind>().notNull(),
      /** Which of the known apps it is; null for another one. */
      known: kit.text('known'),
      /** Where *Open* leads. */
      address: kit.text('address').notNull(),
      /** Of a site behind a proxy: its host with its port, by which it is found. */
      host: kit.text('host'),
      /** Paths of such a site that need no sign-in, one a line. */
      openPaths: kit.text('open_paths').notNull().default(''),
      /** Where it may ask to return to, one a line. */
      redirectUris: kit.text('redirect_uris').notNull().default(''),
      /** Where it may lead after signing out, one a line. */
      signedOutUris: kit.text('signed_out_uris').notNull().default(''),
      /** Where it is told that someone was signed out (OpenID Connect Back-Channel Logout 1.0). */
      backchannelUri: kit.text('backchannel_uri'),
      client: kit.text('client').$type<AppClient>().notNull().default('confidential'),
      /** Installed on people's devices: may return to addresses of its own scheme and to loopback (RFC 8252). */
      native: kit.flag('native').notNull().default(false),
      pkceRequired: kit.flag('pkce_required').notNull().default(true),
      signingAlgorithm: kit.text('signing_algorithm').$type<SigningAlgorithm>().notNull().default('RS256'),
      secretDigest: kit.bytes('secret_digest'),
      /** The one before, while it still works. */
      formerSecretDigest: kit.bytes('former_secret_digest'),
      formerSecretUntil: kit.time('former_secret_until'),
      /** Whether everyone of the organization may use it; if not, the people of its groups. */
      forEveryone: kit.flag('for_everyone').notNull().default(true),
      twoFactor: kit.text('two_factor').$type<AppTwoFactor>().notNull().default('person'),
      /** How old the sign-in may be when the app is opened, in hours; null: as old as the session. */
      freshHours: kit.int('fresh_hours'),
      createdAt: kit.time('created_at').notNull(),
      suspendedAt: kit.time('suspended_at'),
      /** Noted at most once a minute. */
      lastUsedAt: kit.time('last_used_at'),
      /** Names its icon as it is now; null: a letter stands for it. */
      iconDigest: kit.text('icon_digest'),
    },
    (t) => [
      kit.index('apps_by_name').on(t.organizationId, t.sortName, t.id),
      kit.unique('apps_host').on(t.host),
    ],
  )

  const appId = () =>
    kit
      .text('app_id')
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' })
  const userId = () =>
    kit
      .text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })

  const appIcons = kit.table('app_icons', {
    appId: appId().primaryKey(),
    /** PNG, whatever was uploaded. */
    image: kit.bytes('image').notNull(),
  })

  const appGroups = kit.table(
    'app_groups',
    {
      appId: appId(),
      groupId: kit
        .text('group_id')
        .notNull()
        .references(() => groups.id),
    },
    (t) => [
      kit.primaryKey({ columns: [t.appId, t.groupId] }),
      kit.index('app_groups_by_group').on(t.groupId),
    ],
  )

  /** Who has used an app, and what they have allowed it. */
  const appPeople = kit.table(
    'app_people',
    {
      appId: appId(),
      userId: userId(),
      firstUsedAt: kit.time('first_used_at').notNull(),
      /** Noted at most once a minute. */
      lastUsedAt: kit.time('last_used_at').notNull(),
      /** Since when it may stay signed in while the person is away (`offline_access`). */
      allowedAt: kit.time('allowed_at'),
    },
    (t) => [
      kit.primaryKey({ columns: [t.appId, t.userId] }),
      kit.index('app_people_by_use').on(t.appId, t.lastUsedAt, t.userId),
      kit.index('app_people_by_user').on(t.userId),
    ],
  )

  /** What went wrong with an app, for its admins: the last twenty of each. */
  const appProblems = kit.table(
    'app_problems',
    {
      id: kit.text('id').primaryKey(),
      appId: appId(),
      /** Who was to be signed in, where that is known. */
      userId: kit.text('user_id'),
      code: kit.text('code').notNull(),
      /** JSON: what was asked, and what is registered. No secret, code or token. */
      detail: kit.text('detail').notNull().default('{}'),
      /** How often it happened in a row, and when last. */
      times: kit.int('times').notNull().default(1),
      at: kit.time('at').notNull(),
    },
    (t) => [kit.index('app_problems_by_time').on(t.appId, t.at)],
  )

  return { apps, appIcons, appGroups, appPeople, appProblems }
}
