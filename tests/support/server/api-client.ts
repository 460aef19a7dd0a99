import { serveApi } from '@/lib/api/serve'
import type { Context } from '@/lib/context'

export type ApiAnswer = { status: number; headers: Headers; body: Record<string, unknown> }

/** The tokens of an answer that signed in or refreshed; empty where it did not. */
export function tokensIn({ body }: ApiAnswer): { accessToken: string; refreshToken: string } {
  const none = { accessToken: '', refreshToken: '' }
  return { ...none, ...(body.tokens as Partial<typeof none> | undefined) }
}

type Init = {
  method: string
  authorization?: string | undefined
  contentType?: string | undefined
  body: string
}

async function answerPastTheSocket(ctx: Context, path: string, init: Init) {
  const { pathname, search } = new URL(path, 'https://id.example.com')
  const { method, authorization, contentType, body } = init
  const call = {
    ...{ method, path: path === '' ? '' : pathname, query: search.slice(1), body },
    authorization,
    contentType,
  }
  const thrown: unknown[] = []
  const answer = await serveApi(ctx, call, (error) => thrown.push(error))
  if (thrown.length > 0) throw thrown[0]
  const parts: string[] = []
  for await (const part of typeof answer.body === 'string' ? [answer.body] : answer.body) parts.push(part)
  return { ...answer, body: parts.join('') }
}

/** A `fetch` that reaches the token API past the socket; it throws what a call threw that should not. */
export const apiFetch =
  (ctx: Context) =>
  async (request: Request): Promise<Response> => {
    const { method, url, headers } = request
    const answer = await answerPastTheSocket(ctx, url.replace(/^https:\/\/[^/]+\/api\/v1/, ''), {
      ...{ method, body: await request.text() },
      authorization: headers.get('authorization') ?? undefined,
      contentType: headers.get('content-type') ?? undefined,
    })
    return new Response(answer.status === 204 ? null : answer.body, answer)
  }

/** Calls the token API past the socket. Throws what a call threw that should not. */
export async function callApi(
  ctx: Context,
  method: 'GET' | 'POST',
  path: string,
  { body, bearer, type = 'application/json' }: { body?: unknown; bearer?: string; type?: string } = {},
): Promise<ApiAnswer> {
  const answer = await answerPastTheSocket(ctx, path, {
    method,
    authorization: bearer === undefined ? undefined : `Bearer ${bearer}`,
    contentType: body === undefined ? undefined : type,
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  })
  const headers = new Headers(answer.headers)
  // A file is no JSON.
  const isFile = headers.get('content-type')?.startsWith('text/csv')
  return {
    status: answer.status,
    headers,
    body: answer.body === '' || isFile ? {} : (JSON.parse(answer.body) as ApiAnswer['body']),
  }
}
