import type { Kit } from '../kit'
import type { appTables, SigningAlgorithm } from './apps'
import type { signInTables } from './sign-in'
import type { userTables } from './users'

/** `next`: published, signs nothing yet. `current`: signs. `past`: published, signs nothing any more. */
export type SigningKeyState = 'next' | 'current' | 'past'

/** What an app holds of a person's sign-in: codes, tokens, gates. All of it hangs on the session that it came from. */
export function appSessionTables(
  kit: Kit,
  {
    users,
    sessions,
    apps,
  }: ReturnType<typeof userTables> & ReturnType<typeof signInTables> & ReturnType<typeof appTables>,
) {
  const appId = () => kit.text('app_id').references(() => apps.id, { onDelete: 'cascade' })
  const userId = () => kit.text('user_id').references(() => users.id, { onDelete: 'cascade' })
  const sessionId = () => kit.text('session_id').references(() => sessions.id, { onDelete: 'cascade' })

  /** What the OpenID provider keeps: codes, tokens, grants, its sessions, authorizations under way. */
  const oidcRows = kit.table(
    'oidc_rows',
    {
      /** The library's name of its kind. */
      model: kit.text('model').notNull(),
      /** SHA-256 of its id, base64url, where the id is a secret; the id itself where it is none. */
      key: kit.text('key').notNull(),
      /** JSON, without the id. */
      payload: kit.text('payload').notNull(),
      grantId: kit.text('grant_id'),
      /** Of a token: the key of the code that it came from, at once or by refreshing. */
      codeKey: kit.text('code_key'),
      userId: userId(),
      appId: appId(),
      /** The portal session with which it ends; null for what outlives that. */
      sessionId: sessionId(),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at'),
      consumedAt: kit.time('consumed_at'),
      /** When the token that took its place was first used; null until then. */
      successorUsedAt: kit.time('successor_used_at'),
    },
    (t) => [
      kit.primaryKey({ columns: [t.model, t.key] }),
      kit.index('oidc_rows_by_grant').on(t.grantId),
      kit.index('oidc_rows_by_user').on(t.userId),
      kit.index('oidc_rows_by_app').on(t.appId, t.userId),
      kit.index('oidc_rows_by_session').on(t.sessionId),
      kit.index('oidc_rows_by_expiry').on(t.expiresAt),
    ],
  )

  /** Which apps a portal session has opened: one row an app and session. */
  const appSignIns = kit.table(
    'app_sign_ins',
    {
      /** What the app knows this sign-in by: `sid` in its ID tokens. */
      id: kit.text('id').primaryKey(),
      /** The provider's session, by its uid. */
      providerSession: kit.text('provider_session').notNull(),
      sessionId: sessionId().notNull(),
      appId: appId().notNull(),
      userId: userId().notNull(),
      grantId: kit.text('grant_id'),
      createdAt: kit.time('created_at').notNull(),
    },
    (t) => [
      kit.unique('app_sign_ins_session').on(t.providerSession, t.appId),
      kit.index('app_sign_ins_by_session').on(t.sessionId),
      kit.index('app_sign_ins_by_app').on(t.appId, t.userId),
      kit.index('app_sign_ins_by_user').on(t.userId),
    ],
  )

  /** Logout tokens that wait to be sent to apps. They outlive the app, the person and the session they are about. */
  const logoutNotices = kit.table(
    'logout_notices',
    {
      id: kit.text('id').primaryKey(),
      /** The client id of an app that may be deleted since. */
      appId: kit.text('app_id').notNull(),
      /** Where to send it, and what it is signed with, once the app is deleted; null while it is there. */
      address: kit.text('address'),
      algorithm: kit.text('algorithm').$type<SigningAlgorithm>(),
      /** The subject. */
      subject: kit.text('subject').notNull(),
      /** Null: every sign-in of that person ends. */
      sid: kit.text('sid'),
      createdAt: kit.time('created_at').notNull(),
      dueAt: kit.time('due_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
      attempts: kit.int('attempts').notNull().default(0),
    },
    (t) => [kit.index('logout_notices_by_due').on(t.dueAt), kit.index('logout_notices_by_app').on(t.appId)],
  )

  /** The keys that sign ID tokens and logout tokens. */
  const signingKeys = kit.table('signing_keys', {
    /** The `kid`: an RFC 7638 thumbprint. */
    id: kit.text('id').primaryKey(),
    algorithm: kit.text('algorithm').$type<SigningAlgorithm>().notNull(),
    /** The private JWK as JSON. */
    sealed: kit.bytes('sealed').notNull(),
    state: kit.text('state').$type<SigningKeyState>().notNull(),
    createdAt: kit.time('created_at').notNull(),
    /** Since when it is in its state. */
    since: kit.time('since').notNull(),
  })

  /** What lets one browser through to one site behind a proxy. */
  const gates = kit.table(
    'gates',
    {
      tokenDigest: kit.bytes('token_digest').primaryKey(),
      sessionId: sessionId().notNull(),
      appId: appId().notNull(),
      host: kit.text('host').notNull(),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [
      kit.index('gates_by_session').on(t.sessionId),
      kit.index('gates_by_app').on(t.appId),
      kit.index('gates_by_expiry').on(t.expiresAt),
    ],
  )

  /** One-time tickets for a gate, bound to the site's host and to the browser that asked. */
  const gateTickets = kit.table(
    'gate_tickets',
    {
      tokenDigest: kit.bytes('token_digest').primaryKey(),
      sessionId: sessionId().notNull(),
      appId: appId().notNull(),
      host: kit.text('host').notNull(),
      nonceDigest: kit.text('nonce_digest').notNull(),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [
      kit.index('gate_tickets_by_session').on(t.sessionId),
      kit.index('gate_tickets_by_app').on(t.appId),
      kit.index('gate_tickets_by_expiry').on(t.expiresAt),
    ],
  )

  return { oidcRows, appSignIns, logoutNotices, signingKeys, gates, gateTickets }
}
