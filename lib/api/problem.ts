import { type CallProblem, callProblems } from '@/lib/messages/api/problems'
import { type Code, sentence } from '@/lib/messages/codes'
import type { Detail } from '@/lib/result'

const statuses: Partial<Record<Code, number>> = {
  'cursor-invalid': 400,
  'credentials-wrong': 401,
  'code-wrong': 401,
  'enrollment-code-wrong': 401,
  'enrollment-code-needed': 403,
  'enrollment-code-over': 403,
  'clock-off': 401,
  'password-wrong': 403,
  'passkey-wrong': 401,
  'passkey-unknown': 401,
  'passkey-stopped': 403,
  'passkey-unverified': 403,
  'passkey-needed': 403,
  'passkey-over': 410,
  'passkey-not-yours': 404,
  'token-invalid': 401,
  'account-suspended': 403,
  'organization-suspended': 403,
  'not-admin': 403,
  'scope-missing': 403,
  'not-for-keys': 403,
  'second-step-locked': 403,
  'challenge-over': 410,
  'enrollment-over': 410,
  'ticket-invalid': 410,
  'session-over': 401,
  'too-many-attempts': 429,
  'server-busy': 503,
  'server-full': 503,
  'user-unknown': 404,
  'app-unknown': 404,
  'group-unknown': 404,
}

/** The status that goes with an outcome; one that is a matter of state is a conflict. */
export const statusOf = (code: Code) => statuses[code] ?? 409

/** What is sent back: nothing but these, whatever sends it. */
export type WholeAnswer = { status: number; headers: Record<string, string>; body: string }
/** The same, of which a file is sent part by part while it is made. */
export type ApiAnswer = Omit<WholeAnswer, 'body'> & { body: string | AsyncIterable<string> }

const type = 'application/problem+json; charset=utf-8'

/**
 * An outcome as a problem (RFC 9457): stable `code`, a sentence for people, and when to try again. `saidAs`: the code
 * whose sentence it is.
 */
export function problem(code: Code, detail: Detail, now: Date, saidAs = code): WholeAnswer {
  const status = statusOf(code)
  const said = sentence(saidAs, detail, now)
  const headers: WholeAnswer['headers'] = { 'Content-Type': type }
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer'
  const wait = detail.retryAt ? detail.retryAt.getTime() - now.getTime() : status === 503 ? 5000 : null
  if (wait !== null) headers['Retry-After'] = String(Math.max(1, Math.ceil(wait / 1000)))
  return { status, headers, body: body(status, code, said) }
}

/** What is wrong with the call itself. `errors`: a sentence for each field. */
export function callProblem(code: CallProblem, errors?: Record<string, string>): WholeAnswer {
  const [status, said] = callProblems[code]
  return { status, headers: { 'Content-Type': type }, body: body(status, code, said, errors) }
}

const body = (status: number, code: string, detail: string, errors?: Record<string, string>) =>
  JSON.stringify({ type: `/api/v1/docs#${code}`, title: titles[status], status, code, detail, errors })

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}
