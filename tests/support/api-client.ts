import type { Context } from '@/lib/context'
import { serveApi } from '@/lib/web/api/serve'

export type ApiAnswer = { status: number; headers: Headers; body: Record<string, unknown> }

/** The tokens of an answer that signed in or refreshed; empty where it did not. */
export function tokensIn({ body }: ApiAnswer): { accessToken: string; refreshToken: string } {
  const none = { accessToken: '', refreshToken: '' }
  return { ...none, ...(body.tokens as Partial<typeof none> | undefined) }
}

/** Calls the token API past the socket. Throws what a call threw that should not. */
export async function callApi(
  ctx: Context,
  method: 'GET' | 'POST',
  path: string,
  { body, bearer, type = 'application/json' }: { body?: unknown; bearer?: string; type?: string } = {},
): Promise<ApiAnswer> {
  const headers: Record<string, string> = {}
  if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`
  if (body !== undefined) headers['content-type'] = type
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(`https://id.example.com/api/v1${path}`, {
    ...{ method, headers },
    ...(body !== undefined && { body: text }),
  })
  const thrown: unknown[] = []
  const answer = await serveApi(ctx, request, (error) => thrown.push(error))
  if (thrown.length > 0) throw thrown[0]
  const said = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: said === '' ? {} : (JSON.parse(said) as ApiAnswer['body']),
  }
}
