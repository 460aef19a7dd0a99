import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { changePassword } from '@/lib/acts/passwords/change'
import { abandonChallenge } from '@/lib/acts/sign-in/abandon'
import { signInInput, signInWithPassword } from '@/lib/acts/sign-in/password'
import { minutes, seconds } from '@/lib/duration'
import { findChallenge } from '@/lib/queries/challenges'
import { beforeWrite } from '../../support/world/interleave'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { plantUser, userRow } from '../../support/world/rows'

test('without a second factor the right password leads to a ticket at once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const accepted = granted(await agent.enterPassword())
  expect(accepted).toMatchObject({ step: 'none', userId: agent.id, ticket: expect.any(String) })
})

test('with 2FA on the right password leads to a code, and to no ticket', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  expect(granted(await agent.enterPassword())).toMatchObject({ step: 'code', ticket: null })
})

test('where 2FA is required and not set up the right password leads to enrollment, and to no ticket', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  expect(granted(await agent.enterPassword())).toMatchObject({ step: 'enrollment', ticket: null })
})

test('a wrong password, an unknown address and an invited person get the same answer', async () => {
  const org = await organization()
  const agent = await org.agent()
  const invited = await org.agent({ invited: true })
  const wrong = await agent.enterPassword('not the password at all')
  expect(wrong).toEqual({ ok: false, code: 'credentials-wrong', detail: {} })
  expect(await invited.enterPassword()).toEqual(wrong)
  expect(
    await signInWithPassword(org.ctx, { email: 'nobody@example.com', password: agent.password }, 'web'),
  ).toEqual(wrong)
})

test('suspended people are told so only after the right password', async () => {
  const org = await organization()
  const agent = await org.agent({ suspended: true })
  expect(codeOf(await agent.enterPassword('not the password at all'))).toBe('credentials-wrong')
  expect(codeOf(await agent.enterPassword())).toBe('account-suspended')
})

test('the address is recognised in any case and spelling of its letters', async () => {
  const org = await organization()
  const agent = await org.agent({ email: 'zoé@example.com' })
  const { password } = agent
  const typed = signInInput.parse({ email: '  ZOE\u0301@EXAMPLE.com ', password })
  expect(codeOf(await signInWithPassword(org.ctx, typed, 'web'))).toBe('ok')
})

test('a password typed with decomposed letters is the same password', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  const newPassword = 'crème brûlée sans fin'
  granted(await changePassword(org.ctx, member, { password: agent.password, newPassword }))
  const typed = signInInput.parse({ email: agent.email, password: newPassword.normalize('NFD') })
  expect(codeOf(await signInWithPassword(org.ctx, typed, 'web'))).toBe('ok')
})

test('unknown keys and endless input are errors of the form', () => {
  const input = { email: 'ada@example.com', password: 'x' }
  expect(signInInput.safeParse(input).success).toBe(true)
  expect(signInInput.safeParse({ ...input, role: 'admin' }).success).toBe(false)
  expect(signInInput.safeParse({ ...input, password: 'x'.repeat(257) }).success).toBe(false)
  expect(signInInput.safeParse({ ...input, email: `${'a'.repeat(250)}@b.cd` }).success).toBe(false)
  expect(signInInput.safeParse({ ...input, password: ['x'] }).success).toBe(false)
})

test('after five wrong passwords the account waits a second, then two, then four', async () => {
  const org = await organization()
  const agent = await org.agent()
  for (let n = 0; n < 6; n++) expect(codeOf(await agent.enterPassword('wrong'))).toBe('credentials-wrong')
  for (const delay of [1, 2, 4]) {
    const refused = await agent.enterPassword()
    expect(refused).toMatchObject({ code: 'too-many-attempts' })
    expect(refused.ok || refused.detail.retryAt).toEqual(new Date(org.ctx.now().getTime() + seconds(delay)))
    org.world.clock.pass(seconds(delay))
    expect(codeOf(await agent.enterPassword('wrong'))).toBe('credentials-wrong')
  }
  org.world.clock.pass(seconds(8))
  expect(codeOf(await agent.enterPassword())).toBe('ok')
})

