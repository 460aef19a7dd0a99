import { z } from 'zod'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { redeemOwnTicket, redeemTicket } from '@/lib/acts/sign-in/ticket'
import { signInWithPasskey } from '@/lib/acts/sign-in/with-passkey'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmPasskey, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { renamePasskey } from '@/lib/acts/two-factor/rename-passkey'
import { startInput, startPasskeyEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { looksLikeToken, newToken } from '@/lib/crypto/token'
import { authenticatorName } from '@/lib/name'
import { opaque } from '@/lib/opaque'
import { newPasskey, passkeyAnswer } from '@/lib/passkey-responses'
import { givenPassword } from '@/lib/password-rules'
import { pageOf } from '@/lib/queries/challenges'
import {
  listPasskeys,
  passkeyForStep,
  passkeyToAdd,
  passkeyToEnroll,
  passkeyToProve,
  passkeyToSignInByApi,
} from '@/lib/queries/passkeys'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { fail, ok } from '@/lib/result'
import { typedEitherCode, typedEnrollmentCode } from '@/lib/totp/typed-codes'
import { anyone, apiRoute, challenger, member } from './route'
import { byChallenge, given, refused, signedIn, signInClient, welcome } from './sign-in'
import { moment } from './tokens'

/*
 * Passkeys for native clients: options and answers are the JSON of WebAuthn L3 (5.1.8 to 5.5), which platforms and libraries
 * take and give as it is. The origin that a client signs has to be this server's.
 */

const descriptor = z.strictObject({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
})

const requestOptions = z
  .strictObject({
    rpId: z.string(),
    challenge: z.string(),
    timeout: z.int(),
    allowCredentials: z.array(descriptor).optional(),
    userVerification: z.enum(['preferred', 'required']),
  })
  .meta({ id: 'PasskeyRequestOptions' })

const creationOptions = z
  .strictObject({
    rp: z.strictObject({ id: z.string(), name: z.string() }),
    user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.strictObject({
      residentKey: z.literal('preferred'),
      userVerification: z.literal('preferred'),
    }),
    attestation: z.literal('none'),
    extensions: z.strictObject({ credProps: z.literal(true) }),
  })
  .meta({ id: 'PasskeyCreationOptions' })

const answer = { answer: passkeyAnswer.meta({ id: 'PasskeyAnswer' }) }

const made = {
  credential: newPasskey.meta({ id: 'NewPasskey' }),
  /** Without one it is called by its model. */
  name: authenticatorName.optional(),
}

/** The password, and a second factor where there is one. */
const factors = {
  password: givenPassword,
  code: typedEitherCode.optional(),
  ...{ answer: answer.answer.optional() },
}

const signing = ['passkey-wrong', 'passkey-over', 'passkey-unknown', 'passkey-stopped'] as const

const proving = [
  'password-wrong',
  'code-wrong',
  'too-many-attempts',
  'second-step-locked',
  'two-factor-off',
  'secret-unreadable',
  'passkey-needed',
  'session-over',
  'server-busy',
  ...signing,
] as const

const ticket = ['enrollment-code-needed', 'enrollment-code-wrong', 'enrollment-code-over'] as const

const making = ['enrollment-over', 'passkey-over', 'passkey-refused', 'passkey-known', 'server-busy'] as const

const ofOne = z.strictObject({ passkeyId: opaque, ...factors })

export const passkeyRoutes = [
  apiRoute(anyone, {
    ...{ name: 'passkeySignInOptions', method: 'POST', path: '/sign-in/with-passkey/options' },
    summary:
      'What a passkey is asked for a whole sign-in. The same for everyone. Works for 10 minutes, once.',
    input: z.strictObject({}),
    answer: requestOptions,
    failures: ['passkeys-unavailable'],
    async act(ctx) {
      const options = await passkeyToSignInByApi(ctx)
      return options ? ok(options) : fail('passkeys-unavailable')
    },
  }),
  apiRoute(anyone, {
    ...{ name: 'signInWithPasskey', method: 'POST', path: '/sign-in/with-passkey' },
    summary:
      'A whole sign-in with a passkey that verified its owner. One that did not, now or when it was added, works only after the password. `deviceToken` as with `POST /sign-in`.',
    input: z.strictObject({ ...answer, ...signInClient }),
    answer: signedIn.extend(given).meta({ id: 'SignedInByPasskey' }),
    failures: [
      ...signing,
      'passkey-unverified',
      'account-suspended',
      'organization-suspended',
      'too-many-attempts',
      'second-step-locked',
      'secret-unreadable',
      'ticket-invalid',
    ],
    async act(ctx, _anyone, { client, deviceToken: sent, answer: signed }) {
      const fresh = sent === undefined || looksLikeToken(sent ?? '') ? {} : { deviceToken: newToken() }
      const deviceToken = fresh.deviceToken ?? sent ?? undefined
      const input = { answer: signed, deviceToken }
      const accepted = await signInWithPasskey(ctx, input, { channel: 'api' }, client)
      if (!accepted.ok) return accepted
      const opened = await redeemTicket(ctx, accepted.value.ticket, 'api')
      return opened.ok ? ok({ ...welcome(opened.value), ...fresh }) : opened
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'passkeyOptions', method: 'POST', path: '/sign-in/passkey/options' },
    summary: 'What the passkeys of the person are asked for the second step. `passkey-none`: they have none.',
    input: byChallenge,
    answer: requestOptions,
    failures: ['passkey-none'],
    async act(ctx, actor) {
      const options = await passkeyForStep(ctx, actor)
      return options ? ok(options) : fail('passkey-none')
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'finishWithPasskey', method: 'POST', path: '/sign-in/passkey' },
    summary: 'The second step, with a passkey.',
    input: byChallenge.extend(answer),
    answer: signedIn,
    failures: ['challenge-over', 'too-many-attempts', 'second-step-locked', ...signing, 'secret-unreadable'],
    async act(ctx, actor, { answer: signed }) {
      const opened = refused(await finishWithPasskey(ctx, actor, { answer: signed }, 'session'))
      return opened.ok ? ok(welcome(opened.value)) : opened
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'passkeyPage', method: 'POST', path: '/sign-in/passkey/page' },
    summary:
      'The page of this server on which the person uses a passkey for the second step, for a client that cannot ask for one itself, such as a browser extension. To be opened in the browser that the client runs in. It ends at `/sign-in/passkey/done#TICKET`: the client reads the ticket there and sends it to `POST /sign-in/ticket`. `passkey-none`: they have none.',
    input: byChallenge,
    answer: z.strictObject({ path: z.string() }),
    failures: ['passkey-none'],
    async act(ctx, actor) {
      return (await passkeyForStep(ctx, actor)) ? ok({ path: pageOf(ctx, actor) }) : fail('passkey-none')
    },
  }),
  apiRoute(anyone, {
    ...{ name: 'redeemTicket', method: 'POST', path: '/sign-in/ticket' },
    summary:
      'Exchanges the ticket of such a page for tokens, once and within a minute. Takes the challenge of the sign-in that it belongs to.',
    input: byChallenge.extend({ ticket: opaque }),
    answer: signedIn,
    failures: ['ticket-invalid'],
    async act(ctx, _anyone, input) {
      const opened = await redeemOwnTicket(ctx, input)
      return opened.ok ? ok(welcome(opened.value)) : opened
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'startPasskeyEnrollment', method: 'POST', path: '/sign-in/enrollment/passkey/options' },
    summary:
      'What a new passkey is made from, for someone who must use 2FA and has not set it up: in place of the setup key. Enrollment codes as with `POST /sign-in/enrollment`.',
    input: byChallenge.extend(startInput.shape),
    answer: creationOptions,
    failures: ['challenge-over', ...ticket, 'passkeys-unavailable'],
    async act(ctx, actor, { enrollmentCode }) {
      const started = await startPasskeyEnrollment(ctx, actor, { enrollmentCode })
      if (!started.ok) return started
      const options = await passkeyToEnroll(ctx, actor)
      return options ? ok(options) : fail('passkeys-unavailable')
    },
  }),
  apiRoute(challenger, {
    ...{ name: 'finishWithNewPasskey', method: 'POST', path: '/sign-in/enrollment/passkey' },
    summary: 'Adds the new passkey, turns on 2FA and signs in. The recovery codes are shown once.',
    input: byChallenge.extend(made),
    answer: signedIn.extend({ recoveryCodes: z.array(z.string()) }).meta({ id: 'SignedInByNewPasskey' }),
    failures: [...making],
    async act(ctx, actor, { credential, name }) {
      const opened = await finishWithNewPasskey(ctx, actor, { credential, name }, 'session')
      if (!opened.ok) return opened
      const { recoveryCodes } = opened.value
      return ok({ ...welcome(opened.value), recoveryCodes })
    },
  }),
  apiRoute(member, {
    ...{ name: 'listPasskeys', method: 'GET', path: '/passkeys' },
    summary:
      "The passkeys of the person signed in. `host`: the server's host that one was made for, where it is another one now, under which it does not work. `stoppedAt`: it may have been copied and no longer works.",
    input: z.strictObject({}),
    answer: z.strictObject({
      passkeys: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          createdAt: moment,
          usedAt: moment.nullable(),
          client: z.string().nullable(),
          synced: z.boolean(),
          /** Whether it can be a whole sign-in: its owner was verified when it was added, and it is found without a name. */
          signsInAlone: z.boolean(),
          host: z.string().nullable(),
          stoppedAt: moment.nullable(),
        }),
      ),
    }),
    failures: [],
    async act(ctx, actor) {
      const listed = await listPasskeys(ctx, actor)
      return ok({
        passkeys: listed.map(({ id, name, client, host, ...one }) => ({
          ...{ id, name, client, host, synced: one.backupEligible, signsInAlone: one.signsInAlone },
          createdAt: one.createdAt.toISOString(),
          usedAt: one.usedAt?.toISOString() ?? null,
          stoppedAt: one.stoppedAt?.toISOString() ?? null,
        })),
      })
    },
  }),
  apiRoute(member, {
    ...{ name: 'passkeyProofOptions', method: 'POST', path: '/passkeys/proof' },
    summary:
      'What the passkeys of the person are asked so that the answer stands beside the password where a code would. `passkey-none`: they have none.',
    input: z.strictObject({}),
    answer: requestOptions,
    failures: ['passkey-none'],
    async act(ctx, actor) {
      const options = await passkeyToProve(ctx, actor)
      return options ? ok(options) : fail('passkey-none')
    },
  }),
  apiRoute(member, {
    ...{ name: 'startPasskey', method: 'POST', path: '/passkeys/options' },
    summary:
      'What a new passkey is made from. Takes the password, and a code or the answer of a passkey where 2FA is on. Within an hour it can be added.',
    input: z.strictObject({ ...factors, enrollmentCode: typedEnrollmentCode.optional() }),
    answer: creationOptions,
    failures: [...proving, ...ticket, 'too-many-authenticators', 'passkeys-unavailable'],
    async act(ctx, actor, input) {
      const begun = await beginPasskey(ctx, actor, input)
      if (!begun.ok) return begun
      const options = await passkeyToAdd(ctx, actor)
      return options ? ok(options) : fail('passkeys-unavailable')
    },
  }),
  apiRoute(member, {
    ...{ name: 'addPasskey', method: 'POST', path: '/passkeys' },
    summary:
      'Adds the new passkey and ends the other sessions. Where it is the first factor it turns on 2FA, and the recovery codes are shown once; else they are null. Sent once more, as when the answer was lost, it is answered the same, as long as the codes are shown.',
    input: z.strictObject(made),
    answer: z.strictObject({ recoveryCodes: z.array(z.string()).nullable() }),
    failures: [...making],
    async act(ctx, actor, { credential, name }) {
      const added = await confirmPasskey(ctx, actor, { credential, name })
      if (!added.ok) return added
      return ok({ recoveryCodes: added.value.as === 'enabled' ? await shownCodes(ctx, actor) : null })
    },
  }),
  apiRoute(member, {
    ...{ name: 'renamePasskey', method: 'POST', path: '/passkeys/{passkeyId}/rename' },
    summary: 'Calls a passkey something else. Takes the password, and a code or the answer of a passkey.',
    input: ofOne.extend({ name: authenticatorName }),
    answer: null,
    failures: [...proving, 'passkey-not-yours'],
    async act(ctx, actor, input) {
      const renamed = await renamePasskey(ctx, actor, input)
      return renamed.ok ? ok(undefined) : renamed
    },
  }),
  apiRoute(member, {
    ...{ name: 'removePasskey', method: 'POST', path: '/passkeys/{passkeyId}/remove' },
    summary:
      'Removes a passkey and ends the other sessions. Takes the password, and a code or the answer of a passkey. The last factor cannot be removed.',
    input: ofOne,
    answer: null,
    failures: [...proving, 'passkey-not-yours', 'last-passkey'],
    async act(ctx, actor, input) {
      const removed = await removePasskey(ctx, actor, input)
      return removed.ok ? ok(undefined) : removed
    },
  }),
]
