import { timingSafeEqual } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { PasskeyProof } from '@/db/tables/sign-in'
import type { Context } from '@/lib/context'
import type { PasskeyAnswer } from '@/lib/passkey-responses'
import { done, fail, ok, type Result } from '@/lib/result'
import { openSecret } from '../secrets/unreadable'
import type { User } from '../users/change'
import {
  type Bound,
  isPasskeyChallenge,
  passkeyChallengeMade,
  spendPasskeyChallenge,
} from './passkey-challenge'
import { passkeyHost } from './passkey-host'
import { noteSigned, type Passkey, passkeyOfId, sealedIn, stopPasskey } from './passkeys'
import { challengeIn, type Signed, signedBy } from './webauthn'

/**
 * `passkey-over`: its challenge is over, or was spent. `passkey-unknown`: no account has it, so that its owner's device may
 * be told. `passkey-stopped`: its counter went back, now or before.
 */
export type PasskeyCode = 'passkey-wrong' | 'passkey-over' | 'passkey-unknown' | 'passkey-stopped'

/** A passkey that has signed what it was asked to, of whoever it is. Nothing was spent yet. */
export type CheckedPasskey = { passkey: Passkey; signed: Signed; challenge: string }

/** The challenge that is answered, if it was made for this and is not over: no secret, and cheap to tell. */
export function answeredChallenge(
  ctx: Context,
  answer: PasskeyAnswer,
  bound: Bound,
): Result<string, 'passkey-wrong' | 'passkey-over'> {
  const challenge = challengeIn(answer)
  if (challenge === null) return fail('passkey-wrong')
  return isPasskeyChallenge(ctx, bound, challenge) ? ok(challenge) : fail('passkey-over')
}

/**
 * Looks whose passkey has answered a challenge of ours, and whether that is right. Outside of a transaction: signatures
 * take time. `userId`: whose it has to be, where that is known. Throws what `orUnreadable` takes.
 */
export async function checkPasskey(
  ctx: Context,
  answer: PasskeyAnswer,
  bound: Bound,
  userId: string | null,
): Promise<Result<CheckedPasskey, PasskeyCode>> {
  const host = passkeyHost(ctx)
  if (!host) return fail('passkey-wrong')
  const answered = answeredChallenge(ctx, answer, bound)
  if (!answered.ok) return answered
  const challenge = answered.value
  const passkey = await passkeyOfId(ctx.db.read, ctx, host.rpId, answer.id)
  if (!passkey) return fail('passkey-unknown')
  if (userId !== null && passkey.userId !== userId) return fail('passkey-wrong')
  if (!(await isOwners(ctx, passkey, answer, userId !== null))) return fail('passkey-wrong')
  const { publicKey: sealed, credentialId: id } = passkey
  const publicKey = openSecret(ctx, passkey.userId, 'passkey', { sealed, sealedIn, owner: passkey.userId })
  const key = { id, publicKey: Buffer.from(publicKey, 'base64url') }
  const signed = await signedBy(key, answer, { ...host, challenge })
  // Whether it may be synced never changes (WebAuthn L3 7.2).
  if (!signed || signed.backupEligible !== passkey.backupEligible) return fail('passkey-wrong')
  return passkey.stoppedAt ? fail('passkey-stopped') : ok({ passkey, signed, challenge })
}

/** Whether it names its owner's account (WebAuthn L3 7.2 step 6): always, but where it was asked for by its id. */
async function isOwners(
  ctx: Context,
  { userId }: Passkey,
  { response }: PasskeyAnswer,
  askedById: boolean,
): Promise<boolean> {
  const { userHandle } = response
  if (userHandle === undefined || userHandle === null) return askedById
  const [owner] = await ctx.db.read
    .select()
    .from(ctx.db.tables.users)
    .where(eq(ctx.db.tables.users.id, userId))
  const [said, theirs] = [Buffer.from(userHandle, 'base64url'), owner?.passkeyHandle]
  return theirs?.length === said.length && timingSafeEqual(said, theirs)
}

/**
 * Spends what was checked, in the transaction of what it is for: the challenge works once, and the counter has to rise.
 * Where it went back since it was asked the passkey is stopped, which the caller commits. The caller has the person to itself.
 */
export async function spendPasskey(
  tx: Writer,
  ctx: Context,
  user: User,
  { passkey, signed, challenge }: CheckedPasskey,
): Promise<Result<void, PasskeyCode>> {
  if (!(await spendPasskeyChallenge(tx, ctx, challenge))) return fail('passkey-over')
  if (await noteSigned(tx, ctx, passkey, signed)) return done
  const present = await passkeyOfId(tx, ctx, passkey.rpId, passkey.credentialId)
  if (present?.userId !== user.id) return fail('passkey-unknown')
  // Two tabs may answer in another order than they asked: what was asked before it was last used shows no copy.
  if (present.usedAt && passkeyChallengeMade(challenge) < present.usedAt) return fail('passkey-over')
  await stopPasskey(tx, ctx, user, present)
  return fail('passkey-stopped')
}

/** What an app may be told of it. `alone`: without a password before. */
export const proofOf = ({ backupEligible }: Pick<Passkey, 'backupEligible'>, alone = false): PasskeyProof =>
  backupEligible ? (alone ? 'synced-passkey-alone' : 'synced-passkey') : alone ? 'passkey-alone' : 'passkey'
