/* Writes `calls.ts` from the API's document. Run by tests/domain/api/client-calls.test.ts, which holds the file against it. */

type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
}

type Operation = {
  operationId: string
  summary: string
  security: unknown[]
  parameters?: { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { content?: Record<string, { schema: Schema & { allOf?: Schema[] } }> }>
}

/** The parts of an OpenAPI 3.1 document that this reads. */
export type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** The text of `calls.ts`. Throws at a schema it has no type for, so that none is silently taken for anything. */
export function generateCalls({ paths, components }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const named = Object.entries(components.schemas)
    .filter(([name]) => name !== 'Problem')
    .map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  const ways = operations.map(
    ({ path, method, operation }) =>
      `  ${operation.operationId}: { method: '${method}', path: '${path}', bearer: ${operation.security.length > 0} },\n`,
  )
  const types = operations.map(({ operation }) => callType(operation))
  return `/* Made of /api/v1/openapi.json by generate.ts: not edited by hand. */

${named.join('\n')}
/** How each call is reached below \`/api/v1\`. */
export const calls = {
${ways.join('')}} as const

/** What each call takes and answers, and the codes of what can go wrong. */
export type Calls = {
${types.join('')}}
`
}

function callType({ summary, operationId, parameters = [], requestBody, responses }: Operation): string {
  const sent = requestBody?.content['application/json'].schema
  const fields = parameters.map(({ name, required, schema }) => [name, required, schema] as const)
  const taken = [
    ...(fields.length > 0 ? [objectOf(fields)] : []),
    ...(sent ? [typeOf(sent)] : []),
    ...(fields.length === 0 && !sent ? ['Record<string, never>'] : []),
  ]
  const answer = responses[200]?.content?.['application/json']?.schema
  const codes = Object.values(responses).flatMap(
    ({ content }) =>
      content?.['application/problem+json']?.schema.allOf?.flatMap(
        (part) => part.properties?.code?.enum ?? [],
      ) ?? [],
  )
  return `  /** ${summary} */
  ${operationId}: {
    input: ${taken.join(' & ')}
    answer: ${answer ? typeOf(answer) : 'undefined'}
    code: ${unionOf(codes.map(literal))}
  }
`
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return unionOf(schema.enum.map(literal))
  if (schema.anyOf) return unionOf(schema.anyOf.map(typeOf))
  if (Array.isArray(schema.type)) return unionOf(schema.type.map((type) => typeOf({ ...schema, type })))
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `${grouped(typeOf(schema.items ?? {}))}[]`
    case 'object': {
      const { properties, required = [], additionalProperties } = schema
      if (properties)
        return objectOf(
          Object.entries(properties).map(([name, one]) => [name, required.includes(name), one] as const),
        )
      if (typeof additionalProperties === 'object') return `Record<string, ${typeOf(additionalProperties)}>`
    }
  }
  throw new Error(`There is no type for ${JSON.stringify(schema)}.`)
}

const objectOf = (fields: (readonly [name: string, required: boolean, schema: Schema])[]) =>
  `{ ${fields.map(([name, required, schema]) => `${name}${required ? '' : '?'}: ${typeOf(schema)}`).join('; ')} }`

const grouped = (type: string) => (/ [|&] /.test(type) && !type.startsWith('{') ? `(${type})` : type)
const unionOf = (types: string[]) => [...new Set(types)].join(' | ')
const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))
