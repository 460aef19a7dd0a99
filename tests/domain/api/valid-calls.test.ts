import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examples } from '@/lib/api/examples'
import { openApiDocument } from '@/lib/api/openapi'
import { apiRoutes } from '@/lib/api/serve'
import { minutes } from '@/lib/duration'
import { callApi } from '../../support/server/api-client'
import { ofSchema, type Schema } from '../../support/server/of-schema'
import { organization } from '../../support/world/organization'

type Operation = {
  parameters?: { name: string; in: 'path' | 'query'; schema: Schema }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, unknown>
}

const { paths, components } = openApiDocument('Countersign', 'https://id.example.com') as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const times = 100

/** Whatever the document allows for one place of a call: all of a path, any of a query. */
function given({ parameters = [] }: Operation, place: 'path' | 'query') {
  const there = parameters.filter((one) => one.in === place)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(there.map(({ name, schema }) => [name, schema])),
    required: place === 'path' ? there.map(({ name }) => name) : [],
  }
  return ofSchema(schema) as fc.Arbitrary<Record<string, string>>
}

test('a call that the document allows is never refused for its shape', { timeout: minutes(5) }, async () => {
  const org = await organization()
  const { token: bearer } = await org.admin.openSession({ channel: 'api', kind: 'server' })
  const refused: object[] = []
  const operations = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    // Signing out ends the session that it is called with.
    .sort((a, b) => Number(a.path === '/sign-out') - Number(b.path === '/sign-out'))
  for (const { path, method, operation } of operations) {
    const body = operation.requestBody?.content['application/json'].schema
    const call = fc.record({
      parts: given(operation, 'path'),
      query: given(operation, 'query'),
      body: body ? ofSchema(body, components.schemas) : fc.constant(undefined),
    })
    for (const { parts, query, body: sent } of fc.sample(call, { numRuns: times, seed: 11 })) {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
      const answer = await callApi(
        org.ctx,
        method === 'get' ? 'GET' : 'POST',
        `${filled}?${new URLSearchParams(query)}`.replace(/\?$/, ''),
        { bearer, ...(sent !== undefined && { body: sent }) },
      )
      const { status } = answer
      if (status === 422 || !(status in operation.responses))
        refused.push({ method, path, parts, query, sent, status, errors: answer.body.errors })
    }
  }
  expect(refused).toEqual([])
})

test('every call has an example that is one, and so has every answer', () => {
  const names = apiRoutes.map(({ name }) => name).sort()
  expect(Object.keys(examples).sort(), 'Each call has one in lib/api/examples.ts').toEqual(names)
  for (const { name, input, answer } of apiRoutes) {
    const example = examples[name]
    expect([name, input.safeParse(example?.input ?? {}).error]).toEqual([name, undefined])
    if (answer) expect([name, answer.safeParse(example?.answer).error]).toEqual([name, undefined])
    else expect([name, example?.answer]).toEqual([name, undefined])
  }
})
