import { expect, test } from 'vitest'
import type { Challenger } from '@/lib/actors'
import { codeInput, finishWithCode } from '@/lib/acts/sign-in/code'
import { continueSignIn } from '@/lib/acts/sign-in/continue'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { suspendUser } from '@/lib/acts/users/suspend'
import { browserDigest } from '@/lib/browser-token'
import { newToken } from '@/lib/crypto/token'
import { minutes, seconds } from '@/lib/duration'
import { findChallenge } from '@/lib/queries/challenges'
import { findSession } from '@/lib/queries/sessions/find'
import { isKnownBrowser } from '@/lib/records/browsers/browser'
import { closeAuditTrail, reopenAuditTrail } from '../../support/world/closed-tables'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { challengerOf } from '../../support/world/person'
import { auditEvents, plantUser, userRow } from '../../support/world/rows'

test('the right code finishes the challenge, and its ticket opens a session', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const { ticket } = granted(
    await finishWithCode(org.ctx, challenger, { code: await agent.phone.nextCode() }),
  )
  const { token } = granted(await redeemTicket(org.ctx, ticket, 'web'))
  expect(await findSession(org.ctx, token)).toMatchObject({ userId: agent.id, email: agent.email })
})

test('with the session at once: it is open, and where it cannot be opened the code is not spent', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge({ channel: 'api' })
  const code = await agent.phone.nextCode()
  await closeAuditTrail(org.world.place)
  await expect(finishWithCode(org.ctx, challenger, { code }, 'session')).rejects.toThrow('audit trail')
  await reopenAuditTrail(org.world.place)
  const { token, refresh } = granted(await finishWithCode(org.ctx, challenger, { code }, 'session'))
  expect(await findSession(org.ctx, token)).toMatchObject({ userId: agent.id, channel: 'api' })
  expect(refresh).not.toBeNull()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }, 'session'))).toBe('challenge-over')
})

test('on the web it opens with the code: nothing is left to redeem, and the browser is known from then on', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { challenges } = org.ctx.db.tables
  const challenger = await agent.challenge()
  const known = newToken()
  const code = await agent.phone.nextCode()
  const { token, refresh } = granted(
    await finishWithCode(org.ctx, challenger, { code }, 'session', { known }),
  )
  expect(await findSession(org.ctx, token)).toMatchObject({ userId: agent.id, channel: 'web', kind: 'web' })
  expect(refresh).toBeNull()
  expect(await org.ctx.db.read.select().from(challenges)).toEqual([])
  const isKnown = await org.ctx.db.write((tx) =>
    isKnownBrowser(tx, org.ctx, agent.email, browserDigest(known)),
  )
  expect(isKnown).toBe(true)
})

test('a code with spaces in it is right; odd codes are one plain no', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const spaced = (await agent.phone.nextCode()).replace(/(...)(...)/, ' $1 $2 ')
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: spaced }))).toBe('ok')

  org.world.clock.pass(seconds(30))
  const shown = await agent.phone.shownCode()
  const digits = (from: number) =>
    [...shown].map((digit) => String.fromCodePoint(from + Number(digit))).join('')
  const odd = [
    shown.slice(1),
    `${shown}0`,
    `0${shown}`,
    '+12345',
    '1e5',
    `${shown}\u0000`,
    digits(0xff10),
    digits(0x0660),
    'ABCDEF',
    '0x1234',
  ]
  for (const code of odd) {
    const answer = codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))
    expect([code, answer]).toEqual([code, 'code-wrong'])
    await plantUser(org.ctx, agent.id, { secondStepFailures: 0 })
  }
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: shown }))).toBe('ok')
})

test('codes that are no text, or endless, are errors of the form', () => {
  for (const code of [['123456'], { code: '123456' }, 123456, null, '', '1'.repeat(10_000)])
    expect(codeInput.safeParse({ code }).success).toBe(false)
  expect(codeInput.safeParse({ code: '123456', userId: 'x' }).success).toBe(false)
})

test('a code is right one step early and one step late, and not two', async () => {
  const org = await organization()
  for (const [off, expected] of [
    [-60, 'code-wrong'],
    [-30, 'ok'],
    [0, 'ok'],
    [30, 'ok'],
    [60, 'code-wrong'],
  ] as const) {
    const agent = await org.agent({ enrolled: true })
    org.world.clock.pass(minutes(5))
    const code = await agent.phone.codeOff(seconds(off))
    const answer = codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))
    expect([off, answer]).toEqual([off, expected])
  }
})

test('a used code is refused in a second challenge', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('ok')
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('code-wrong')
  const api = await agent.challenge({ channel: 'api' })
  expect(codeOf(await finishWithCode(org.ctx, api, { code }))).toBe('code-wrong')
})

test('the code that confirmed the enrollment is used', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const code = await agent.phone.shownCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('code-wrong')
})

test('a code one step older than the last accepted one is refused', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  org.world.clock.pass(minutes(5))
  const older = await agent.phone.shownCode()
  org.world.clock.pass(seconds(30))
  expect(
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: await agent.phone.nextCode() })),
  ).toBe('ok')
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: older }))).toBe('code-wrong')
})

test('of fifty sign-ins with one code at once, one wins', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const code = await agent.phone.nextCode()
  const challengers: Challenger[] = []
  for (let n = 0; n < 10; n++) challengers.push(await agent.challenge())
  const five = challengers.flatMap((challenger) => Array<Challenger>(5).fill(challenger))
  const answers = await Promise.all(five.map((challenger) => finishWithCode(org.ctx, challenger, { code })))
  expect(answers).toHaveLength(50)
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('a finished challenge, one that is over and one of someone suspended are over', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const finished = await agent.challenge()
  granted(await finishWithCode(org.ctx, finished, { code: await agent.phone.nextCode() }))
  const again = { code: await agent.phone.nextCode() }
  expect(codeOf(await finishWithCode(org.ctx, finished, again))).toBe('challenge-over')

  const late = await agent.challenge()
  org.world.clock.pass(minutes(10))
  expect(codeOf(await finishWithCode(org.ctx, late, { code: await agent.phone.nextCode() }))).toBe(
    'challenge-over',
  )

  const standing = await agent.challenge()
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, standing, { code }))).toBe('challenge-over')
})

test('a challenge begun under an older credential version is over', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const accepted = granted(await agent.enterPassword())
  const challenger = await challengerOf(org.ctx, accepted)
  const { credentialVersion } = await userRow(org.ctx, agent.id)
  await plantUser(org.ctx, agent.id, { credentialVersion: credentialVersion + 1 })
  expect(await findChallenge(org.ctx, accepted.token, 'web')).toBeNull()
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('challenge-over')
})

test('someone who stands at the code cannot just go on', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  expect(codeOf(await continueSignIn(org.ctx, await agent.challenge()))).toBe('challenge-over')
})

test('a sealed secret that was tampered with opens nothing and spends nothing', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await org.agent({ enrolled: true })
  const { authenticatorSecret } = await userRow(org.ctx, other.id)
  await plantUser(org.ctx, agent.id, { authenticatorSecret })
  const challenger = await agent.challenge()
  const code = await other.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('secret-unreadable')
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(0)
})

test('a wrong code after the right password is recorded', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await finishWithCode(org.ctx, await agent.challenge(), { code: await agent.phone.wrongCode() })
  expect((await auditEvents(org.ctx, org.id)).at(-1)).toBe('sign-in.code-rejected')
})
