import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Challenger, Member } from '@/lib/actors'
import type { BrowserTokens } from '@/lib/browser-token'
import type { Context } from '@/lib/context'
import { minutes } from '@/lib/duration'
import { factorsAtMost } from '@/lib/figures'
import { namedOr } from '@/lib/messages/authenticators'
import { type Counter, forgetAttempts, spendAttempt } from '@/lib/records/attempts/attempts'
import { record } from '@/lib/records/audit/record'
import { addAuthenticator, putAuthenticator, sealAuthenticator } from '@/lib/records/factors/authenticator'
import { authenticatorsOf, sinceNow } from '@/lib/records/factors/authenticators'
import { type Purpose, readEnrollment, takeEnrollment } from '@/lib/records/factors/enrollment'
import { dropTicket } from '@/lib/records/factors/enrollment-ticket'
import { type CodeSet, newCodeSet, storeCodeSet } from '@/lib/records/factors/recovery-codes'
import { tellOfOthers } from '@/lib/records/factors/shown-keys'
import { spendStep } from '@/lib/records/factors/spent-steps'
import { type Standing, standingAtSignIn, standingOf } from '@/lib/records/factors/standing'
import { enrollmentKey } from '@/lib/records/factors/waits'
import { tell } from '@/lib/records/outbox/outbox'
import { onlyPasskeys } from '@/lib/records/policy/only-passkeys'
import { endEverything } from '@/lib/records/sessions/end'
import { countLeft, finish, type Leaving, type LeftBy } from '@/lib/records/sign-ins/finish'
import { changeUser, type User } from '@/lib/records/users/change'
import { isEnabled } from '@/lib/records/users/enabled'
import { fail, ok, type Result } from '@/lib/result'
import { clockOff, matchingStep } from '@/lib/totp/totp'
import { typedFirstCode } from '@/lib/totp/typed-codes'

export const confirmInput = z.strictObject({ code: typedFirstCode })

export type ConfirmCode =
  | 'code-wrong'
  | 'clock-off'
  | 'too-many-attempts'
  | 'enrollment-over'
  | 'passkey-needed'

const counterOf = (userId: string): Counter => ({
  key: enrollmentKey(userId),
  limit: { free: 10, firstDelay: minutes(15), longestDelay: minutes(15), window: minutes(15) },
})

/** Confirms the setup key from the profile, for the first time, in place of another or as one more. */
export async function confirmEnrollment(
  ctx: Context,
  member: Member,
  { code }: z.output<typeof confirmInput>,
): Promise<Result<{ as: Stood }, ConfirmCode>> {
  const standing = standingOf(ctx, member)
  const proven = await proveSetupKey(ctx, standing, code)
  if (!proven.ok) return proven
  const codes = await newCodeSet()
  return ctx.db.write(async (tx) => {
    const stood = await standAuthenticator(tx, ctx, standing, proven.value, codes)
    return stood ? ok({ as: stood.as }) : fail('enrollment-over')
  })
}

/** Confirms the setup key of a sign-in that waits for enrollment; returns what the challenge leaves. */
export async function finishWithEnrollment<L extends Leaving = 'ticket'>(
  ctx: Context,
  challenger: Challenger,
  { code }: z.output<typeof confirmInput>,
  leaving?: L,
  { known }: Pick<BrowserTokens, 'known'> = {},
): Promise<Result<LeftBy<L> & { recoveryCodes: string[] }, ConfirmCode>> {
  const { challengeId } = challenger
  const standing = standingAtSignIn(ctx, challenger)
  const proven = await proveSetupKey(ctx, standing, code)
  if (!proven.ok) return proven
  const codes = await newCodeSet()
  const ended = await ctx.db.write(async (tx) => {
    const stood = await standAuthenticator(tx, ctx, standing, proven.value, codes)
    if (!stood) return fail('enrollment-over')
    const { challenges } = ctx.db.tables
    await tx
      .update(challenges)
      .set({ credentialVersion: stood.user.credentialVersion })
      .where(eq(challenges.id, challengeId))
    const finished = { challengeId, user: stood.user, proof: 'enrollment', browser: known } as const
    return ok({ ...(await finish(tx, ctx, finished, leaving)), recoveryCodes: codes.codes })
  })
  return countLeft(leaving)(ended)
}

type ProvenKey = { enrollmentId: string; setupKey: string; step: number } & Omit<Purpose, 'addsPasskey'>

/**
 * Compares a code with the setup key that waits in this sign-in; ten wrong ones in a quarter of an hour are too many, and lock nothing. A code
 * that would have been right within ten minutes is not accepted, but tells how far the phone's clock is off.
 */
