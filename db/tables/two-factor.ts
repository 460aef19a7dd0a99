import type { Kit } from '../kit'
import type { signInTables } from './sign-in'
import type { userTables } from './users'

/** How someone proves that they are the one to scan: a code that an admin reads out, or a link to their own address. */
export type TicketBy = 'code' | 'link'

/** Setup keys that wait to be confirmed, what some wait for, where such keys were shown, used codes, and recovery codes. */
export function twoFactorTables(
  kit: Kit,
  { users }: ReturnType<typeof userTables>,
  { challenges, sessions }: ReturnType<typeof signInTables>,
) {
  const userId = () =>
    kit
      .text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })

  /** A pending setup key belongs to one sign-in, and goes with it: to a challenge or to a session, never to both. */
  const enrollments = kit.table(
    'enrollments',
    {
      id: kit.text('id').primaryKey(),
      userId: userId(),
      challengeId: kit.text('challenge_id').references(() => challenges.id, { onDelete: 'cascade' }),
      sessionId: kit.text('session_id').references(() => sessions.id, { onDelete: 'cascade' }),
      secret: kit.bytes('secret').notNull(),
      /** It is for one more authenticator, which gets this name. Null: it takes the place of one, or is the first. */
      addsNamed: kit.text('adds_named'),
      /** Which one it takes the place of. Null: the only one there is, if there is one. */
      replaces: kit.text('replaces'),
      /** It is for a passkey beside other factors, and its secret is never shown. */
      addsPasskey: kit.flag('adds_passkey').notNull().default(false),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [
      kit.unique('enrollments_challenge').on(t.challengeId),
      kit.unique('enrollments_session').on(t.sessionId),
      kit.index('enrollments_by_user').on(t.userId),
    ],
  )

  /** Whoever has one sees no setup key for the password alone. It goes with the first authenticator. */
  const enrollmentTickets = kit.table('enrollment_tickets', {
    userId: userId().primaryKey(),
    by: kit.text('by').$type<TicketBy>().notNull(),
    /** Sealed; null once it was used, was guessed at too often, or where a link does it. */
    code: kit.bytes('code'),
    /** Wrong ones since it was made, and when the last was. */
    refused: kit.int('refused').notNull().default(0),
    refusedAt: kit.time('refused_at'),
    createdAt: kit.time('created_at').notNull(),
    expiresAt: kit.time('expires_at').notNull(),
  })

  /** Which sign-ins a setup key was shown in. It hangs on the person alone, so that it outlives the sign-in. */
  const shownSetupKeys = kit.table(
    'shown_setup_keys',
    {
      /** The id of the challenge or session, which may be gone. */
      signInId: kit.text('sign_in_id').primaryKey(),
      userId: userId(),
      client: kit.text('client').notNull(),
      address: kit.text('address').notNull(),
      /** The last time. */
      shownAt: kit.time('shown_at').notNull(),
    },
    (t) => [kit.index('shown_setup_keys_by_user').on(t.userId)],
  )

  /**
   * The authenticators that someone has beside the one in `users`, which is the oldest of them: its secret there means that
   * 2FA is on. When that one goes, the next takes its place.
   */
  const furtherAuthenticators = kit.table(
    'further_authenticators',
    {
      id: kit.text('id').primaryKey(),
      userId: userId(),
      name: kit.text('name').notNull(),
      secret: kit.bytes('secret').notNull(),
      since: kit.time('since').notNull(),
      /** When a code of it was last accepted after the one that confirmed it, and in which browser. */
      usedAt: kit.time('used_at'),
      client: kit.text('client'),
    },
    (t) => [kit.unique('further_authenticators_by_user').on(t.userId, t.since)],
  )

  /**
   * The passkeys of people: WebAuthn credentials. Made for one host of this server, and found under no other; they stay when
   * the host changes, for it may come back.
   */
  const passkeys = kit.table(
    'passkeys',
    {
      id: kit.text('id').primaryKey(),
      userId: userId(),
      /** The host that it was made for (WebAuthn's RP ID). */
      rpId: kit.text('rp_id').notNull(),
      /** As the authenticator made it, base64url. */
      credentialId: kit.text('credential_id').notNull(),
      /** COSE key, sealed: so that none is put in the place of another person's. */
      publicKey: kit.bytes('public_key').notNull(),
      /** The signature counter last seen; 0 where the authenticator keeps none. */
      counter: kit.int('counter').notNull(),
      /** How it is reached, separated by blanks, as the browser said it. It decides nothing. */
      transports: kit.text('transports').notNull(),
      /** The model, as the authenticator says it: a label, never a rule. */
      aaguid: kit.text('aaguid').notNull(),
      /** Whether it may be synced (BE, which never changes), and whether it is (BS). */
      backupEligible: kit.flag('backup_eligible').notNull(),
      backedUp: kit.flag('backed_up').notNull(),
      /** Its owner was verified when it was registered. Without that it is a second factor only, whatever is said later. */
      uvInitialized: kit.flag('uv_initialized').notNull(),
      /** Whether it is found without an allow list. Null: the browser did not say. */
      discoverable: kit.flag('discoverable'),
      name: kit.text('name').notNull(),
      createdAt: kit.time('created_at').notNull(),
      /** When it was last accepted after that, and in which browser. */
      usedAt: kit.time('used_at'),
      client: kit.text('client'),
      /** Its counter went back: it may have been copied, and is never accepted again. */
      stoppedAt: kit.time('stopped_at'),
    },
    (t) => [
      kit.unique('passkeys_credential').on(t.rpId, t.credentialId),
      kit.index('passkeys_by_user').on(t.userId, t.createdAt),
    ],
  )

  /** Challenges of passkeys that were answered, each of which works once. Kept past their end, for a clock may be set back. */
  const spentPasskeyChallenges = kit.table(
    'spent_passkey_challenges',
    {
      digest: kit.bytes('digest').primaryKey(),
      keptUntil: kit.time('kept_until').notNull(),
    },
    (t) => [kit.index('spent_passkey_challenges_by_age').on(t.keptUntil)],
  )

  /** The time steps (RFC 6238) whose codes were used, of each authenticator that someone has or had. */
  const spentTimeSteps = kit.table(
    'spent_time_steps',
    {
      userId: userId(),
      /** Which authenticator: `users.authenticator_since` or `further_authenticators.since`, no two of which are the same. */
      since: kit.time('since').notNull(),
      step: kit.int('step').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.userId, t.since, t.step] })],
  )

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

  return {
    enrollments,
    enrollmentTickets,
    shownSetupKeys,
    furtherAuthenticators,
    passkeys,
    spentPasskeyChallenges,
    spentTimeSteps,
    recoveryCodeSets,
    recoveryCodes,
  }
}
