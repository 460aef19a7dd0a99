import { z } from 'zod'
import { askForHelp } from '@/lib/acts/help/ask'
import { codeInput, finishWithCode } from '@/lib/acts/sign-in/code'
import { signInInput, signInWithPassword } from '@/lib/acts/sign-in/password'
import { finishWithRecoveryCode, recoveryCodeInput } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { confirmInput, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { startEnrollment, startInput } from '@/lib/acts/two-factor/start-enrollment'
import { looksLikeToken, newToken } from '@/lib/crypto/token'
import { personName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { whomToAsk } from '@/lib/queries/help/whom-to-ask'
import type { OpenedSession } from '@/lib/records/sessions/session'
import { ok, type Result } from '@/lib/result'
import { anyone, apiRoute, challenger } from './route'
import { apiKinds, moment, token, tokens, tokensOf } from './tokens'

export const signedIn = z.strictObject({ status: z.literal('signed-in'), tokens }).meta({ id: 'SignedIn' })

/** For a client that asked for one. */
export const given = { deviceToken: token.optional() }

export const byChallenge = z.strictObject({ challenge: opaque })

/** The tokens of whoever has just signed in. */
export const welcome = (opened: OpenedSession) => ({ status: 'signed-in' as const, tokens: tokensOf(opened) })

/** A refused second step as this channel says it: the challenge has ended, whatever ended it. */
export function refused<T, C extends string>(result: Result<T, C>) {
  type Said = Result<T, Exclude<C, 'attempts-used-up'> | 'challenge-over'>
  if (result.ok || result.code !== 'attempts-used-up') return result as Said
  return { ...result, code: 'challenge-over' } as Said
}

/** What signs in, and by what it is known. */
export const signInClient = {
  /** What an earlier sign-in answered; null for a client that has none yet and keeps one. */
  deviceToken: opaque.nullable().optional(),
  client: z.strictObject({
    kind: z.enum(apiKinds, { error: 'Use extension, mobile or server.' }),
    /** As it appears among the person's sessions, such as "Pixel 9". */
    name: personName,
  }),
}

const secondStep = ['code-wrong', 'challenge-over', 'too-many-attempts', 'second-step-locked'] as const

export const signInRoutes = [
  apiRoute(anyone, {
    ...{ name: 'signIn', method: 'POST', path: '/sign-in' },
    summary:
      'Email and password. They sign in, or open a challenge that waits for a second step. A client that sends the `deviceToken` it was given is not slowed down by wrong passwords that others give for the same person; one that sends null is given one, to be kept over sign-outs. It opens nothing.',
    input: signInInput.omit({ returnTo: true, deviceToken: true, trustToken: true }).extend(signInClient),
    answer: z.union([
      signedIn.extend(given).meta({ id: 'SignedInByPassword' }),
      z.strictObject({
        status: z.enum(['code-required', 'enrollment-required']),
        challenge: token,
        expiresAt: moment,
        ...given,
      }),
    ]),
    failures: [
      'credentials-wrong',
      'too-many-attempts',
      'account-suspended',
      'organization-suspended',
      'ticket-invalid',
      'server-busy',
    ],
    async act(ctx, _anyone, { client, deviceToken: sent, ...input }) {
      const fresh = sent === undefined || looksLikeToken(sent ?? '') ? {} : { deviceToken: newToken() }
      const deviceToken = fresh.deviceToken ?? sent ?? undefined
      const accepted = await signInWithPassword(ctx, { ...input, deviceToken }, 'api', client)
      if (!accepted.ok) return accepted
      const { ticket, step, token: challenge, expiresAt } = accepted.value
      if (ticket) {
        const opened = await redeemTicket(ctx, ticket, 'api')
        return opened.ok ? ok({ ...welcome(opened.value), ...fresh }) : opened
      }
      return ok({
        ...fresh,
        status: step === 'code' ? ('code-required' as const) : ('enrollment-required' as const),
        challenge,
        expiresAt: expiresAt.toISOString(),
      })
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'finishWithCode', method: 'POST', path: '/sign-in/code' },
    summary: 'The second step, with a code from an authenticator app.',
    input: byChallenge.extend(codeInput.shape),
    answer: signedIn,
    failures: [...secondStep, 'secret-unreadable', 'passkey-needed'],
    async act(ctx, actor, { code }) {
      const opened = refused(await finishWithCode(ctx, actor, { code }, 'session'))
      return opened.ok ? ok(welcome(opened.value)) : opened
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'finishWithRecoveryCode', method: 'POST', path: '/sign-in/recovery-code' },
    summary:
      'The second step, with a recovery code. Each works once. `passkey-next`: the organization accepts passkeys only, and the challenge now waits for one: go on with `POST /sign-in/enrollment/passkey/options`.',
    input: byChallenge.extend(recoveryCodeInput.shape),
    answer: signedIn.extend({ recoveryCodesLeft: z.int() }).meta({ id: 'SignedInByRecoveryCode' }),
    failures: [...secondStep, 'server-busy', 'passkey-next'],
    // There is no next one to wait for.
    saidAs: { 'code-wrong': 'recovery-code-wrong' },
    async act(ctx, actor, { recoveryCode }) {
      const opened = refused(await finishWithRecoveryCode(ctx, actor, { recoveryCode }, 'session'))
      if (!opened.ok) return opened
      const { recoveryCodesLeft } = opened.value
      return ok({ ...welcome(opened.value), recoveryCodesLeft })
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'askForHelp', method: 'POST', path: '/sign-in/help' },
    summary:
      'Asks the admins of the organization for help, for someone who lost the authenticator or cannot set one up: once an hour and three times a day. Answers with the names of the first ten. The challenge stays as it is.',
    input: byChallenge,
    answer: z.strictObject({ admins: z.array(z.string()) }),
    failures: ['challenge-over', 'no-admin-to-ask', 'too-many-attempts'],
    async act(ctx, actor) {
      const asked = await askForHelp(ctx, actor)
      return asked.ok ? ok({ admins: (await whomToAsk(ctx, actor)).admins }) : asked
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'startEnrollment', method: 'POST', path: '/sign-in/enrollment' },
    summary:
      'The setup key for someone who must use 2FA and has not set it up. Where `enrollment-code-needed` is answered, an admin has to give them an enrollment code: it is spent by the first answer with a setup key.',
    input: byChallenge.extend(startInput.shape),
    answer: z.strictObject({ setupKey: z.string(), uri: z.string() }),
    failures: [
      'challenge-over',
      'passkey-needed',
      'enrollment-code-needed',
      'enrollment-code-wrong',
      'enrollment-code-over',
    ],
    act: (ctx, actor, { enrollmentCode }) => startEnrollment(ctx, actor, { enrollmentCode }),
  }),
  apiRoute(challenger, {
    ...{ name: 'finishWithEnrollment', method: 'POST', path: '/sign-in/enrollment/confirm' },
    summary:
      'Confirms the setup key with a code from the app, turns on 2FA and signs in. The recovery codes are shown once.',
    input: byChallenge.extend(confirmInput.shape),
    answer: signedIn.extend({ recoveryCodes: z.array(z.string()) }).meta({ id: 'SignedInByEnrollment' }),
    failures: [
      'code-wrong',
      'clock-off',
      'too-many-attempts',
      'enrollment-over',
      'passkey-needed',
      'server-busy',
    ],
    async act(ctx, actor, { code }) {
      const opened = await finishWithEnrollment(ctx, actor, { code }, 'session')
      if (!opened.ok) return opened
      const { recoveryCodes } = opened.value
      return ok({ ...welcome(opened.value), recoveryCodes })
    },
  }),
]
