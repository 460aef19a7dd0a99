import { expect, test } from 'vitest'
import { openApiDocument } from '@/lib/api/openapi'
import { clientSources } from '../../support/source/client-sources'

test('the client knows the calls as the document has them; -u writes them anew', async () => {
  const { schema, ways } = await clientSources(openApiDocument('Countersign', 'https://id.example.com'))
  await expect(schema).toMatchFileSnapshot('../../../client/schema.d.ts')
  await expect(ways).toMatchFileSnapshot('../../../client/ways.ts')
})

test('everything that is sent and answered has a type', async () => {
  const { schema } = await clientSources(openApiDocument('Countersign', 'https://id.example.com'))
  const ofHeaders = /\[name: string\]: unknown;|@enum \{unknown\}/g
  expect(schema.replace(ofHeaders, '')).not.toMatch(/\b(unknown|any)\b(?=[;\s|&)}])/)
})
