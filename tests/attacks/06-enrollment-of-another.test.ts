import { beforeAll, expect, test } from 'vitest'
import { mintChallenger } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment, finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { showEnrollment } from '@/lib/queries/enrollment'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { Authenticator } from '../support/world/authenticator'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { auditEvents, userRow } from '../support/world/rows'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const setupKeyIn = (page: string) => /secret=([A-Z2-7]{32})/.exec(page)?.[1] ?? ''

test('a secret, a person or an enrollment named by the form is refused, and nothing is enrolled', async () => {
  const victim = await site.seed.agent()
  const attacker = await site.seed.agent()
  const browser = await site.signedIn(attacker)
  await browser.submit('/profile/two-factor', { password: attacker.password })
  const page = await browser.get('/profile/two-factor')
  const code = await new Authenticator(setupKeyIn(page.body)).shownCode()
  const own = 'A'.repeat(32)
  const before = await site.snapshot()
  for (const extra of [
    { userId: victim.id },
    { secret: own },
    { setupKey: own },
    { enrollmentId: 'x' },
    { memberId: victim.id },
    { challengeId: 'x' },
    { email: victim.email },
  ]) {
    const answer = await browser.act(builtAction('confirm'), { code, ...(extra as Record<string, string>) })
    expect([Object.keys(extra), answer.body]).toEqual([
      Object.keys(extra),
      expect.stringContaining('"status":"failed"'),
    ])
  }
  expect(await site.snapshot()).toEqual(before)
  expect((await browser.act(builtAction('confirm'), { code })).leadsTo).toBe(
    '/two-factor/recovery-codes?next=%2Fprofile',
  )
  expect((await userRow(site.ctx(), victim.id)).authenticatorSecret).toBeNull()
})

test('two tabs show one setup key, and a session that did not prove the password sees none', async () => {
  const agent = await site.seed.agent()
  const browser = await site.signedIn(agent)
  await browser.submit('/profile/two-factor', { password: agent.password })
  const [one, two] = await Promise.all([
    browser.get('/profile/two-factor'),
    browser.get('/profile/two-factor'),
  ])
  expect(setupKeyIn(one.body)).toMatch(/^[A-Z2-7]{32}$/)
  expect(setupKeyIn(two.body)).toBe(setupKeyIn(one.body))
  const thief = await site.signedIn(agent)
  expect(setupKeyIn((await thief.get('/profile/two-factor')).body)).toBe('')
  const code = await new Authenticator(setupKeyIn(one.body)).shownCode()
  expect((await thief.act(builtAction('confirm'), { code })).leadsTo).toBe('/profile?notice=enrollment-over')
  expect((await userRow(site.ctx(), agent.id)).authenticatorSecret).toBeNull()
})

test('a session that did not prove the password confirms nothing, though it knows the key', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  const thief = await agent.signIn()
  granted(await beginEnrollment(org.ctx, member, { password: agent.password }))
  const shown = await showEnrollment(org.ctx, member)
  expect(await showEnrollment(org.ctx, thief)).toBeNull()
  const code = await new Authenticator(shown?.setupKey ?? '', { clock: org.world.clock }).shownCode()
  expect(codeOf(await confirmEnrollment(org.ctx, thief, { code }))).toBe('enrollment-over')
})

test('an unconfirmed secret opens nothing', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const { clock } = org.world
  const input = { password: agent.password, code: await agent.phone.nextCode() }
  expect(codeOf(await beginReplacement(org.ctx, member, input))).toBe('ok')
  const pending = await showEnrollment(org.ctx, member)
  const stranger = new Authenticator(pending?.setupKey ?? '', { clock })
  expect(
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: await stranger.nextCode() })),
  ).toBe('code-wrong')
  expect(
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: await agent.phone.nextCode() })),
  ).toBe('ok')
})

test('confirmed from two tabs at once, one authenticator stands and its codes work', async () => {
  const org = await organization()
  for (let round = 0; round < 5; round++) {
    const agent = await org.agent()
    const member = await agent.signIn()
    granted(await beginEnrollment(org.ctx, member, { password: agent.password }))
    const shown = await showEnrollment(org.ctx, member)
    const phone = new Authenticator(shown?.setupKey ?? '', { clock: org.world.clock })
    const code = await phone.nextCode()
    const answers = await Promise.all([1, 2, 3].map(() => confirmEnrollment(org.ctx, member, { code })))
    expect(answers.map(codeOf).sort()).toEqual(['enrollment-over', 'enrollment-over', 'ok'])
    const next = await finishWithCode(org.ctx, await agent.challenge(), { code: await phone.nextCode() })
    expect(codeOf(next)).toBe('ok')
  }
  const events = await auditEvents(org.ctx, org.id)
  expect(events.filter((event) => event === 'two-factor.enabled')).toHaveLength(5)
})

test('of two sign-ins that confirm at once each their own key, one is first and the other is over', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const standing = await Promise.all(
    [await agent.challenge(), await agent.challenge()].map(async (challenger) => {
      const { setupKey } = granted(await startEnrollment(org.ctx, challenger))
      return { challenger, phone: new Authenticator(setupKey, { clock: org.world.clock }) }
    }),
  )
  const answers = await Promise.all(
    standing.map(async ({ challenger, phone }) => {
      const code = await phone.nextCode()
      return finishWithEnrollment(org.ctx, challenger, { code })
    }),
  )
  expect(answers.map(codeOf).sort()).toEqual(['enrollment-over', 'ok'])
  const first = standing[answers.findIndex(({ ok }) => ok)]
  if (!first) throw new Error('Neither was first.')
  const { phone } = first
  const next = await finishWithCode(org.ctx, await agent.challenge(), { code: await phone.nextCode() })
  expect(codeOf(next)).toBe('ok')
})

test('another person of the same organization cannot confirm with a challenge of their own', async () => {
  const org = await organization()
  const victim = await org.agent({ required: true })
  const attacker = await org.agent({ required: true })
  const key = granted(await startEnrollment(org.ctx, await victim.challenge())).setupKey
  const mine = await attacker.challenge()
  granted(await startEnrollment(org.ctx, mine))
  const code = await new Authenticator(key, { clock: org.world.clock }).shownCode()
  expect(codeOf(await finishWithEnrollment(org.ctx, mine, { code }))).toBe('code-wrong')
  const forged = mintChallenger({ ...mine, userId: victim.id })
  expect(codeOf(await finishWithEnrollment(org.ctx, forged, { code }))).toBe('enrollment-over')
})
