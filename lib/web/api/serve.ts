import type { z } from 'zod'
import type { Context } from '../../context'
import type { ApiRoute } from '../api-route'
import { inabilityOf } from '../inability'
import { callProblem, problem } from './problem'
import { sessionRoutes } from './session'
import { signInRoutes } from './sign-in'
import { userRoutes } from './users'

/** Every call there is. */
export const apiRoutes: readonly ApiRoute[] = [...signInRoutes, ...sessionRoutes, ...userRoutes]

export const apiPrefix = '/api/v1'

/** Answers one call. Never throws: what goes wrong is a problem, and `failed` is told of what should not. */
export async function serveApi(
  ctx: Context,
  request: Request,
  failed: (error: unknown) => void,
): Promise<Response> {
  try {
    return await answer(ctx, request)
  } catch (error) {
    const code = inabilityOf(error)
    if (code) return problem(code, {}, ctx.now())
    failed(error)
    return callProblem('failed')
  }
}

async function answer(ctx: Context, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = url.pathname.slice(apiPrefix.length)
  const sameWay = apiRoutes.flatMap((route) => {
    const inPath = match(route.path, path)
    return inPath ? [{ route, inPath }] : []
  })
  const found = sameWay.find(({ route }) => route.method === request.method)
  if (!found) {
    if (sameWay.length === 0) return callProblem('call-unknown')
    const refused = callProblem('method-not-allowed')
    refused.headers.set('Allow', sameWay.map(({ route }) => route.method).join(', '))
    return refused
  }
  const { route, inPath } = found
  const sent = route.method === 'GET' ? Object.fromEntries(url.searchParams) : await readBody(request)
  if (sent instanceof Response) return sent
  const clash = Object.keys(inPath).find((name) => name in sent)
  if (clash) return callProblem('body-invalid', { [clash]: 'This stands in the path.' })
  const parsed = route.input.safeParse({ ...sent, ...inPath })
  if (!parsed.success) return callProblem('body-invalid', errorsOf(parsed.error))
  const result = await route.call(ctx, { bearer: bearerOf(request), input: parsed.data })
  if (!result.ok) return problem(result.code, result.detail, ctx.now())
  return route.answer === null ? new Response(null, { status: 204 }) : Response.json(result.value)
}

/** The named parts of a path that fits a pattern; null for one that does not. */
function match(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return null
  const parts: Record<string, string> = Object.create(null)
  for (const [n, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name) parts[name] = decodeURIComponent(given[n] ?? '')
    else if (part !== given[n]) return null
  }
  return parts
}

async function readBody(request: Request): Promise<Record<string, unknown> | Response> {
  const text = await request.text()
  if (text === '') return {}
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    return callProblem('type-unsupported')
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      // Without a prototype, `__proto__` is a field like any other: unknown.
      return Object.assign(Object.create(null), body) as Record<string, unknown>
    }
  } catch {
    // Said below.
  }
  return callProblem('body-invalid', { '': 'Send a JSON object.' })
}

function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = Object.create(null)
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : ['']
    for (const name of names) {
      const field = [...issue.path, name].filter((part) => part !== '').join('.')
      errors[field] ??= name === '' ? issue.message : 'This field is not known here.'
    }
  }
  return errors
}

/** RFC 6750 2.1. */
const bearerOf = (request: Request) =>
  /^Bearer ([A-Za-z0-9_-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
