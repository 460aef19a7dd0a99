import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { mintMember } from '@/lib/actors'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { findSession } from '@/lib/queries/sessions/find'
import { sealAuthenticator } from '@/lib/records/factors/authenticator'
import { openSession } from '@/lib/records/sessions/session'
import { newSetupKey } from '@/lib/totp/totp'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { chance } from '../support/world/chance'
import { organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import { plantUser, userRow } from '../support/world/rows'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const turnOff = builtAction('turnOff')

test('without the password, or with a wrong one ten times, it stays on', async () => {
  const agent = await site.seed.agent({ enrolled: true })
  const browser = await site.signedIn(agent)
  for (const fields of [{}, { password: '' }, { code: '123456' }, { confirm: 'on' }])
    expect((await browser.act(turnOff, fields as Record<string, string>)).body).toContain('"status":"failed"')
  for (let n = 0; n < 10; n++)
    expect((await browser.act(turnOff, { password: `wrong ${n}` })).body).toContain('"status":"failed"')
  // Five wrong ones later even the right one has to wait.
  expect((await browser.act(turnOff, { password: agent.password })).body).toContain('Too many attempts')
  expect((await userRow(site.ctx(), agent.id)).authenticatorSecret).not.toBeNull()
})

test('while it is required the action refuses, called directly and with the right password', async () => {
  const agent = await site.seed.agent({ enrolled: true, required: true })
  const browser = await site.signedIn(agent)
  expect((await browser.get('/profile')).body).not.toContain('Turn off two-factor')
  const refused = await browser.act(turnOff, { password: agent.password })
  expect(refused.body).toContain('Required by your organization. Ask an admin to turn it off.')
  expect((await userRow(site.ctx(), agent.id)).authenticatorSecret).not.toBeNull()
})

test('a form drawn before the requirement is refused when it is sent after it', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  await org.require(agent, true, false)
  const { password } = agent
  expect(codeOf(await disableTwoFactor(org.ctx, member, { password }))).toBe('required-by-organization')
  expect((await userRow(org.ctx, agent.id)).authenticatorSecret).not.toBeNull()
})

test('200 times at the moment when an admin requires it and signs them out: never required, off and signed in', async () => {
  const org = await organization()
  const agent = await org.agent()
  const admin = await org.asAdmin()
  const { ctx } = org
  const random = chance(8)
  const outcomes = new Set<string>()
  const { password } = agent
  let took = 20
  for (let round = 0; round < 200; round++) {
    const authenticatorSecret = sealAuthenticator(ctx, agent.id, newSetupKey())
    await plantUser(ctx, agent.id, { twoFactorRequired: false, authenticatorSecret })
    const { token } = await ctx.db.write((tx) => openSession(tx, ctx, { id: agent.id, role: 'agent' }, 'web'))
    const person = await findSession(ctx, token)
    if (!person) throw new Error('A session that was just opened is not there.')

    // From far too early to far too late, so that they meet everywhere.
    const delay = round % 4 === 0 ? 0 : Math.round((random.below(150) / 100) * took)
    const started = performance.now()
    const [off, required] = await Promise.all([
      disableTwoFactor(ctx, mintMember(person), { password }).then((result) => {
        took = performance.now() - started
        return codeOf(result)
      }),
      wait(delay).then(() =>
        requireTwoFactor(ctx, admin, { userId: agent.id, required: true, signOut: true }),
      ),
    ])
    outcomes.add(off)
    expect(codeOf(required)).toBe('ok')
    const row = await userRow(ctx, agent.id)
    const signedIn = (await findSession(ctx, token)) !== null
    const isOff = row.authenticatorSecret === null
    expect({ round, off, forbidden: row.twoFactorRequired && isOff && signedIn }).toEqual({
      ...{ round, off, forbidden: false },
    })
    expect(row.twoFactorRequired).toBe(true)
    expect(isOff).toBe(off === 'ok')
  }
  // Both were first at times: it was a race.
  expect([...outcomes].sort()).toEqual(['ok', 'session-over'])
}, 180_000)
