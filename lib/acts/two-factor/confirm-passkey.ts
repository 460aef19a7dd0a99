import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Challenger, Member } from '@/lib/actors'
import type { BrowserTokens } from '@/lib/browser-token'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { factorsAtMost } from '@/lib/figures'
import { authenticatorName } from '@/lib/name'
import { passkeyName } from '@/lib/passkey-names'
import { type NewPasskey, newPasskeyText } from '@/lib/passkey-responses'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { authenticatorsOf } from '@/lib/records/factors/authenticators'
import { readEnrollment, takeEnrollment } from '@/lib/records/factors/enrollment'
import { dropTicket } from '@/lib/records/factors/enrollment-ticket'
import { isPasskeyChallenge } from '@/lib/records/factors/passkey-challenge'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { proofOf } from '@/lib/records/factors/passkey-proof'
import { addPasskey, type Passkey, passkeyOfId, passkeysOf, sealedIn } from '@/lib/records/factors/passkeys'
import { type CodeSet, newCodeSet, storeCodeSet } from '@/lib/records/factors/recovery-codes'
import { tellOfOthers } from '@/lib/records/factors/shown-keys'
import { type Standing, standingAtSignIn, standingOf } from '@/lib/records/factors/standing'
import { challengeIn, type Registered, registered } from '@/lib/records/factors/webauthn'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything } from '@/lib/records/sessions/end'
import { countLeft, finish, type Leaving, type LeftBy } from '@/lib/records/sign-ins/finish'
import { changeUser, type User } from '@/lib/records/users/change'
import { isEnabled } from '@/lib/records/users/enabled'
import { findUser } from '@/lib/records/users/find'
import { fail, ok, type Result } from '@/lib/result'

/** `credential`: what the browser made. `name`: what it is called, if not by its model. */
export const confirmPasskeyInput = z.strictObject({
  credential: newPasskeyText,
  name: z.literal('').or(authenticatorName).optional(),
})

export type ConfirmPasskeyCode = 'enrollment-over' | 'passkey-over' | 'passkey-refused' | 'passkey-known'

type Made = { credential: NewPasskey; name?: string | undefined }

/**
 * Adds the passkey that was made for this session, be it the first factor or one more. Whoever sends it once more, because
 * the answer was lost, is answered the same.
 */
export async function confirmPasskey(
  ctx: Context,
  member: Member,
  input: Made,
): Promise<Result<{ as: 'enabled' | 'added' }, ConfirmPasskeyCode>> {
  const standing = standingOf(ctx, member)
  const proven = await proveNewPasskey(ctx, standing, input)
  if (!proven.ok) return (await stoodBefore(ctx, member, input)) ?? proven
  const codes = await newCodeSet()
  const stood = await ctx.db.write((tx) => standPasskey(tx, ctx, standing, proven.value, codes))
  return stood.ok ? ok({ as: stood.value.as }) : ((await stoodBefore(ctx, member, input)) ?? stood)
}

/** What became of this passkey, where this person has it by the enrollment that it was made in. */
async function stoodBefore(
  ctx: Context,
  { userId }: Member,
  { credential }: Made,
): Promise<Result<{ as: 'enabled' | 'added' }, never> | null> {
  const host = passkeyHost(ctx)
  const challenge = challengeIn(credential)
  if (!host || challenge === null) return null
  const passkey = await passkeyOfId(ctx.db.read, ctx, host.rpId, credential.id)
  if (passkey?.userId !== userId) return null
  if (!isPasskeyChallenge(ctx, { for: 'registration', enrollmentId: passkey.id }, challenge)) return null
  const user = await findUser(ctx.db.read, ctx, userId)
  const first = user?.twoFactorSince?.getTime() === passkey.createdAt.getTime()
  return ok({ as: first ? 'enabled' : 'added' })
}

/** The same in a sign-in that waits for enrollment; returns what the challenge leaves. `recoveryCodes`: none where there were some. */
export async function finishWithNewPasskey<L extends Leaving = 'ticket'>(
  ctx: Context,
  challenger: Challenger,
  input: Made,
  leaving?: L,
  { known }: Pick<BrowserTokens, 'known'> = {},
): Promise<Result<LeftBy<L> & { recoveryCodes: string[] }, ConfirmPasskeyCode>> {
  const { challengeId } = challenger
  const standing = standingAtSignIn(ctx, challenger)
  const proven = await proveNewPasskey(ctx, standing, input)
  if (!proven.ok) return proven
  const codes = await newCodeSet()
  const ended = await ctx.db.write(
    async (tx): Promise<Result<LeftBy<L> & { recoveryCodes: string[] }, ConfirmPasskeyCode>> => {
      const stood = await standPasskey(tx, ctx, standing, proven.value, codes)
      if (!stood.ok) return stood
      const { user, passkey, as } = stood.value
      // Whoever came with a recovery code keeps those that are left.
      const recoveryCodes = as === 'enabled' ? codes.codes : []
      const { challenges } = ctx.db.tables
      await tx
        .update(challenges)
        .set({ credentialVersion: user.credentialVersion })
        .where(eq(challenges.id, challengeId))
      const finished = { challengeId, user, proof: proofOf(passkey), browser: known }
      return ok({ ...(await finish(tx, ctx, finished, leaving)), recoveryCodes })
    },
  )
  return countLeft(leaving)(ended)
}

