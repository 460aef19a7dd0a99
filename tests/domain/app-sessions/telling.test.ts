import { createServer, type Server } from 'node:http'
import { eq } from 'drizzle-orm'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { removeApp } from '@/lib/acts/apps/remove'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { hours, minutes, seconds } from '@/lib/duration'
import { sendLogouts } from '@/lib/jobs/logouts'
import { signingKeys } from '@/lib/queries/oidc/signing-keys'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'
import { added, heldBy, signedInTo } from '../../support/world/apps'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

/*
 * What apps are told of sign-outs, as it arrives at one.
 */

const issuer = 'https://id.example.com'
const never = new AbortController().signal
const opened: Server[] = []
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** An app that listens, and answers with this status; what it was told. */
async function listener() {
  const heard: string[] = []
  const answers = { status: 200 }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request.setEncoding('utf8')) body += part
    heard.push(new URLSearchParams(body).get('logout_token') ?? '')
    response.writeHead(answers.status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(server)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { heard, answers, address: `http://127.0.0.1:${port}/out` }
}

/** An app with someone signed in to it. */
async function scene() {
  const org = await organization()
  const app = await listener()
  const { appId } = await added(org)
  const { apps } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.update(apps).set({ backchannelUri: app.address, signingAlgorithm: 'ES256' }).where(eq(apps.id, appId)),
  )
  await keepSigningKeys(org.ctx)
  const member = await (await org.agent()).signIn()
  await signedInTo(org, appId, member)
  return { org, appId, member, app }
}

const send = ({ ctx }: Organization) => sendLogouts(ctx, issuer, never)

async function read({ ctx }: Organization, appId: string, token: string) {
  const keys = (await signingKeys(ctx)).map(
    ({ d: _, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open }) => open,
  )
  return jwtVerify(token, createLocalJWKSet({ keys }), {
    ...{ issuer, audience: appId, currentDate: ctx.now() },
  })
}

test('an app that is deleted is told as one that is suspended, signed as it knows it', async () => {
  for (const end of [suspendApp, removeApp]) {
    const { org, appId, member, app } = await scene()
    granted(await end(org.ctx, await org.asAdmin(), { appId }))
    expect(await send(org)).toEqual([])
    expect(app.heard).toHaveLength(1)
    const { payload, protectedHeader } = await read(org, appId, app.heard[0] ?? '')
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'logout+jwt' })
    expect(payload).toMatchObject({ sub: member.userId, sid: expect.any(String) })
    expect(Object.keys(payload.events ?? {})).toEqual(['http://schemas.openid.net/event/backchannel-logout'])
    expect((await heldBy(org, appId)).notices).toBe(0)
  }
})

test('several servers tell an app once', async () => {
  const { org, appId, app } = await scene()
  granted(await suspendApp(org.ctx, await org.asAdmin(), { appId }))
  await Promise.all(Array.from({ length: 8 }, () => send(org)))
  expect(app.heard).toHaveLength(1)
})

test.each([
  ['that is there', false],
  ['that was deleted', true],
])(
  'an app %s and does not take it is told again for a day, later and later, and then no more',
  async (_, deleted) => {
    const { org, appId, app } = await scene()
    granted(await (deleted ? removeApp : suspendApp)(org.ctx, await org.asAdmin(), { appId }))
    app.answers.status = 500
    await send(org)
    await send(org)
    expect(app.heard).toHaveLength(1)
    org.world.clock.pass(seconds(10))
    await send(org)
    await send(org)
    expect(app.heard).toHaveLength(2)
    for (let n = 0; n < 30; n++) {
      org.world.clock.pass(hours(1))
      expect(await send(org)).toEqual([])
    }
    expect((await heldBy(org, appId)).notices).toBe(0)
    const told = app.heard.length
    expect(told).toBeGreaterThan(4)
    expect(told).toBeLessThan(15)
    org.world.clock.pass(minutes(1))
    await send(org)
    expect(app.heard).toHaveLength(told)
    const { appProblems } = org.ctx.db.tables
    const problems = await org.ctx.db.read.select().from(appProblems)
    expect(problems.map(({ code }) => code)).toEqual(deleted ? [] : ['logout-undelivered'])
  },
)
