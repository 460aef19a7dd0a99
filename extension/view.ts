import type { Answer, Calls, Problem } from '../client/client'
import { look } from './attention'
import { forget, type PendingSignIn, recall, type Server } from './kept'
import { allowedServer, clientOf } from './server'

export type Me = Calls['getMe']['answer']
export type OwnApp = Calls['listOwnApps']['answer']['apps'][number]

/** What the popup shows. */
export type View =
  | { name: 'loading' }
  | { name: 'server'; address: string }
  | { name: 'sign-in'; server: Server; notice?: string }
  | { name: 'code' | 'recovery-code' | 'enrollment-code'; server: Server; pending: PendingSignIn }
  | { name: 'enrollment'; server: Server; pending: PendingSignIn; setupKey: string; uri: string }
  | { name: 'recovery-codes'; server: Server; codes: string[]; me: Me }
  | {
      name: 'account'
      server: Server
      me: Me
      /** ISO 8601; null where it is not known. */
      endsAt: string | null
      /** How many people of an admin have no 2FA; null for who is none, and where it could not be asked. */
      unprotected: number | null
      /** What the person may open; none where it could not be asked. */
      apps: readonly OwnApp[]
    }
  | { name: 'trouble'; server: Server; problem: Problem<string> }

const ended = 'You were signed out here: the session expired, or someone ended it. Sign in again.'

/** Where the person stands, from what is kept and what the server says. */
export async function currentView(): Promise<View> {
  const server = await allowedServer()
  if (!server) return { name: 'server', address: (await recall('server'))?.origin ?? '' }
  const me = await look()
  if (!me) return (await recall('ended')) ? { name: 'sign-in', server, notice: ended } : unfinished(server)
  if (me.ok) return signedIn(server, me.value)
  if (me.problem.code === 'token-invalid') return { name: 'sign-in', server, notice: ended }
  return { name: 'trouble', server, problem: me.problem }
}

/** As the server compares addresses: in lower case and NFC. */
const isOf = (email: string, { user }: Me) =>
  email.trim().normalize('NFC').toLowerCase() === user.email.normalize('NFC').toLowerCase()

async function signedIn(server: Server, me: Me): Promise<View> {
  const unsaved = await recall('recoveryCodes')
  if (unsaved && isOf(unsaved.email, me)) return { name: 'recovery-codes', server, codes: unsaved.codes, me }
  if (unsaved) await forget('recoveryCodes')
  const asked = clientOf(server)
  const [counted, own] = await Promise.all([
    me.user.role === 'admin' ? asked.countUsers() : null,
    asked.listOwnApps(),
  ])
  return {
    ...{ name: 'account', server, me },
    endsAt: (await recall('tokens'))?.refreshTokenExpiresAt ?? null,
    unprotected: counted?.ok ? counted.value.off + counted.value.required : null,
    apps: own.ok ? own.value.apps : [],
  }
}

/** A sign-in that the popup was closed over goes on where it was. */
async function unfinished(server: Server): Promise<View> {
  const pending = await recall('pending')
  if (!pending) return { name: 'sign-in', server }
  if (pending.until > Date.now()) return nextStep(server, pending)
  await forget('pending')
  return { name: 'sign-in', server, notice: over }
}

const over = 'This sign-in has ended. Sign in again with your email and password.'

/** The page of the second step. */
export async function nextStep(server: Server, pending: PendingSignIn): Promise<View> {
  if (pending.step === 'code') return { name: 'code', server, pending }
  const key = await clientOf(server).startEnrollment({ challenge: pending.challenge })
  if (key.ok) return { name: 'enrollment', server, pending, ...key.value }
  if (key.problem.code === 'enrollment-code-needed') return { name: 'enrollment-code', server, pending }
  if (key.problem.code !== 'challenge-over') return { name: 'trouble', server, problem: key.problem }
  return overView(server)
}

/** Back to the first step, with the reason. */
export async function overView(server: Server, notice: string = over): Promise<View> {
  await forget('pending')
  return { name: 'sign-in', server, notice }
}

/** Codes after which the challenge can no longer be finished. */
const fatal = new Set<string>(['challenge-over', 'ticket-invalid', 'enrollment-over'])

/** Whether a refused second step ended the whole sign-in. */
export const endsSignIn = (
  answer: Answer<'finishWithCode'> | Answer<'finishWithRecoveryCode'> | Answer<'finishWithEnrollment'>,
) => !answer.ok && fatal.has(answer.problem.code)