test('the delay is the same for an address that nobody has', async () => {
  const org = await organization()
  const unknown = () => signInWithPassword(org.ctx, { email: 'nobody@example.com', password: 'wrong' }, 'web')
  for (let n = 0; n < 6; n++) expect(codeOf(await unknown())).toBe('credentials-wrong')
  expect(codeOf(await unknown())).toBe('too-many-attempts')
})

test('no number of wrong passwords makes anyone wait more than five minutes', async () => {
  const org = await organization()
  const agent = await org.agent()
  for (let n = 0; n < 25; n++) {
    await agent.enterPassword('wrong')
    org.world.clock.pass(seconds(5))
  }
  org.world.clock.pass(minutes(5))
  expect(codeOf(await agent.enterPassword())).toBe('ok')
})

test('a right password makes the account forget the wrong ones', async () => {
  const org = await organization()
  const agent = await org.agent()
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 5; n++) expect(codeOf(await agent.enterPassword('wrong'))).toBe('credentials-wrong')
    expect(codeOf(await agent.enterPassword())).toBe('ok')
  }
})

test('one address that tries many accounts waits; another address does not', async () => {
  const org = await organization()
  const agent = await org.agent()
  const from = (address: string, n: number) =>
    signInWithPassword(org.world.from({ address }), { email: `guess${n}@example.com`, password: 'x' }, 'web')
  const codes: string[] = []
  for (let n = 0; n < 62; n++) codes.push(codeOf(await from(`2001:db8:1:2::${n + 1}`, n)))
  expect(codes.slice(0, 61)).toEqual(Array(61).fill('credentials-wrong'))
  expect(codes[61]).toBe('too-many-attempts')
  const elsewhere = org.world.from({ address: '2001:db8:1:3::1' })
  expect(codeOf(await agent.enterPassword(agent.password, { ctx: elsewhere }))).toBe('ok')
})

test('right passwords do not use up what an address has', async () => {
  const org = await organization()
  const agent = await org.agent()
  for (let n = 0; n < 70; n++) expect(codeOf(await agent.enterPassword())).toBe('ok')
})

test('a hash of weaker parameters is renewed with the right password', async () => {
  const org = await organization()
  const agent = await org.agent()
  const weak = await hash(agent.password, { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 })
  await plantUser(org.ctx, agent.id, { passwordHash: weak })
  expect(codeOf(await agent.enterPassword())).toBe('ok')
  const { passwordHash } = await userRow(org.ctx, agent.id)
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(codeOf(await agent.enterPassword())).toBe('ok')
})

test('a password that is changed while it is being compared opens nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  const newPassword = 'seven brown teapots'
  const raced = beforeWrite(org.ctx, 2, async () =>
    granted(await changePassword(org.ctx, member, { password: agent.password, newPassword })),
  )
  expect(codeOf(await agent.enterPassword(agent.password, { ctx: raced }))).toBe('credentials-wrong')
})

test('a challenge is found by its token, on its own channel, until ten minutes are over or it is given up', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { token } = granted(await agent.enterPassword())
  expect(await findChallenge(org.ctx, token, 'web')).toMatchObject({ userId: agent.id, step: 'code' })
  expect(await findChallenge(org.ctx, token, 'api')).toBeNull()
  expect(await findChallenge(org.ctx, 'not a token', 'web')).toBeNull()
  org.world.clock.pass(minutes(10) - 1)
  expect(await findChallenge(org.ctx, token, 'web')).not.toBeNull()
  org.world.clock.pass(1)
  expect(await findChallenge(org.ctx, token, 'web')).toBeNull()

  const second = granted(await agent.enterPassword())
  await abandonChallenge(org.ctx, await agent.challenge())
  expect(await findChallenge(org.ctx, second.token, 'web')).not.toBeNull()
})
