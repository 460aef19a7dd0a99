import { z } from 'zod'
import {
  createDocument,
  createSchema,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi'
import { guideText } from '@/lib/messages/api/guide'
import { type CallProblem, callProblems } from '@/lib/messages/api/problems'
import { sentence } from '@/lib/messages/codes'
import { examples } from './examples'
import { statusOf } from './problem'
import type { ApiRoute } from './route'
import { apiPrefix, apiRoutes } from './serve'

type Json = Record<string, unknown>

/** Leaves out what a format says already, and the largest number there is. */
const plain: ZodOpenApiOverride = ({ jsonSchema: schema }) => {
  if (schema.format === 'date-time') delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

const { schema: problem } = createSchema(
  z.strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** Stable: programs go by this. */
    code: z.string(),
    /** A sentence for people. */
    detail: z.string(),
    errors: z.record(z.string(), z.string()).optional(),
  }),
  { opts: { override: plain } },
)

/** What may be said besides the answer: status by status, with the codes. */
function problemsOf({ failures, saidAs, method }: ApiRoute): ZodOpenApiResponsesObject {
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
  const responses: ZodOpenApiResponsesObject = {}
  for (const status of new Set(all.map(([one]) => one))) {
    const said = new Map(all.flatMap(([one, code, text]) => (one === status ? [[code, text]] : [])))
    responses[`${status}` as '400'] = {
      description: [...said].map(([code, text]) => `\`${code}\`: ${text}`).join('\n\n'),
      ...(status === 429 || status === 503
        ? { headers: { 'Retry-After': { schema: { type: 'integer' as const }, description: 'Seconds.' } } }
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
    { type: 'object' as const, properties: { code: { enum: codes } } },
  ],
})

/** The schemas of an object's fields, each with its example where there is one. */
const parametersOf = (fields: [name: string, type: z.ZodType][], examples: Json) =>
  z.object(
    Object.fromEntries(
      fields.map(([name, type]) => [
        name,
        name in examples ? type.meta({ param: { example: examples[name] } }) : type,
      ]),
    ),
  )

function operation(route: ApiRoute): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const rest = route.input.omit(Object.fromEntries(names.map((name) => [name, true])) as never)
  const fields = Object.entries(route.input.shape as Record<string, z.ZodType>)
  const inPath = fields.filter(([name]) => names.includes(name))
  const others = fields.filter(([name]) => !names.includes(name))
  const { input: asked = {}, answer: answered } = examples[route.name] ?? {}
  const inBody = Object.fromEntries(Object.entries(asked).filter(([name]) => !names.includes(name)))
  const inQuery = route.method === 'GET' ? others : []
  return {
    operationId: route.name,
    summary: route.summary,
    ...(route.scheme === 'bearer' && { description: forKeys(route) }),
    ...(inPath.length + inQuery.length > 0 && {
      requestParams: {
        ...(inPath.length > 0 && { path: parametersOf(inPath, asked) }),
        ...(inQuery.length > 0 && { query: parametersOf(inQuery, asked) }),
      },
    }),
    ...(route.method === 'POST' &&
      others.length > 0 && {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: rest, example: inBody } },
        },
      }),
    security: route.scheme === 'bearer' ? [{ bearer: route.scope ? [route.scope] : [] }] : [],
    responses: {
      ...(route.answer
        ? {
            200: {
              description: 'Done.',
              content: {
                ...(route.file && { 'text/csv': { schema: { type: 'string' as const } } }),
                'application/json': { schema: route.answer, example: answered },
              },
            },
          }
        : { 204: { description: 'Done.' } }),
      ...problemsOf(route),
    },
  }
}

/** What the call is to a program that has a key. */
const forKeys = ({ scope }: ApiRoute) =>
  scope ? `An API key needs the scope \`${scope}\`.` : 'API keys are refused.'

/** What this is, in a line. */
export const summary =
  'Signs in the browser extension, apps and programs with the same second factor as the web, and lets admins, and programs with an API key, manage the people of their organization.'

/** The whole API as an OpenAPI 3.1 document, made of the very schemas that parse and answer, so that it cannot drift. */
export function openApiDocument(appName: string, origin: string): Json {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const route of apiRoutes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: `${appName} token API`,
        version: '1',
        description: `${summary}\n\n${guideText()}`,
      },
      servers: [{ url: `${origin}${apiPrefix}` }],
      paths,
      components: {
        schemas: { Problem: problem },
        securitySchemes: {
          bearer: {
            ...{ type: 'http', scheme: 'bearer' },
            description:
              'The access token of a session, or an API key, which needs the scope that the call names.',
          },
        },
      },
    },
    { override: plain },
  )
  return { ...document }
}
