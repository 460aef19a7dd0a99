import { sql } from 'drizzle-orm'
import type { Kit } from '../kit'
import type { organizationTables } from './organizations'

export type Role = 'admin' | 'agent' | 'operator'
export type UserStatus = 'invited' | 'active' | 'suspended'
export type SecondFactor = 'on' | 'off' | 'required' | 'locked'
/**
 * The same as it is stored: whoever has it off is kept apart by what a policy goes by (their role, whether they are in a
 * group that it names, whether an admin gave them time), so that those whom it asks are listed and counted without
 * looking at anyone else.
 */
export type StoredFactor = Exclude<SecondFactor, 'off'> | StoredOff
export type StoredOff = `off${'' | '-admin'}${'' | '-group'}${'' | '-grace'}`

/** People, the words they are found by, and the links that invite them. */
export function userTables(kit: Kit, { organizations }: ReturnType<typeof organizationTables>) {
  const users = kit.table(
    'users',
    {
      id: kit.text('id').primaryKey(),
      organizationId: kit
        .text('organization_id')
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      email: kit.text('email').notNull(),
      name: kit.text('name').notNull(),
      /** The name as lists are ordered by it: folded. */
      sortName: kit.text('sort_name').notNull(),
      role: kit.text('role').$type<Role>().notNull(),
      status: kit.text('status').$type<UserStatus>().notNull(),
      passwordHash: kit.text('password_hash'),
      /** Rises whenever a password or factor changes; what was begun under an older one is dead. */
      credentialVersion: kit.int('credential_version').notNull().default(0),
      /** Required of them by name, whatever the policy says. */
      twoFactorRequired: kit.flag('two_factor_required').notNull().default(false),
      /** Since when, and what the admin gave as the reason. Null where it was required before that was noted. */
      requiredSince: kit.time('required_since'),
      requiredReason: kit.text('required_reason'),
      /** They are in a group that the organization's policy names. */
      inPolicyGroup: kit.flag('in_policy_group').notNull().default(false),
      /** Until when an admin has let them go on without what the policy asks, and why. */
      graceUntil: kit.time('grace_until'),
      graceReason: kit.text('grace_reason'),
      /** That moment has come, whatever the clock says now. */
      graceOver: kit.flag('grace_over').notNull().default(false),
      /** When they were last told to set it up, by the policy or an admin, and when an admin last did so. */
      remindedAt: kit.time('reminded_at'),
      adminRemindedAt: kit.time('admin_reminded_at'),
      /** Where the server's operators reach an admin who is locked out: E.164. */
      contactPhone: kit.text('contact_phone'),
      /** Since when 2FA is on, whichever authenticators came and went. Null where it is off, or that was not noted. */
      twoFactorSince: kit.time('two_factor_since'),
      /** The sealed TOTP secret; present means *enabled*, as a passkey does. */
      authenticatorSecret: kit.bytes('authenticator_secret'),
      /** Since when it has been this authenticator. */
      authenticatorSince: kit.time('authenticator_since'),
      /** The same until a code of it is accepted after the one that confirmed it. Null once that was so. */
      authenticatorUnusedSince: kit.time('authenticator_unused_since'),
      /** What it goes by, which no other one ever has. Null where it stood before there could be several: the person's id. */
      authenticatorId: kit.text('authenticator_id'),
      /** What its owner calls it; null: nothing yet. */
      authenticatorName: kit.text('authenticator_name'),
      /** When a code of it was last accepted, and in which browser. Null where that was not noted yet. */
      authenticatorUsedAt: kit.time('authenticator_used_at'),
      authenticatorClient: kit.text('authenticator_client'),
      /** When another one was last added beside it, or took the place of one beside it. */
      authenticatorAddedAt: kit.time('authenticator_added_at'),
      /** How many passkeys they have, of whatever host of this server: rows of `passkeys`. One alone means *enabled*. */
      passkeys: kit.int('passkeys').notNull().default(0),
      /** By which authenticators tell accounts apart: 32 random bytes, made once (WebAuthn L3, user handle). Null: never needed. */
      passkeyHandle: kit.bytes('passkey_handle'),
      /** When they were last told that nothing but a passkey will count. */
      passkeyRemindedAt: kit.time('passkey_reminded_at'),
      /** How many recovery codes are unused. Null where there is no set of them. */
      codesLeft: kit.int('codes_left'),
      /** Wrong codes in a row at the second step, over all challenges and channels. */
      secondStepFailures: kit.int('second_step_failures').notNull().default(0),
      secondStepRetryAt: kit.time('second_step_retry_at'),
      secondStepLockedAt: kit.time('second_step_locked_at'),
      /** Where the second factor stands, derived by the database itself so that it cannot drift. */
      secondFactor: kit
        .text('second_factor')
        .$type<StoredFactor>()
        .generatedAlwaysAs(
          sql`case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null or passkeys > 0 then 'on' when two_factor_required then 'required' else 'off' || case when role = 'admin' then '-admin' else '' end || case when in_policy_group then '-group' else '' end || case when grace_until is not null then '-grace' else '' end end`,
        ),
      /** Since when they have been an admin who can sign in. Null for everyone else, and where it was not noted yet. */
      adminSince: kit.time('admin_since'),
      invitedBy: kit.text('invited_by'),
      createdAt: kit.time('created_at').notNull(),
      lastSignInAt: kit.time('last_sign_in_at'),
      /** When the right password was given last. */
      lastPasswordAt: kit.time('last_password_at'),
      emailChangedAt: kit.time('email_changed_at'),
    },
    (t) => [
      kit.unique('users_email').on(t.email),
      kit.index('users_by_name').on(t.organizationId, t.sortName, t.id),
      kit.index('users_by_second_factor').on(t.organizationId, t.secondFactor, t.sortName, t.id),
      kit.index('users_by_role').on(t.organizationId, t.role, t.status, t.sortName, t.id),
      kit.index('users_by_grace').on(t.organizationId, t.graceUntil),
      kit.index('users_by_codes').on(t.organizationId, t.codesLeft, t.sortName, t.id),
      kit.index('users_by_unused').on(t.organizationId, t.authenticatorUnusedSince, t.id),
      kit.index('users_by_policy_group').on(t.organizationId, t.inPolicyGroup, t.id),
    ],
  )

  const userId = () =>
    kit
      .text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })

  const userWords = kit.table(
    'user_words',
    {
      organizationId: kit.text('organization_id').notNull(),
      word: kit.text('word').notNull(),
      sortName: kit.text('sort_name').notNull(),
      userId: userId(),
      /** As `users.secondFactor`, so that a search within one state looks at no one else. */
      secondFactor: kit.text('second_factor').$type<StoredFactor>().notNull(),
    },
    (t) => [
      kit.primaryKey({ columns: [t.organizationId, t.word, t.sortName, t.userId] }),
      kit.index('user_words_by_state').on(t.organizationId, t.secondFactor, t.word, t.sortName, t.userId),
      kit.index('user_words_by_user').on(t.userId, t.word),
    ],
  )

  const invitations = kit.table(
    'invitations',
    {
      userId: userId().primaryKey(),
      /** As `users.organizationId`, so that those of one organization are found by when they expire. */
      organizationId: kit.text('organization_id').notNull().default(''),
      tokenDigest: kit.bytes('token_digest').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
      /** The token, sealed, while its link is shown to the admin; then null, and only the digest remains. */
      shown: kit.bytes('shown'),
      shownUntil: kit.time('shown_until'),
    },
    (t) => [
      kit.unique('invitations_token').on(t.tokenDigest),
      kit.index('invitations_by_expiry').on(t.organizationId, t.expiresAt, t.userId),
    ],
  )

  return { users, userWords, invitations }
}
