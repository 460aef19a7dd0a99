import type { Kit } from '../kit'
import type { recoveryTables } from './recovery'
import type { userTables } from './users'

/** What a link in an email is for. */
export type LinkPurpose =
  | 'password-reset'
  | 'email-change'
  | 'email-undo'
  | 'recovery-confirm'
  | 'recovery-stop'
  | 'recovery-complete'
  | 'recovery-status'
  | 'enrollment'
/** What a stranger asked for, to be looked into after they were answered. */
export type ErrandName = 'password-reset' | 'recovery'

/** Links that were sent to people, what strangers asked for, and the browsers that people are known to use. */
export function linkTables(
  kit: Kit,
  { users }: ReturnType<typeof userTables>,
  { recoveryRequests }: ReturnType<typeof recoveryTables>,
) {
  const userId = () =>
    kit
      .text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' })

  const links = kit.table(
    'links',
    {
      tokenDigest: kit.bytes('token_digest').primaryKey(),
      purpose: kit.text('purpose').$type<LinkPurpose>().notNull(),
      userId: userId(),
      /** The address it was sent to, or, to undo a change, the one it restores. */
      email: kit.text('email').notNull(),
      /** The recovery request it speaks of. */
      requestId: kit.text('request_id').references(() => recoveryRequests.id, { onDelete: 'cascade' }),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [kit.index('links_by_user').on(t.userId, t.purpose), kit.index('links_by_expiry').on(t.expiresAt)],
  )

  const errands = kit.table('errands', {
    id: kit.text('id').primaryKey(),
    name: kit.text('name').$type<ErrandName>().notNull(),
    /** What was typed, JSON. */
    facts: kit.text('facts').notNull(),
    address: kit.text('address').notNull(),
    userAgent: kit.text('user_agent').notNull(),
    createdAt: kit.time('created_at').notNull(),
  })

  const browsers = kit.table(
    'browsers',
    {
      userId: userId(),
      tokenDigest: kit.bytes('token_digest').notNull(),
      seenAt: kit.time('seen_at').notNull(),
      /**
       * Whether it has counters of its own at the sign-in. Taken back when everything of the person ends; the row stays, so
       * that the browser is not told of as a new one.
       */
      ownCounter: kit.flag('own_counter').notNull().default(true),
    },
    (t) => [
      kit.primaryKey({ columns: [t.userId, t.tokenDigest] }),
      kit.index('browsers_by_age').on(t.seenAt),
    ],
  )

  return { links, errands, browsers }
}
