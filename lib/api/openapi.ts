import { z } from 'zod'
import { guideText } from '@/lib/messages/api/guide'
import { type CallProblem, callProblems } from '@/lib/messages/api/problems'
import { sentence } from '@/lib/messages/codes'
import { examples } from './examples'
import { statusOf } from './problem'
import type { ApiRoute } from './route'
import { apiPrefix, apiRoutes } from './serve'

type Json = Record<string, unknown>

const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** Stable: programs go by this. */
    code: z.string(),
    /** A sentence for people. */
    detail: z.string(),
    errors: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Problem' })

/** Schemas that stand by themselves, and those with a name, which others point to. */
function schemaOf(type: z.ZodType, io: 'input' | 'output', components: Record<string, Json>): Json {
  const {
    $schema: _dialect,
    $defs = {},
    ...schema
  } = z.toJSONSchema(type, {
    io,
    override: ({ jsonSchema }) => plain(jsonSchema as Json),
  }) as Json & {
    $defs?: Record<string, Json>
  }
  for (const [name, one] of Object.entries($defs)) components[name] = relocated(one)
  return relocated(schema)
}

/** Leaves out what a format says already, and the largest number there is. */
function plain(schema: Json): void {
  if (schema.format === 'date-time') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

/** References point to the document's components. */
function relocated(schema: Json): Json {
  const text = JSON.stringify(schema, (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  )
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
}

/** What may be said besides the answer: status by status, with the codes. */
function problemsOf({ failures, saidAs, method }: ApiRoute): Record<string, Json> {
  const calls: CallProblem[] =
    method === 'POST'
      ? ['body-unreadable', 'body-invalid', 'body-too-large', 'type-unsupported', 'failed']
      : ['body-unreadable', 'body-invalid', 'body-too-large', 'failed']
  const all: [number, string, string][] = [
    ...failures.map((code): [number, string, string] => [
      statusOf(code),
      code,
      sentence(saidAs[code] ?? code),
    ]),
    ...calls.map((code): [number, string, string] => [callProblems[code][0], code, callProblems[code][1]]),
    ...(['server-busy', 'server-full'] as const).map((code): [number, string, string] => [
      statusOf(code),
      code,
      sentence(code),
    ]),
  ]
  const responses: Record<string, Json> = {}
  for (const status of new Set(all.map(([one]) => one))) {
    const said = new Map(all.flatMap(([one, code, text]) => (one === status ? [[code, text]] : [])))
    responses[status] = {
      description: [...said].map(([code, text]) => `\`${code}\`: ${text}`).join('\n\n'),
      ...(status === 429 || status === 503
        ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } }
        : {}),
      content: { 'application/problem+json': { schema: problemWith([...said.keys()]) } },
    }
  }
  return responses
}

/** A problem with one of these codes. */
const problemWith = (codes: string[]) => ({
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    { type: 'object', properties: { code: { enum: codes } } },
  ],
})

function operation(route: ApiRoute, components: Record<string, Json>): Json {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const rest = route.input.omit(Object.fromEntries(inPath.map((name) => [name, true])) as never)
  const sent = Object.entries(rest.shape as Record<string, z.ZodType>)
  const { input: asked = {}, answer: answered } = examples[route.name] ?? {}
  const inBody = Object.fromEntries(Object.entries(asked).filter(([name]) => !inPath.includes(name)))
  const query =
    route.method === 'GET'
      ? sent.map(([name, type]) => ({
          ...{ name, in: 'query', required: false },
          schema: schemaOf(type, 'input', components),
          ...(name in asked && { example: asked[name] }),
        }))
      : []
  const parameters = [
    ...inPath.map((name) => ({
      ...{ name, in: 'path', required: true },
      schema: schemaOf(route.input.shape[name] as z.ZodType, 'input', components),
      example: asked[name],
    })),
    ...query,
  ]
  return {
    operationId: route.name,
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.method === 'POST' &&
      sent.length > 0 && {
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: schemaOf(rest, 'input', components), example: inBody },
          },
        },
      }),
    security: route.scheme === 'bearer' ? [{ bearer: [] }] : [],
    responses: {
      ...(route.answer
        ? {
            200: {
              description: 'Done.',
              content: {
                'application/json': {
                  schema: schemaOf(route.answer, 'output', components),
                  example: answered,
                },
              },
            },
          }
        : { 204: { description: 'Done.' } }),
      ...problemsOf(route),
    },
  }
}

/** What this is, in a line. */
export const summary =
  'Signs in the browser extension, apps and programs with the same second factor as the web, and lets admins manage the people of their organization.'

/** The whole API as an OpenAPI 3.1 document, made of the very schemas that parse and answer, so that it cannot drift. */
export function openApiDocument(appName: string, origin: string): Json {
  const components: Record<string, Json> = {}
  schemaOf(problemSchema, 'output', components)
  const paths: Record<string, Json> = {}
  for (const route of apiRoutes)
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route, components),
    }
  return {
    openapi: '3.1.1',
    info: {
      title: `${appName} token API`,
      version: '1',
      description: `${summary}\n\n${guideText()}`,
    },
    servers: [{ url: `${origin}${apiPrefix}` }],
    paths,
    components: { schemas: components, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }
}
