import { eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Challenger, Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { looksLikeToken } from '@/lib/crypto/token'
import type { CreationOptions, RequestOptions } from '@/lib/passkey-responses'
import { readEnrollment } from '@/lib/records/factors/enrollment'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { anyonesOptions, creationOptions, requestOptions } from '@/lib/records/factors/passkey-options'
import { type Passkey, passkeysOf, works } from '@/lib/records/factors/passkeys'
import { noteShown } from '@/lib/records/factors/shown-keys'
import { type Standing, standingAtSignIn, standingOf } from '@/lib/records/factors/standing'
import { isEnabled } from '@/lib/records/users/enabled'
import { findUser } from '@/lib/records/users/find'

/** A passkey, as its owner sees it. `host`: the one that it was made for, where that is not this server's host now. */
export type ListedPasskey = Pick<
  Passkey,
  | 'id'
  | 'name'
  | 'createdAt'
  | 'usedAt'
  | 'client'
  | 'stoppedAt'
  | 'backupEligible'
  | 'backedUp'
  | 'uvInitialized'
> & {
  host: string | null
  /** Whether it can be a whole sign-in: its owner was verified when it was added, and it is found without a name. */
  signsInAlone: boolean
}

/** The passkeys of the person asking, the oldest first, also those that do not work. */
export async function listPasskeys(ctx: Context, member: Member): Promise<ListedPasskey[]> {
  const user = await findUser(ctx.db.read, ctx, member.userId)
  const rpId = passkeyHost(ctx)?.rpId
  const all = user ? await passkeysOf(ctx.db.read, ctx, user) : []
  return all.map(({ id, name, createdAt, usedAt, client, stoppedAt, ...row }) => ({
    ...{ id, name, createdAt, usedAt, client, stoppedAt },
    ...{ backupEligible: row.backupEligible, backedUp: row.backedUp, uvInitialized: row.uvInitialized },
    host: row.rpId === rpId ? null : row.rpId,
    // A browser that says nothing of it is given the benefit.
    signsInAlone: row.uvInitialized && row.discoverable !== false,
  }))
}

/** The address that passkeys work at here; null: at none, for the server has no such address. */
export const whereForPasskeys = async (ctx: Context): Promise<string | null> =>
  passkeyHost(ctx)?.origin ?? null

/** What the browser is asked to make a passkey for this session; null where its owner has yet to prove what that takes. */
export const passkeyToAdd = (ctx: Context, member: Member): Promise<CreationOptions | null> =>
  optionsFor(ctx, standingOf(ctx, member))

/** The same in a sign-in that waits for enrollment; null as long as an enrollment code is asked for. */
export const passkeyToEnroll = (ctx: Context, challenger: Challenger): Promise<CreationOptions | null> =>
  optionsFor(ctx, standingAtSignIn(ctx, challenger))

function optionsFor(ctx: Context, { signIn, owner }: Standing): Promise<CreationOptions | null> {
  return ctx.db.write(async (tx) => {
    const user = await owner(tx)
    const pending = user && (await readEnrollment(tx, ctx, signIn))
    if (!pending || !(pending.addsPasskey || !isEnabled(user))) return null
    if (!isEnabled(user)) await noteShown(tx, ctx, user.id, signIn)
    return creationOptions(tx, ctx, user, { for: 'registration', enrollmentId: pending.id })
  })
}

/** What the browser is asked to prove it with a passkey, once more, in this session; null where none works. */
export async function passkeyToProve(ctx: Context, member: Member): Promise<RequestOptions | null> {
  const user = await findUser(ctx.db.read, ctx, member.userId)
  return user && requestOptions(ctx.db.read, ctx, user, { for: 'proof', sessionId: member.sessionId })
}

/** The same at the second step of a sign-in. Whose password was right may know whether they have one. */
export async function passkeyForStep(
  ctx: Context,
  { userId, challengeId }: Challenger,
): Promise<RequestOptions | null> {
  const user = await findUser(ctx.db.read, ctx, userId)
  return user && requestOptions(ctx.db.read, ctx, user, { for: 'second-step', challengeId })
}

const anyOfHost = prepared(
  'any-passkey-of-host',
  ({ passkeys }) => ({ rpId: passkeys.rpId }),
  (read: Reader, { passkeys: rows }, given) =>
    read.select({ id: rows.id }).from(rows).where(eq(rows.rpId, given.rpId)).limit(1),
)

/**
 * What a browser is asked for a whole sign-in: the same for everyone. `browser`: the token of its cookie on the signed-out
 * page; null without one, where passkeys do not work, and as long as nobody has one: who only ever wants six digits reads
 * nothing of passkeys.
 */
export async function passkeyToSignIn(ctx: Context, browser: string): Promise<RequestOptions | null> {
  const host = passkeyHost(ctx)
  if (!host || !looksLikeToken(browser)) return null
  const [any] = await anyOfHost(ctx.db.read, ctx.db, { rpId: host.rpId })
  return any ? anyonesOptions(ctx, { for: 'sign-in', browser }) : null
}

/** The same for a client of the token API. */
export const passkeyToSignInByApi = async (ctx: Context): Promise<RequestOptions | null> =>
  anyonesOptions(ctx, { for: 'api-sign-in' })

/** What the browser may be told so that it offers the passkeys that there are (WebAuthn L3 5.1.10). Always complete. */
export type PasskeySignals = {
  rpId: string
  userId: string
  allAcceptedCredentialIds: string[]
  name: string
  displayName: string
}

/** Of the person asking; null where they never had a passkey here. */
export async function passkeySignals(ctx: Context, member: Member): Promise<PasskeySignals | null> {
  const host = passkeyHost(ctx)
  const user = await findUser(ctx.db.read, ctx, member.userId)
  if (!host || !user?.passkeyHandle) return null
  const all = (await passkeysOf(ctx.db.read, ctx, user)).filter((one) => works(ctx, one))
  return {
    ...{ rpId: host.rpId, userId: user.passkeyHandle.toString('base64url') },
    allAcceptedCredentialIds: all.map(({ credentialId }) => credentialId),
    ...{ name: user.email, displayName: user.name },
  }
}
