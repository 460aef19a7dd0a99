'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { askForHelp } from '@/lib/acts/help/ask'
import { abandonChallenge } from '@/lib/acts/sign-in/abandon'
import { codeInput, finishWithCode } from '@/lib/acts/sign-in/code'
import { continueSignIn } from '@/lib/acts/sign-in/continue'
import { finishWithPasskey, passkeyStepInput } from '@/lib/acts/sign-in/passkey'
import { signInInput, signInWithPassword } from '@/lib/acts/sign-in/password'
import { finishWithRecoveryCode, recoveryCodeInput } from '@/lib/acts/sign-in/recovery-code'
import { passkeySignInInput, signInWithPasskey } from '@/lib/acts/sign-in/with-passkey'
import { confirmInput, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskeyInput, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { startEnrollment, startInput, startPasskeyEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { appInput, clientOf } from '@/lib/client'
import { newToken } from '@/lib/crypto/token'
import { completeSignIn, enter, leadOn } from '@/lib/web/complete-sign-in'
import {
  browserToken,
  forgetChallenge,
  keepTrust,
  knownBrowser,
  passkeyBrowser,
  trustToken,
} from '@/lib/web/cookies'
import { formAction } from '@/lib/web/form-action'
import {
  anyone,
  challengeField,
  glimpseMember,
  pageField,
  requireChallengerOf,
  requireChallengerOfPage,
} from '@/lib/web/gates'
import { withNotice } from '@/lib/web/notices'
import { ownPath } from '@/lib/web/own-path'

export const signIn = formAction(
  anyone,
  signInInput.omit({ deviceToken: true, trustToken: true }).extend(appInput),
  async (ctx, _anyone, input) => {
    const { email, password } = input
    const returnTo = ownPath(input.returnTo) ?? undefined
    const client = clientOf(ctx, input)
    const deviceToken = await knownBrowser()
    // Whoever is signed in signs in again because that was not enough, or someone else does.
    const trusted = (await glimpseMember()) ? undefined : await trustToken()
    const given = { email, password, returnTo, deviceToken, trustToken: trusted }
    const accepted = await signInWithPassword(ctx, given, 'web', client)
    return accepted.ok ? leadOn(accepted.value, returnTo ?? null) : accepted
  },
)

export const verifyCode = formAction(
  requireChallengerOf,
  codeInput.extend(challengeField).extend({ trust: z.boolean() }),
  async (ctx, challenger, { trust, ...input }) => {
    const tokens = await tokensOf(trust)
    const finished = await finishWithCode(ctx, challenger, input, 'session', tokens)
    if (!finished.ok) return leaveIfOver(finished)
    if (tokens.trusted) await keepTrust(tokens.trusted)
    return enter(finished.value, tokens.known, ownPath(challenger.returnTo))
  },
  { 'code-wrong': 'code' },
)

/** The whole sign-in, by a passkey alone. */
export const signInByPasskey = formAction(
  anyone,
  passkeySignInInput.omit({ deviceToken: true }).extend(appInput),
  async (ctx, _anyone, input) => {
    const returnTo = ownPath(input.returnTo) ?? undefined
    const given = { answer: input.answer, returnTo, deviceToken: await knownBrowser() }
    const way = { channel: 'web', browser: await passkeyBrowser() } as const
    const accepted = await signInWithPasskey(ctx, given, way, clientOf(ctx, input))
    return accepted.ok ? completeSignIn(accepted.value.ticket, returnTo ?? null) : accepted
  },
  // The browser is told that no one has such a passkey.
  { 'passkey-unknown': 'unknownPasskey' },
)

export const verifyPasskey = formAction(
  requireChallengerOf,
  passkeyStepInput.extend(challengeField).extend({ trust: z.boolean() }),
  async (ctx, challenger, { trust, answer }) => {
    const tokens = await tokensOf(trust)
    const finished = await finishWithPasskey(ctx, challenger, { answer }, 'session', tokens)
    if (!finished.ok) return leaveIfOver(finished)
    if (tokens.trusted) await keepTrust(tokens.trusted)
    return enter(finished.value, tokens.known, ownPath(challenger.returnTo))
  },
)

/** The second step of a client's sign-in. What it leaves goes into this browser's address, which no server is told. */
export const verifyPasskeyForClient = formAction(
  requireChallengerOfPage,
  passkeyStepInput.extend(pageField),
  async (ctx, challenger, { answer }) => {
    const finished = await finishWithPasskey(ctx, challenger, { answer }, 'ticket')
    if (finished.ok) redirect(`/sign-in/passkey/done#${finished.value.ticket}`)
    const over = finished.code === 'challenge-over' || finished.code === 'attempts-used-up'
    return over ? redirect('/sign-in/passkey/over') : finished
  },
)

export const verifyRecoveryCode = formAction(
  requireChallengerOf,
  recoveryCodeInput.extend(challengeField),
  async (ctx, challenger, input) => {
    const known = await browserToken()
    const finished = await finishWithRecoveryCode(ctx, challenger, input, 'session', { known })
    if (finished.ok) return enter(finished.value, known, codesLeftPath(ownPath(challenger.returnTo)))
    if (finished.code === 'passkey-next') redirect(withNotice('/sign-in/enroll/passkey', 'passkey-next'))
    const over = leaveIfOver(finished)
    return over.code === 'code-wrong' ? { ...over, code: 'recovery-code-wrong' as const } : over
  },
  { 'recovery-code-wrong': 'recoveryCode' },
)

export const confirmEnrollmentAtSignIn = formAction(
  requireChallengerOf,
  confirmInput.extend(challengeField),
  async (ctx, challenger, input) => {
    const known = await browserToken()
    const finished = await finishWithEnrollment(ctx, challenger, input, 'session', { known })
    return finished.ok ? enter(finished.value, known, ownPath(challenger.returnTo)) : leaveIfOver(finished)
  },
  { 'code-wrong': 'code', 'clock-off': 'code' },
)

export const confirmPasskeyAtSignIn = formAction(
  requireChallengerOf,
  confirmPasskeyInput.extend(challengeField),
  async (ctx, challenger, { challenge: _, ...input }) => {
    const known = await browserToken()
    const finished = await finishWithNewPasskey(ctx, challenger, input, 'session', { known })
    return finished.ok ? enter(finished.value, known, ownPath(challenger.returnTo)) : leaveIfOver(finished)
  },
)

export const enterEnrollmentCode = formAction(
  requireChallengerOf,
  startInput.required().extend(challengeField),
  async (ctx, challenger, { enrollmentCode }) => {
    const started = challenger.onlyPasskeys
      ? await startPasskeyEnrollment(ctx, challenger, { enrollmentCode })
      : await startEnrollment(ctx, challenger, { enrollmentCode })
    // Where nothing but a passkey counts the page leads on.
    return started.ok ? redirect('/sign-in/enroll') : leaveIfOver(started)
  },
  { 'enrollment-code-wrong': 'enrollmentCode', 'enrollment-code-over': 'enrollmentCode' },
)

export const askAdmin = formAction(
  requireChallengerOf,
  z.strictObject(challengeField),
  async (ctx, challenger) => {
    const asked = await askForHelp(ctx, challenger)
    return asked.ok ? redirect(withNotice('/sign-in/ask-admin', 'help-asked')) : leaveIfOver(asked)
  },
)

/** For someone who stands at a step that is no longer asked of them. */
export const goOnWithout = formAction(
  requireChallengerOf,
  z.strictObject(challengeField),
  async (ctx, challenger) => {
    const finished = await continueSignIn(ctx, challenger)
    return finished.ok
      ? completeSignIn(finished.value.ticket, ownPath(challenger.returnTo))
      : leaveIfOver(finished)
  },
)

export const leaveSignIn = formAction(
  requireChallengerOf,
  z.strictObject(challengeField),
  async (ctx, challenger) => {
    await abandonChallenge(ctx, challenger)
    await forgetChallenge()
    redirect(withNotice('/sign-in', 'signed-out'))
  },
)

/**
 * Where a recovery code leads: the profile says how many are left, and leads on to replacing the authenticator or to where the
 * person wanted to go. Whoever is on the way to another app gets there at once.
 */
function codesLeftPath(returnTo: string | null): string {
  if (returnTo === null || returnTo === '/profile') return '/profile'
  return /^\/(authorize|gate)\b/.test(returnTo) ? returnTo : `/profile?next=${encodeURIComponent(returnTo)}`
}

/** By which this browser is known once the second step is done, and stands in for it where its owner trusts it. */
async function tokensOf(trust: boolean) {
  const known = await browserToken()
  return { known, trusted: trust ? ((await trustToken()) ?? newToken()) : undefined }
}

/** Once the challenge has ended its pages are, too: what there is to say is said on the sign-in page. */
function leaveIfOver<Refused extends { code: string }>(refused: Refused): Refused {
  const { code } = refused
  if (code === 'challenge-over' || code === 'attempts-used-up' || code === 'enrollment-over') {
    redirect(withNotice('/sign-in', code))
  }
  return refused
}
