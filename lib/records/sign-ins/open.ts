import type { Writer } from '@/db/database'
import type { Tables } from '@/db/tables'
import { browserDigest } from '@/lib/browser-token'
import { browserOf } from '@/lib/client'
import type { Context } from '@/lib/context'
import { record } from '../audit/record'
import { noteBrowser, noteSignInFrom } from '../browsers/browser'
import { closeHelp } from '../help/close'
import { withdrawRequests } from '../recovery/withdraw'
import { type OpenedSession, openSession } from '../sessions/session'
import { frequentChange, type User } from '../users/change'

type Challenge = Tables['challenges']['$inferSelect']

const noteSignIn = frequentChange(
  'note-sign-in',
  (users) => ({ now: users.lastSignInAt }),
  (given) => ({
    changes: { lastSignInAt: given.now },
  }),
)

/**
 * Opens the session that a challenge was there for, in the transaction that took it away. The caller has seen that its owner is
 * who they were, and that `proof` is enough of them.
 */
export async function openSignedIn(
  tx: Writer,
  ctx: Context,
  user: User,
  { channel, kind, client: name, proof, browserDigest: sent, ...handed }: Challenge,
  token?: string,
): Promise<OpenedSession> {
  const client = kind === 'web' ? browserOf(ctx) : { kind, name }
  const browser = browserDigest(token) ?? sent
  const session = await openSession(tx, ctx, user, channel, client, {
    ...{ browser, proof, handedOverBy: handed.handedOverBy },
    ...{ endsBy: handed.sessionEndsBy, authenticatedAt: handed.authenticatedAt },
  })
  await noteSignIn(tx, ctx, user.id, { now: ctx.now() })
  await withdrawRequests(tx, ctx, user)
  if (proof && proof !== 'none') await closeHelp(tx, ctx, user.id)
  if (browser)
    await (channel === 'web'
      ? noteSignInFrom(tx, ctx, user, browser)
      : noteBrowser(tx, ctx, user.id, browser))
  await record(tx, ctx, user.organizationId, {
    event: 'sign-in.succeeded',
    actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    detail: { secondStep: proof ?? 'none', kind },
  })
  return session
}
