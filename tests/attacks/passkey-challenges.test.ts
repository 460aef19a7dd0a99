import { expect, test } from 'vitest'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { signInWithPasskey } from '@/lib/acts/sign-in/with-passkey'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { newToken } from '@/lib/crypto/token'
import { minutes } from '@/lib/duration'
import { passkeyForStep, passkeyToProve, passkeyToSignIn, passkeyToSignInByApi } from '@/lib/queries/passkeys'
import { sweepPasskeyChallenges } from '@/lib/records/factors/passkey-challenge'
import { organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import {
  addKey,
  asked,
  enterBy,
  enterWith,
  factorsOf,
  signedOutPage,
  signInByKey,
} from '../support/world/passkeys'
import { plantUser, userRow } from '../support/world/rows'

test('an answer works once: not again in its sign-in, in the next one, or as a whole sign-in', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const challenger = await agent.challenge()
  const answer = key.get(asked(await passkeyForStep(org.ctx, challenger)))
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('ok')
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('challenge-over')
  expect(codeOf(await finishWithPasskey(org.ctx, await agent.challenge(), { answer }))).toBe('passkey-over')
  const { browser, options } = await signedOutPage(org.ctx)
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('passkey-over')
  const whole = key.get(options)
  expect(codeOf(await enterWith(org.ctx, browser, whole))).toBe('ok')
  expect(codeOf(await enterWith(org.ctx, browser, whole))).toBe('passkey-over')
})

test('fifty times at once an answer signs in once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  const answer = key.get(options)
  const entered = await Promise.all(Array.from({ length: 50 }, () => enterWith(org.ctx, browser, answer)))
  expect(entered.filter(({ ok }) => ok)).toHaveLength(1)
  const member = await signInByKey(agent, key)
  const proof = await factorsOf(agent, member, key)
  const begun = await Promise.all(Array.from({ length: 4 }, () => beginPasskey(org.ctx, member, proof)))
  expect(begun.map(codeOf).sort()).toEqual(['ok', 'passkey-over', 'passkey-over', 'passkey-over'])
})

test('a challenge that was stolen, or made for something else, is answered for nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  // The thief's browser shows its options to the victim, and sends the victim's answer, or the other way round.
  for (const other of [newToken(), '', 'short', `${browser}x`])
    expect(codeOf(await enterWith(org.ctx, other, key.get(options)))).toBe('passkey-over')
  const byApi = asked(await passkeyToSignInByApi(org.ctx))
  expect(codeOf(await enterWith(org.ctx, browser, key.get(byApi)))).toBe('passkey-over')
  const onApi = await signInWithPasskey(org.ctx, { answer: key.get(options) }, { channel: 'api' })
  expect(codeOf(onApi)).toBe('passkey-over')
  // One sign-in's is not another's, nor a session's.
  const [one, two] = [await agent.challenge(), await agent.challenge()]
  const forOne = asked(await passkeyForStep(org.ctx, one))
  const inTwo = await finishWithPasskey(org.ctx, two, { answer: key.get(forOne) })
  expect(codeOf(inTwo)).toBe('passkey-over')
  const toProve = key.get(asked(await passkeyToProve(org.ctx, member)))
  expect(codeOf(await finishWithPasskey(org.ctx, two, { answer: toProve }))).toBe('passkey-over')
  const { password } = agent
  expect(codeOf(await beginPasskey(org.ctx, member, { password, answer: key.get(forOne) }))).toBe(
    'passkey-over',
  )
  // Nor is one of one's own making, or of another server's.
  for (const challenge of ['', 'AAAA', Buffer.alloc(54).toString('base64url'), newToken()])
    expect(codeOf(await enterWith(org.ctx, browser, key.get(options, { challenge })))).toBe('passkey-over')
  expect(codeOf(await enterWith(org.ctx, browser, key.get(options)))).toBe('ok')
})

test('a challenge works for ten minutes, and a spent one stays spent when the clock is set back', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  const answer = key.get(options)
  org.world.clock.pass(minutes(10))
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('passkey-over')
  org.world.clock.pass(-minutes(5))
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('ok')
  org.world.clock.pass(minutes(60))
  await org.ctx.db.write((tx) => sweepPasskeyChallenges(tx, org.ctx))
  org.world.clock.pass(-minutes(62))
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('passkey-over')
})