function proveSetupKey(
  ctx: Context,
  { signIn, owner }: Standing,
  code: string,
): Promise<Result<ProvenKey, ConfirmCode>> {
  return ctx.db.write(async (tx) => {
    const user = await owner(tx)
    const pending = user && (await readEnrollment(tx, ctx, signIn))
    if (!user || !pending || pending.addsPasskey) return fail('enrollment-over')
    if (!isEnabled(user) && (await onlyPasskeys(tx, ctx, user.id))) return fail('passkey-needed')
    const counter = counterOf(user.id)
    const retryAt = await spendAttempt(tx, ctx, [counter])
    if (retryAt) return fail('too-many-attempts', { retryAt })
    const step = matchingStep(pending.setupKey, code, ctx.now(), null)
    if (step === null) {
      const off = clockOff(pending.setupKey, code, ctx.now())
      return off === null ? fail('code-wrong') : fail('clock-off', { clockOff: off })
    }
    await forgetAttempts(tx, ctx, [counter.key])
    const { id: enrollmentId, setupKey, addsNamed, replaces } = pending
    return ok({ enrollmentId, setupKey, step, addsNamed, replaces })
  })
}

/** What became of a confirmed setup key: the first authenticator, another in place of one, or one more. */
type Stood = 'enabled' | 'replaced' | 'added'

const said = {
  enabled: { event: 'two-factor.enabled', mail: 'two-factor-enabled' },
  replaced: { event: 'two-factor.replaced', mail: 'two-factor-replaced' },
} as const

/**
 * In one transaction the new authenticator stands, the code that confirmed it counts as used, the setup keys of all other
 * sign-ins are void, and everything opened before ends but for this sign-in. Recovery codes come with the first one and
 * with each that takes the place of another; one more leaves them as they are. Null when another tab was first.
 */
async function standAuthenticator(
  tx: Writer,
  ctx: Context,
  { signIn, owner }: Standing,
  { enrollmentId, setupKey, step, addsNamed, replaces }: ProvenKey,
  codes: CodeSet,
): Promise<{ user: User; as: Stood } | null> {
  const { sessions, users } = ctx.db.tables
  const user = await owner(tx)
  if (!user || !(await takeEnrollment(tx, ctx, user.id, enrollmentId))) return null
  const all = await authenticatorsOf(tx, ctx, user)
  const adds = addsNamed !== null && isEnabled(user)
  const replaced = adds ? undefined : all.find(({ id, first }) => (replaces ? id === replaces : first))
  // The one that it was to take the place of is gone, or there are too many by now.
  if (adds ? all.length + user.passkeys >= factorsAtMost : isEnabled(user) && !replaced) return null
  const fresh = {
    ...{ id: enrollmentId, secret: sealAuthenticator(ctx, user.id, setupKey), since: sinceNow(ctx, all) },
    name: addsNamed ?? replaced?.name ?? null,
  }
  if (adds) await addAuthenticator(tx, ctx, user.id, fresh, all)
  else await putAuthenticator(tx, ctx, user.id, fresh, replaced)
  const changed = await changeUser(tx, ctx, user.id, {
    credentialVersion: plus(users.credentialVersion, 1),
    secondStepFailures: 0,
    secondStepRetryAt: null,
  })
  await spendStep(tx, ctx, { userId: user.id, since: fresh.since }, step)
  if (!adds) await storeCodeSet(tx, ctx, user.id, codes)
  await dropTicket(tx, ctx, user.id)
  await endEverything(tx, ctx, user.id, 'factor', signIn)
  // Whoever confirmed it has just shown both factors: apps that ask for a second one need no other sign-in.
  if ('sessionId' in signIn)
    await tx.update(sessions).set({ proof: 'enrollment' }).where(eq(sessions.id, signIn.sessionId))
  const others = await tellOfOthers(tx, ctx, user, signIn)
  const actor = { kind: 'user', id: user.id, name: user.name, email: user.email } as const
  const detail = others > 0 ? { otherSetupKeys: others } : {}
  const as = adds ? 'added' : replaced ? 'replaced' : 'enabled'
  if (as === 'added') {
    const called = namedOr(fresh.name)
    await record(tx, ctx, user.organizationId, {
      ...{ event: 'authenticator.added', actor, detail: { called, ...detail } },
    })
    await tell(tx, ctx, user, 'authenticator-added', { called })
  } else {
    await record(tx, ctx, user.organizationId, { event: said[as].event, actor, detail })
    await tell(tx, ctx, user, said[as].mail, {})
  }
  return changed && { user: changed, as }
}
