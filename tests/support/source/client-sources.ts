import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

type Operation = {
  operationId: string
  security: unknown[]
  responses?: Record<string, { content?: Record<string, unknown> }>
}

/**
 * What `client/` has of an OpenAPI document: its types, and how each call is reached. It has no files, which are read while
 * they come: a program asks for them itself.
 */
export async function clientSources(
  document: Record<string, unknown>,
): Promise<{ schema: string; ways: string }> {
  const all = document.paths as Record<string, Record<string, Operation>>
  const paths = Object.fromEntries(
    Object.entries(all).filter(([, { get }]) => !('text/csv' in (get?.responses?.[200]?.content ?? {}))),
  )
  const ways = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId, security }]) =>
        `  ${operationId}: { method: '${method}', path: '${path}', bearer: ${security.length > 0} },\n`,
    ),
  )
  return {
    schema: `${made}\n${astToString(await openapiTS({ ...document, paths } as unknown as OpenAPI3))}`,
    ways: `${made}
import type { operations } from './schema'

/** How each call is reached below \`/api/v1\`. */
export const ways = {
${ways.join('')}} as const satisfies Record<keyof operations, object>
`,
  }
}

const made =
  '/* Made of /api/v1/openapi.json by tests/domain/api/client-calls.test.ts: not edited by hand. */\n'
