import { expect, test } from 'vitest'
import { apiReference } from '@/lib/api/docs'
import { notation } from '@/lib/api/notation'
import { openApiDocument } from '@/lib/api/openapi'
import { apiRoutes } from '@/lib/api/serve'

const origin = 'https://id.example.com'

test('the reference has every call and schema of the document, and every link in it leads somewhere', () => {
  const page = apiReference('Countersign', origin, 'nonce')
  const { paths, components } = openApiDocument('Countersign', origin) as {
    paths: Record<string, Record<string, { summary: string }>>
    components: { schemas: Record<string, unknown> }
  }
  for (const [path, methods] of Object.entries(paths))
    for (const method of Object.keys(methods))
      expect(page).toContain(`">${method.toUpperCase()} ${path}</h2>`)
  for (const name of Object.keys(components.schemas)) expect(page).toContain(`<h3 id="schema-${name}">`)
  const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor)
  expect(anchors.length).toBeGreaterThan(20)
  for (const anchor of anchors) expect(page.split(`id="${anchor}"`)).toHaveLength(2)
})

test('the reference says how to begin, has a call to copy for each, and says the limits', () => {
  const page = apiReference('Countersign', origin, 'nonce')
  for (const title of ['Signing in', 'Limits', 'Every call']) expect(page).toContain(`<h2>${title}</h2>`)
  for (const { method, path } of apiRoutes) {
    const section = page.split('<section').find((part) => part.includes(`">${method} ${path}</h2>`)) ?? ''
    expect(section).toContain(`${method === 'GET' ? 'curl' : 'curl -X POST'} &#39;${origin}/api/v1/`)
    expect(section).not.toContain('undefined')
  }
  expect(page).toContain('There are no CORS headers')
  expect(page).toContain('An access token works for 10 minutes')
})

test('an organization that calls itself by a tag is text', () => {
  const page = apiReference('<img onerror=1>"', origin, 'nonce')
  expect(page).not.toContain('<img')
  expect(page).toContain('&lt;img onerror=1&gt;&quot; token API')
})

test('a type is written as people write it down', () => {
  const string = { type: 'string' }
  const schema = {
    type: 'object',
    properties: {
      user: { $ref: '#/components/schemas/User' },
      code: { type: 'string', minLength: 1, maxLength: 64 },
      note: { type: 'string', maxLength: 9 },
      token: { type: 'string', minLength: 1 },
      at: { type: 'string', format: 'date-time' },
      kinds: { type: 'array', items: { $ref: '#/components/schemas/Kind' } },
      steps: { type: 'array', items: { enum: [1, 2] } },
      state: { enum: ['on', 'off<'] },
      inner: { anyOf: [{ type: 'object', properties: { n: { type: ['integer', 'null'] } } }, { const: 1 }] },
      errors: { type: 'object', additionalProperties: string },
    },
    required: ['user', 'code'],
  }
  expect(notation(schema).split('\n')).toEqual([
    '{',
    '  user: <a href="#schema-User">User</a>',
    '  code: string  <i>1 to 64 characters</i>',
    '  note?: string  <i>at most 9 characters</i>',
    '  token?: string  <i>not empty</i>',
    '  at?: string  <i>date and time, RFC 3339</i>',
    '  kinds?: <a href="#schema-Kind">Kind</a>[]',
    '  steps?: (1 | 2)[]',
    '  state?: &quot;on&quot; | &quot;off&lt;&quot;',
    '  inner?: {',
    '    n?: integer | null',
    '  } | 1',
    '  errors?: { [name: string]: string }',
    '}',
  ])
})

test('a schema that there is no notation for stops the page', () => {
  expect(() => notation({ type: 'tuple' })).toThrow('There is no notation for {"type":"tuple"}.')
  expect(() => notation({ type: 'object' })).toThrow('no notation for an object without properties')
})
