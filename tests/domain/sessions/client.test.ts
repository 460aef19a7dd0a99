import { expect, test } from 'vitest'
import { z } from 'zod'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { appInput, clientOf } from '@/lib/client'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { memberOf } from '../../support/world/person'
import { auditTrail } from '../../support/world/rows'

const android =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Mobile Safari/537.36'
const apple = (device: string) =>
  `Mozilla/5.0 (${device}; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148`

const input = z.strictObject(appInput)

test.each([
  [android, {}, { kind: 'web', name: 'Chrome on Android' }],
  [android, { model: 'Pixel 9' }, { kind: 'web', name: 'Chrome on Android' }],
  [android, { kind: 'mobile' }, { kind: 'mobile', name: 'Chrome on Android' }],
  [android, { kind: 'mobile', model: 'Pixel 9' }, { kind: 'mobile', name: 'Chrome on Android · Pixel 9' }],
  [apple('iPhone'), { kind: 'mobile' }, { kind: 'mobile', name: 'Safari on iOS · iPhone' }],
  [apple('iPad'), { kind: 'mobile', model: 'Pixel 9' }, { kind: 'mobile', name: 'Safari on iOS · iPad' }],
])('%s, saying %o, is %o', async (userAgent, said, client) => {
  const org = await organization()
  expect(clientOf(org.world.from({ userAgent }), input.parse(said))).toEqual(client)
})

test.each(['SM-S918B/DS', 'moto g(60)', 'Redmi Note 12 5G', 'Pixel_9.a+', 'x'.repeat(64)])(
  '%s is a model',
  (model) => {
    expect(input.parse({ model })).toEqual({ model })
  },
)

test.each([
  '',
  ' x',
  'x'.repeat(65),
  'a\nb',
  '<b>',
  '=1',
  '@x',
  "o'x",
  'Pixel\u202e9',
  'Пиксель',
  7,
  null,
  ['x'],
  {},
])('%j is none, and keeps nobody out', (model) => {
  expect(input.parse({ kind: 'mobile', model })).toEqual({ kind: 'mobile' })
})

test.each(['web', 'extension', 'MOBILE', '', null, true])('%j is no kind that a form may ask for', (kind) => {
  expect(input.safeParse({ kind }).success).toBe(false)
})

test('what was said with the password is what the session is, in the list and in the audit log', async () => {
  const org = await organization()
  const agent = await org.agent()
  const ctx = org.world.from({ userAgent: android })
  const client = clientOf(ctx, { kind: 'mobile', model: 'Pixel 9' })
  const { email, password } = agent
  const accepted = granted(await signInWithPassword(ctx, { email, password }, 'web', client))
  const opened = granted(await redeemTicket(org.ctx, accepted.ticket ?? '', 'web'))
  expect(opened.refresh).toBeNull()
  const listed = await listOwnSessions(org.ctx, await memberOf(org.ctx, opened.token))
  expect(listed).toMatchObject([{ kind: 'mobile', client: 'Chrome on Android · Pixel 9', current: true }])
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'sign-in.succeeded',
    detail: { kind: 'mobile' },
  })
})

test('every session of the token API has a refresh token, and none of the web', async () => {
  const org = await organization()
  const agent = await org.agent()
  for (const kind of ['web', 'mobile'] as const)
    expect((await agent.openSession({ channel: 'web', kind })).refresh).toBeNull()
  for (const kind of ['extension', 'mobile'] as const)
    expect((await agent.openSession({ channel: 'api', kind })).refresh).not.toBeNull()
})
