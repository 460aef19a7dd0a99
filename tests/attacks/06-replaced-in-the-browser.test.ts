import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { sentence } from '@/lib/messages/codes'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { formsOf } from '../support/server/visitor'
import { codeOf } from '../support/world/outcome'
import { userRow } from '../support/world/rows'

let site: Site

beforeAll(async () => {
  site = await openSite()
})

const setupKeyIn = (page: string) => /secret=([A-Z2-7]{32})/.exec(page)?.[1] ?? ''
const replaced = sentence('challenge-replaced')

test('two browsers of one person see two keys, two tabs of one browser the same', async () => {
  const person = await site.seed.agent({ required: true })
  const [mine, theirs] = [await site.challenge(person), await site.challenge(person)]
  const keyOf = async (challenge: string) =>
    setupKeyIn((await site.visitor({ challenge }).get('/sign-in/enroll')).body)
  const [one, again, other] = [await keyOf(mine), await keyOf(mine), await keyOf(theirs)]
  expect(one).toMatch(/^[A-Z2-7]{32}$/)
  expect(again).toBe(one)
  expect(other).not.toBe(one)
})

test('a tab whose sign-in was replaced in its browser is told so, and nothing typed there is used', async () => {
  const [enrolled, required] = [
    await site.seed.agent({ enrolled: true }),
    await site.seed.agent({ required: true }),
  ]
  const before = await userRow(site.ctx(), enrolled.id)
  for (const [path, action, field, replacedBy, leadsTo] of [
    ['/sign-in/code', 'verifyCode', 'code', enrolled, '/sign-in/code'],
    ['/sign-in/recovery-code', 'verifyRecoveryCode', 'recoveryCode', enrolled, '/sign-in/code'],
    ['/sign-in/code', 'verifyCode', 'code', required, '/sign-in/enroll'],
    ['/sign-in/enroll', 'confirmEnrollmentAtSignIn', 'code', required, '/sign-in/enroll'],
  ] as const) {
    const who = path === '/sign-in/enroll' ? required : enrolled
    const drawn = await site.visitor({ challenge: await site.challenge(who) }).get(path)
    const form = formsOf(drawn.body).find(({ html }) => html.includes(`name="${field}"`))
    const challenge = form?.hidden.challenge ?? ''
    expect(challenge).toMatch(/^[0-9a-f-]{36}$/)
    const newer = await site.challenge(replacedBy)
    const browser = site.visitor({ challenge: newer })
    const answer = await browser.act(builtAction(action), { challenge, [field]: '123456' })
    expect([path, answer.leadsTo]).toEqual([path, `${leadsTo}?notice=challenge-replaced`])
    const said = await browser.get(answer.leadsTo ?? '')
    expect((await browser.get(said.leadsTo ?? '')).body).toContain(replaced)
    const { challenges } = site.ctx().db.tables
    const [row] = await site
      .ctx()
      .db.read.select()
      .from(challenges)
      .where(eq(challenges.id, (await site.challengerOf(newer)).challengeId))
    expect(row?.attempts).toBe(0)
  }
  expect(await userRow(site.ctx(), enrolled.id)).toEqual(before)
})

test('the challenge that a form names opens nothing: who asks is known by the cookie', async () => {
  const [victim, attacker] = [
    await site.seed.agent({ enrolled: true }),
    await site.seed.agent({ enrolled: true }),
  ]
  const theirs = await site.challengerOf(await site.challenge(victim))
  const browser = site.visitor({ challenge: await site.challenge(attacker) })
  const code = await victim.phone.nextCode()
  const answer = await browser.act(builtAction('verifyCode'), { challenge: theirs.challengeId, code })
  expect(answer.leadsTo).toBe('/sign-in/code?notice=challenge-replaced')
  expect(browser.cookie('session')).toBeUndefined()
  expect(codeOf(await finishWithCode(site.ctx(), theirs, { code }))).toBe('ok')
})

test('leaving in a tab whose sign-in was replaced leaves the newer one standing', async () => {
  const person = await site.seed.agent({ required: true })
  const older = await site.challengerOf(await site.challenge(person))
  const newer = await site.challenge(person)
  const browser = site.visitor({ challenge: newer })
  await browser.act(builtAction('leaveSignIn'), { challenge: older.challengeId })
  expect((await site.challengerOf(newer)).userId).toBe(person.id)
})