type ProvenPasskey = {
  enrollmentId: string
  rpId: string
  made: Registered
  name: string | undefined
  sent: NewPasskey
}

/** Looks whether a passkey was made for what waits in this sign-in. Verified outside of a transaction, for that takes time. */
async function proveNewPasskey(
  ctx: Context,
  { signIn, owner }: Standing,
  { credential, name }: Made,
): Promise<Result<ProvenPasskey, ConfirmPasskeyCode>> {
  const enrollmentId = await ctx.db.write(async (tx) => {
    const user = await owner(tx)
    const pending = user && (await readEnrollment(tx, ctx, signIn))
    return pending && (pending.addsPasskey || !isEnabled(user)) ? pending.id : null
  })
  if (enrollmentId === null) return fail('enrollment-over')
  const host = passkeyHost(ctx)
  const challenge = challengeIn(credential)
  if (!host || challenge === null) return fail('passkey-refused')
  if (!isPasskeyChallenge(ctx, { for: 'registration', enrollmentId }, challenge)) return fail('passkey-over')
  const made = await registered(credential, { ...host, challenge })
  return made
    ? ok({ enrollmentId, rpId: host.rpId, made, name: name || undefined, sent: credential })
    : fail('passkey-refused')
}

type Stood = { user: User; passkey: Passkey; as: 'enabled' | 'added' }

/**
 * In one transaction the passkey stands, whatever else waited to be confirmed is void, and everything opened before ends
 * but for this sign-in. Recovery codes come with the first factor; one more leaves them as they are.
 */
async function standPasskey(
  tx: Writer,
  ctx: Context,
  { signIn, owner }: Standing,
  { enrollmentId, rpId, made, name, sent }: ProvenPasskey,
  codes: CodeSet,
): Promise<Result<Stood, ConfirmPasskeyCode>> {
  const { sessions, users } = ctx.db.tables
  const user = await owner(tx)
  if (!user) return fail('enrollment-over')
  if (await passkeyOfId(tx, ctx, rpId, made.credentialId)) return fail('passkey-known')
  if (!(await takeEnrollment(tx, ctx, user.id, enrollmentId))) return fail('enrollment-over')
  const first = !isEnabled(user)
  const { length } = await authenticatorsOf(tx, ctx, user)
  if (length + user.passkeys >= factorsAtMost) return fail('enrollment-over')
  const taken = (await passkeysOf(tx, ctx, user)).map((one) => one.name)
  const its = { id: enrollmentId, userId: user.id, rpId }
  const passkey = passkeyOf(ctx, its, made, name, sent, taken)
  // Someone else's, in this very moment: nothing of this is to stay.
  if (!(await addPasskey(tx, ctx, passkey))) throw new Error('A passkey was added twice at once.')
  const changed = await changeUser(tx, ctx, user.id, {
    ...(first && { twoFactorSince: passkey.createdAt }),
    credentialVersion: plus(users.credentialVersion, 1),
    secondStepFailures: 0,
    secondStepRetryAt: null,
  })
  if (!changed) return fail('enrollment-over')
  if (first) await storeCodeSet(tx, ctx, user.id, codes)
  await dropTicket(tx, ctx, user.id)
  await endEverything(tx, ctx, user.id, 'factor', signIn)
  // Whoever added it has just shown both factors: apps that ask for a second one need no other sign-in.
  if ('sessionId' in signIn)
    await tx
      .update(sessions)
      .set({ proof: proofOf(passkey) })
      .where(eq(sessions.id, signIn.sessionId))
  await recordStood(tx, ctx, user, signIn, passkey, first)
  return ok({ user: changed, passkey, as: first ? 'enabled' : 'added' })
}

async function recordStood(
  tx: Writer,
  ctx: Context,
  user: User,
  signIn: Standing['signIn'],
  { name: passkey }: Passkey,
  first: boolean,
): Promise<void> {
  const others = await tellOfOthers(tx, ctx, user, signIn)
  const actor = { kind: 'user', ...named(user) } as const
  if (first) {
    const detail = { passkey, ...(others > 0 && { otherSetupKeys: others }) }
    await record(tx, ctx, user.organizationId, { event: 'two-factor.enabled', actor, detail })
    await tell(tx, ctx, user, 'two-factor-enabled', { passkey })
  } else {
    await record(tx, ctx, user.organizationId, { event: 'passkey.added', actor, detail: { passkey } })
    await tell(tx, ctx, user, 'passkey-added', { passkey })
  }
}

function passkeyOf(
  ctx: Context,
  its: Pick<Passkey, 'id' | 'userId' | 'rpId'>,
  made: Registered,
  name: string | undefined,
  { response, clientExtensionResults }: NewPasskey,
  taken: string[],
): Passkey {
  const transports = (response.transports ?? []).filter((way) => /^[a-z-]{1,32}$/.test(way))
  const { publicKey, userVerified, ...said } = made
  const sealed = ctx.vault.seal(Buffer.from(publicKey.toString('base64url')), sealedIn, its.userId)
  return {
    ...{ ...its, ...said, publicKey: sealed, uvInitialized: userVerified },
    transports: transports.join(' '),
    discoverable: clientExtensionResults?.credProps?.rk ?? null,
    name: name ?? passkeyName(made.aaguid, transports, describeClient(ctx.origin.userAgent), taken),
    ...{ createdAt: ctx.now(), usedAt: null, client: null, stoppedAt: null },
  }
}