test('where the second step waits or is locked after wrong codes, a passkey waits too', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const closed = [
    ['second-step-locked', { secondStepLockedAt: org.ctx.now() }],
    [
      'too-many-attempts',
      {
        ...{ secondStepLockedAt: null, secondStepFailures: 10 },
        secondStepRetryAt: new Date(org.ctx.now().getTime() + minutes(15)),
      },
    ],
  ] as const
  for (const [code, changes] of closed) {
    const challenger = await agent.challenge()
    const options = asked(await passkeyForStep(org.ctx, challenger))
    await plantUser(org.ctx, agent.id, changes)
    expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer: key.get(options) }))).toBe(code)
    expect(codeOf(await enterBy(org.ctx, key))).toBe(code)
    expect(codeOf(await beginPasskey(org.ctx, member, await factorsOf(agent, member, key)))).toBe(code)
  }
})

test('five wrong answers end a sign-in, whatever comes next', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const challenger = await agent.challenge()
  const options = asked(await passkeyForStep(org.ctx, challenger))
  const codes = []
  for (let n = 0; n < 5; n++) {
    const answer = key.get(options, { origin: 'https://evil.test' })
    codes.push(codeOf(await finishWithPasskey(org.ctx, challenger, { answer })))
  }
  expect(codes).toEqual([...Array.from({ length: 4 }, () => 'passkey-wrong'), 'attempts-used-up'])
  const right = await finishWithPasskey(org.ctx, challenger, { answer: key.get(options) })
  expect(codeOf(right)).toBe('challenge-over')
  // It is no code that anyone guesses: the account waits for no one.
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(0)
})

test('a stranger posts answers to a whole sign-in without end', async () => {
  const org = await organization()
  const victim = await org.agent()
  const { key } = await addKey(victim)
  const stranger = org.world.from({ address: '203.0.113.66' })
  const { browser, options } = await signedOutPage(stranger)
  // The same page, which is right for ten minutes, and a signature of the wrong kind.
  const wrong = key.get(options, { origin: 'https://evil.test' })
  const codes: string[] = []
  for (let n = 0; n < 62; n++) codes.push(codeOf(await enterWith(stranger, browser, wrong)))
  expect(codes).toEqual([...Array(61).fill('passkey-wrong'), 'too-many-attempts'])
  const waits = await enterWith(stranger, browser, wrong)
  expect(waits).toMatchObject({ detail: { retryAt: expect.any(Date) } })
  // Over the API it is the same count, and what is not even an answer to us is none.
  const byApi = asked(await passkeyToSignInByApi(stranger))
  const answer = key.get(byApi)
  expect(codeOf(await signInWithPasskey(stranger, { answer }, { channel: 'api' }))).toBe('too-many-attempts')
  expect(codeOf(await enterWith(stranger, newToken(), wrong))).toBe('passkey-over')
  // Its owner comes in from elsewhere, however often; there they wait, and no longer than a minute.
  for (let n = 0; n < 70; n++) expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  org.world.clock.pass(minutes(1))
  expect(codeOf(await enterBy(stranger, key))).toBe('ok')
})

test('no options and no answer tell who has a passkey before the password was right', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  await addKey(ben)
  const shapes = [
    asked(await passkeyToSignIn(org.ctx, newToken())),
    asked(await passkeyToSignInByApi(org.ctx)),
  ].map(({ challenge, ...rest }) => ({ ...rest, challenge: challenge.length }))
  expect(shapes[0]).toEqual(shapes[1])
  expect(shapes[0]).not.toHaveProperty('allowCredentials')
  const wrong = async (email: string) =>
    signInWithPassword(org.ctx, { email, password: 'not the right password' }, 'web')
  expect(await wrong(ben.email)).toEqual(await wrong(cleo.email))
  // Whoever signs with a key that no account has is told no more than that.
  const { key } = await addKey(await org.agent())
  const nobody = key.copy()
  nobody.kept = key.kept.map((kept) => ({ ...kept, id: Buffer.alloc(32, 7) }))
  expect(codeOf(await enterBy(org.ctx, nobody))).toBe('passkey-unknown')
})
