import { MIMEType } from 'node:util'
import type { z } from 'zod'
import type { Context } from '@/lib/context'
import { inabilityOf } from '@/lib/web/inability'
import { appRoutes } from './apps'
import { auditRoutes } from './audit'
import { groupRoutes } from './groups'
import { passkeyRoutes } from './passkeys'
import { policyRoutes } from './policy'
import { type ApiAnswer, callProblem, problem, type WholeAnswer } from './problem'
import { repeatedName } from './repeated-names'
import type { ApiRoute, File } from './route'
import { sessionRoutes } from './session'
import { signInRoutes } from './sign-in'
import { userRoutes } from './users'

/** Every call there is. */
export const apiRoutes: readonly ApiRoute[] = [
  ...signInRoutes,
  ...passkeyRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...appRoutes,
  ...policyRoutes,
  ...auditRoutes,
]

export const apiPrefix = '/api/v1'

/** A call as it came: what of a request the token API looks at, and nothing else of it. */
export type ApiCall = {
  method: string
  /** Below `/api/v1`. */
  path: string
  /** What stands behind the question mark. */
  query: string
  authorization: string | undefined
  contentType: string | undefined
  body: string
}

/** Answers one call. Never throws: what goes wrong is a problem, and `failed` is told of what should not. */
export async function serveApi(
  ctx: Context,
  call: ApiCall,
  failed: (error: unknown) => void,
): Promise<ApiAnswer> {
  try {
    return await answer(ctx, call)
  } catch (error) {
    const code = inabilityOf(error)
    if (code) return problem(code, {}, ctx.now())
    failed(error)
    return callProblem('failed')
  }
}

const json = { 'Content-Type': 'application/json' }

async function answer(ctx: Context, call: ApiCall): Promise<ApiAnswer> {
  const given = call.path.split('/')
  const sameWay = patterns.filter(({ parts }) => fits(parts, given))
  const found = sameWay.find(({ route }) => route.method === call.method)
  if (!found) return methodRefused(call.path)
  const { route, parts } = found
  const inPath = partsOf(parts, given)
  if (!inPath) return callProblem('call-unknown')
  const sent: Sent = route.method === 'GET' ? readQuery(call) : bodyAlone(call)
  if ('problem' in sent) return sent.problem
  const clash = Object.keys(inPath).find((name) => name in sent.fields)
  if (clash) return callProblem('body-invalid', { [clash]: 'This belongs in the path, not here.' })
  const parsed = route.input.safeParse({ ...sent.fields, ...inPath }, { error: sentenceOf })
  if (!parsed.success) return callProblem('body-invalid', errorsOf(parsed.error))
  const result = await route.call(ctx, { bearer: bearerOf(call), input: parsed.data })
  if (!result.ok) return problem(result.code, result.detail, ctx.now(), route.saidAs[result.code])
  if (route.file) return fileAnswer(result.value as File)
  return route.answer === null
    ? { status: 204, headers: {}, body: '' }
    : { status: 200, headers: json, body: JSON.stringify(result.value) }
}

/** A file is begun before it is answered: what keeps it from being made is still said as a problem. */
async function fileAnswer({ type, parts }: File): Promise<ApiAnswer> {
  const first = await parts.next()
  async function* body() {
    if (first.done) return
    yield first.value
    yield* parts
  }
  return { status: 200, headers: { 'Content-Type': type }, body: body() }
}

/** What a path below the prefix answers to a method that it does not take: 405 with those it takes, 404 where it is none. */
export function methodRefused(path: string): WholeAnswer {
  const given = path.split('/')
  const taken = patterns.filter(({ parts }) => fits(parts, given)).map(({ route }) => route.method)
  if (taken.length === 0) return callProblem('call-unknown')
  const refused = callProblem('method-not-allowed')
  refused.headers.Allow = taken.join(', ')
  return refused
}

/** A part of a pattern: as it stands, or the name of what stands there. */
type Part = { text: string } | { name: string }

const patterns = apiRoutes.map((route) => ({
  route,
  parts: route.path.split('/').map((part): Part => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    return name === undefined ? { text: part } : { name }
  }),
}))

const fits = (parts: Part[], given: string[]) =>
  parts.length === given.length && parts.every((part, n) => 'name' in part || part.text === given[n])

/** Null where what stands in the path cannot be read. */
function partsOf(parts: Part[], given: string[]): Record<string, string> | null {
  const named: Record<string, string> = Object.create(null)
  try {
    for (const [n, part] of parts.entries())
      if ('name' in part) named[part.name] = decodeURIComponent(given[n] ?? '')
    return named
  } catch {
    return null
  }
}

type Sent = { fields: Record<string, unknown> } | { problem: WholeAnswer }

const givenTwice = (name: string): Sent => ({
  problem: callProblem('body-invalid', { [name]: 'Send this once.' }),
})

function readQuery({ query }: ApiCall): Sent {
  const given = new URLSearchParams(query)
  const repeated = [...given.keys()].find((name) => given.getAll(name).length > 1)
  return repeated === undefined ? { fields: Object.fromEntries(given) } : givenTwice(repeated)
}

/** The body, and nothing beside it: what stands in an address is kept in logs. */
function bodyAlone(call: ApiCall): Sent {
  const names = [...new URLSearchParams(call.query).keys()]
  const errors = Object.fromEntries(names.map((name) => [name, 'Send this in the body.']))
  return names.length > 0 ? { problem: callProblem('body-invalid', errors) } : readBody(call)
}

function readBody({ body: text, contentType = '' }: ApiCall): Sent {
  if (text === '') return { fields: {} }
  const type = typeOf(contentType)
  if (type?.essence !== 'application/json') return { problem: callProblem('type-unsupported') }
  const charset = type.params.get('charset') ?? 'utf-8'
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) return { problem: callProblem('body-unreadable') }
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      const repeated = repeatedName(text)
      if (repeated !== null) return givenTwice(repeated)
      // Without a prototype, `__proto__` is a field like any other: unknown.
      return { fields: Object.assign(Object.create(null), body) as Record<string, unknown> }
    }
  } catch {
    // Said below.
  }
  return { problem: callProblem('body-invalid', { '': 'Send a JSON object.' }) }
}

function typeOf(contentType: string): MIMEType | null {
  try {
    return new MIMEType(contentType)
  } catch {
    return null
  }
}

/** What is wrong with a field whose schema has no sentence of its own for it. */
function sentenceOf(issue: z.core.$ZodRawIssue): string {
  const { code, input } = issue
  if (code === 'too_big') return `Use at most ${issue.maximum} characters.`
  if (code === 'unrecognized_keys') return "This call doesn't take this field."
  if (input === undefined) return 'This field is missing.'
  if (code === 'invalid_type')
    return `Send ${issue.expected === 'object' ? 'an object' : `a ${issue.expected}`}.`
  if (code === 'invalid_value') return `Send one of these: ${issue.values.map(String).join(', ')}.`
  return 'This value is not valid here.'
}

function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = Object.create(null)
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : ['']
    for (const name of names) {
      const field = [...issue.path, name].filter((part) => part !== '').join('.')
      errors[field] ??= issue.message
    }
  }
  return errors
}

/** RFC 6750 2.1. */
const bearerOf = ({ authorization = '' }: ApiCall) =>
  /^Bearer ([A-Za-z0-9_-]+)$/i.exec(authorization)?.[1] ?? null
