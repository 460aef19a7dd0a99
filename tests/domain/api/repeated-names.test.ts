import { expect, test } from 'vitest'
import { serveApi } from '@/lib/api/serve'
import { organization } from '../../support/world/organization'

const sent = { method: 'POST', query: '', authorization: undefined, contentType: 'application/json' }

test.each([
  ['{"challenge":"x","code":"111111","code":"222222"}', 'code'],
  ['{"challenge":"x","code":"111111","c\\u006fde":"222222"}', 'code'],
  ['{"challenge":"x","challenge":"x","code":"111111"}', 'challenge'],
  ['{"challenge":"x","code":{"a":1,"a":1}}', 'a'],
  ['{"challenge":"x","code":[{"a\\"}":1},{"b":[{"a":1,"a":2}]}]}', 'a'],
])(
  'a body in which a name stands twice is refused, whichever of the two is right: %s',
  async (body, name) => {
    const { ctx } = await organization()
    const answer = await serveApi(ctx, { ...sent, path: '/sign-in/code', body }, () => expect.unreachable())
    expect(answer.status).toBe(422)
    expect(JSON.parse(String(answer.body))).toMatchObject({
      code: 'body-invalid',
      errors: { [name]: 'Send this once.' },
    })
  },
)

test('a name may stand in two objects, and in texts', async () => {
  const { ctx } = await organization()
  const client = '{"kind":"mobile","name":"{\\"name\\":1,\\"name\\":2}"}'
  const body = `{"email":"a@example.com","password":"x","client":${client}}`
  const answer = await serveApi(ctx, { ...sent, path: '/sign-in', body }, () => expect.unreachable())
  expect(answer.status).toBe(401)
})

test('so is a query', async () => {
  const org = await organization()
  const call = { ...sent, method: 'GET', path: '/users', query: 'q=a&q=b', body: '' }
  const answer = await serveApi(org.ctx, call, () => expect.unreachable())
  expect(answer.status).toBe(422)
})
