import { expect, test } from 'vitest'
import { type Document, generateCalls } from '@/client/generate'
import { openApiDocument } from '@/lib/api/openapi'

test('the client knows the calls as the document has them; -u writes them anew', async () => {
  const document = openApiDocument('Countersign', 'https://id.example.com') as Document
  await expect(generateCalls(document)).toMatchFileSnapshot('../../../client/calls.ts')
})

test('a schema that there is no type for stops the generator', () => {
  const odd = { paths: {}, components: { schemas: { Odd: { type: 'tuple' } } } }
  expect(() => generateCalls(odd)).toThrow('There is no type for {"type":"tuple"}.')
})
