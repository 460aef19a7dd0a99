import type { Kit } from '../kit'
import type { userTables } from './users'

export type Channel = 'web' | 'api'
/**
 * Why a session on the web ended, where its browser may be told. `over`: it is not said. `idle` and `age`: by itself, after
 * as many milliseconds as `after` says.
 */
export type SessionEnd =
  | 'over'
  | 'idle'
  | 'age'
  | 'required'
  | 'reset'
  | 'password'
  | 'factor'
  | 'admin'
  | 'elsewhere'
  | 'role'
  | 'email'
export type SessionKind = 'web' | 'extension' | 'mobile' | 'server'
/** A passkey that may be synced or stays on one device, after the password or `alone`: then its owner was verified by it. */
export type PasskeyProof = 'passkey' | 'synced-passkey' | 'passkey-alone' | 'synced-passkey-alone'
/**
 * What finished a challenge. `none`: nothing more was asked of this person. `trusted-browser`: a browser in which they had
 * given their second factor some days ago stood in for it.
 */
export type ChallengeProof =
  | 'none'
  | 'code'
  | 'recovery-code'
  | 'enrollment'
  | 'trusted-browser'
  | PasskeyProof

/** Challenges on their way to a session, sessions, and the counters that slow guessing down. */
export function signInTables(kit: Kit, { users }: ReturnType<typeof userTables>) {
  const userId = () =>
    kit
      .text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })

  const challenges = kit.table(
    'challenges',
    {
      id: kit.text('id').primaryKey(),
      tokenDigest: kit.bytes('token_digest').notNull(),
      userId: userId(),
      channel: kit.text('channel').$type<Channel>().notNull(),
      /** What the session it leads to will be. */
      kind: kit.text('kind').$type<SessionKind>().notNull().default('web'),
      credentialVersion: kit.int('credential_version').notNull(),
      attempts: kit.int('attempts').notNull().default(0),
      returnTo: kit.text('return_to'),
      /** From which browser and address, and when the password was given. */
      client: kit.text('client').notNull().default(''),
      address: kit.text('address').notNull().default(''),
      /** The token by which the browser or client is known, where it sent one along with the password. */
      browserDigest: kit.bytes('browser_digest'),
      createdAt: kit.time('created_at'),
      expiresAt: kit.time('expires_at').notNull(),
      /** Set once when the challenge is finished: the one-time ticket for a session. */
      ticketDigest: kit.bytes('ticket_digest'),
      ticketExpiresAt: kit.time('ticket_expires_at'),
      proof: kit.text('proof').$type<ChallengeProof>(),
      /** A recovery code was spent where nothing but a passkey counts: it waits for one to be added. */
      recovered: kit.flag('recovered').notNull().default(false),
      /** The session that handed over to this one, which ends no later than that. */
      handedOverBy: kit.text('handed_over_by'),
      sessionEndsBy: kit.time('session_ends_by'),
      /** When that one's owner had signed in. */
      authenticatedAt: kit.time('authenticated_at'),
    },
    (t) => [
      kit.unique('challenges_token').on(t.tokenDigest),
      kit.unique('challenges_ticket').on(t.ticketDigest),
      kit.index('challenges_by_user').on(t.userId),
      kit.index('challenges_by_expiry').on(t.expiresAt),
    ],
  )

  const sessions = kit.table(
    'sessions',
    {
      id: kit.text('id').primaryKey(),
      tokenDigest: kit.bytes('token_digest').notNull(),
      userId: userId(),
      kind: kit.text('kind').$type<SessionKind>().notNull(),
      client: kit.text('client').notNull(),
      address: kit.text('address').notNull(),
      /** What was proved beside the password when it was opened; null for one of long ago. */
      proof: kit.text('proof').$type<ChallengeProof>(),
      /** The session of an app or extension from which it was opened, if it was. */
      handedOverBy: kit.text('handed_over_by'),
      /** The browser or client it was opened in, as `browsers` knows it. */
      browserDigest: kit.bytes('browser_digest'),
      createdAt: kit.time('created_at').notNull(),
      /** When its owner signed in, where that was before it was opened: it was handed over. */
      authenticatedAt: kit.time('authenticated_at'),
      lastSeenAt: kit.time('last_seen_at').notNull(),
      /** Over the token API: until when the token opens the session … */
      accessExpiresAt: kit.time('access_expires_at'),
      /** … and the one that is exchanged for both of the next. */
      refreshDigest: kit.bytes('refresh_digest'),
      /** Absolute end. */
      expiresAt: kit.time('expires_at').notNull(),
      /** End for want of use; moves with `lastSeenAt`. */
      idleExpiresAt: kit.time('idle_expires_at').notNull(),
    },
    (t) => [
      kit.unique('sessions_token').on(t.tokenDigest),
      kit.unique('sessions_refresh').on(t.refreshDigest),
      kit.index('sessions_by_user').on(t.userId),
      kit.index('sessions_by_expiry').on(t.expiresAt),
    ],
  )

  /** What is left of a session that ended, so that its browser can be told why, once. It opens nothing. */
  const endedSessions = kit.table(
    'ended_sessions',
    {
      tokenDigest: kit.bytes('token_digest').primaryKey(),
      userId: userId(),
      reason: kit.text('reason').$type<SessionEnd>().notNull(),
      after: kit.int('after'),
      endedAt: kit.time('ended_at').notNull(),
    },
    (t) => [kit.index('ended_sessions_by_age').on(t.endedAt)],
  )

  /** Refresh tokens that were exchanged. One that comes back gets the same answer for a moment; later its session ends. */
  const spentRefreshTokens = kit.table(
    'spent_refresh_tokens',
    {
      tokenDigest: kit.bytes('token_digest').primaryKey(),
      sessionId: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      spentAt: kit.time('spent_at'),
      /** The fingerprint of the key from which its successor was derived. */
      keyFingerprint: kit.text('key_fingerprint'),
    },
    (t) => [kit.index('spent_refresh_tokens_by_session').on(t.sessionId)],
  )

  /** Links from an app or extension to a page, which open a session on the web without asking everything again. */
  const handOvers = kit.table(
    'hand_overs',
    {
      tokenDigest: kit.bytes('token_digest').primaryKey(),
      sessionId: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      /** A path of our own. */
      path: kit.text('path').notNull(),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [
      kit.unique('hand_overs_session').on(t.sessionId),
      kit.index('hand_overs_by_expiry').on(t.expiresAt),
    ],
  )

  /** Browsers that do not ask one person for the second factor again for some days. Their token opens nothing by itself. */
  const trustedBrowsers = kit.table(
    'trusted_browsers',
    {
      id: kit.text('id').primaryKey(),
      userId: userId(),
      tokenDigest: kit.bytes('token_digest').notNull(),
      /** Under which it was trusted: a new password or factor ends it. */
      credentialVersion: kit.int('credential_version').notNull(),
      client: kit.text('client').notNull(),
      address: kit.text('address').notNull(),
      createdAt: kit.time('created_at').notNull(),
      lastUsedAt: kit.time('last_used_at').notNull(),
      /** Absolute end. */
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [
      kit.unique('trusted_browsers_token').on(t.userId, t.tokenDigest),
      kit.index('trusted_browsers_by_expiry').on(t.expiresAt),
    ],
  )

  const throttles = kit.table(
    'throttles',
    {
      key: kit.text('key').primaryKey(),
      attempts: kit.int('attempts').notNull(),
      /** When the next attempt is looked at; null where it is at once. */
      retryAt: kit.time('retry_at'),
      /** When the attempts are forgotten. */
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [kit.index('throttles_by_expiry').on(t.expiresAt)],
  )

  return { challenges, sessions, endedSessions, handOvers, spentRefreshTokens, throttles, trustedBrowsers }
}
