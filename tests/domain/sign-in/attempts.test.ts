import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { hours, minutes } from '@/lib/duration'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { onPostgres } from '../../support/world/postgres'
import { auditEvents, plantUser, userRow } from '../../support/world/rows'

/** Gives wrong codes, in as many challenges as it takes, without waiting for anything. */
async function failInARow(person: Person, times: number): Promise<string[]> {
  const { ctx } = person.world
  const code = await person.phone.wrongCode()
  const answers: string[] = []
  while (answers.length < times) {
    const challenger = await person.challenge()
    for (let n = 0; n < 5 && answers.length < times; n++)
      answers.push(codeOf(await finishWithCode(ctx, challenger, { code })))
  }
  return answers
}

const inARow = async (person: Person, failures: number) =>
  plantUser(person.world.ctx, person.id, { secondStepFailures: failures })

const oneMoreFailure = async (person: Person) => (await failInARow(person, 1))[0]

async function rightCode(person: Person): Promise<string> {
  const challenger = await person.challenge()
  return codeOf(await finishWithCode(person.world.ctx, challenger, { code: await person.phone.nextCode() }))
}

test('five codes are looked at in a challenge, then even the right one is refused', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const wrong = { code: await agent.phone.wrongCode() }
  const answers: string[] = []
  for (let n = 0; n < 5; n++) answers.push(codeOf(await finishWithCode(org.ctx, challenger, wrong)))
  expect(answers).toEqual([...Array(4).fill('code-wrong'), 'attempts-used-up'])
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('challenge-over')
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(5)
})

/** On PostgreSQL each waits for one of ten connections, and for five seconds at most. */
const many = onPostgres ? 60 : 200

test('many wrong codes at once against one challenge: five are looked at', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const code = await agent.phone.wrongCode()
  const answers = await Promise.all(
    Array.from({ length: many }, async () => codeOf(await finishWithCode(org.ctx, challenger, { code }))),
  )
  expect(answers.filter((answer) => answer !== 'challenge-over')).toHaveLength(5)
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(5)
})

test('ten wrong codes in a row make the account wait 15 minutes, over all challenges and channels', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await failInARow(agent, 10)
  const challenger = await agent.challenge({ channel: 'api' })
  const code = await agent.phone.shownCode()
  const refused = await finishWithCode(org.ctx, challenger, { code })
  expect(refused).toMatchObject({ ok: false, code: 'too-many-attempts' })
  expect(refused.ok || refused.detail.retryAt).toEqual(new Date(org.ctx.now().getTime() + minutes(15)))
  expect(await auditEvents(org.ctx, org.id)).toContain('sign-in.delayed')

  org.world.clock.pass(minutes(15) - 1)
  expect(await rightCode(agent)).toBe('too-many-attempts')
  org.world.clock.pass(1)
  expect(await rightCode(agent)).toBe('ok')
})

test('while the account waits, a challenge loses none of its attempts', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await inARow(agent, 9)
  const challenger = await agent.challenge()
  const wrong = { code: await agent.phone.wrongCode() }
  await finishWithCode(org.ctx, challenger, wrong)
  for (let n = 0; n < 10; n++)
    expect(codeOf(await finishWithCode(org.ctx, challenger, wrong))).toBe('too-many-attempts')
  await plantUser(org.ctx, agent.id, { secondStepRetryAt: null })
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('ok')
})

test('the wait doubles with each ten, to an hour at most', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  for (const [failures, wait] of [
    [10, minutes(15)],
    [20, minutes(30)],
    [30, hours(1)],
    [40, hours(1)],
    [90, hours(1)],
  ] as const) {
    await inARow(agent, failures - 1)
    await oneMoreFailure(agent)
    const { secondStepRetryAt } = await userRow(org.ctx, agent.id)
    expect(secondStepRetryAt).toEqual(new Date(org.ctx.now().getTime() + wait))
    org.world.clock.pass(wait)
  }
})

test('after a wait the next ten are looked at again', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await failInARow(agent, 10)
  org.world.clock.pass(minutes(15))
  const answers = await failInARow(agent, 10)
  expect(answers).not.toContain('too-many-attempts')
  expect(await rightCode(agent)).toBe('too-many-attempts')
})

test('a hundred in a row lock the second step until an admin unlocks it', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await inARow(agent, 99)
  await oneMoreFailure(agent)
  org.world.clock.pass(hours(48))
  expect(await rightCode(agent)).toBe('second-step-locked')
  const recoveryCode = agent.nextRecoveryCode()
  const answer = await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
  expect(codeOf(answer)).toBe('second-step-locked')
  expect((await auditEvents(org.ctx, org.id)).filter((event) => event === 'sign-in.locked')).toHaveLength(1)

  granted(await unlockSecondStep(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await rightCode(agent)).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('sign-in.unlocked')
})

test('where the hundredth is right it opens the second step, and nothing is locked', async () => {
  const org = await organization()
  for (const proof of ['code', 'recovery code']) {
    const agent = await org.agent({ enrolled: true })
    await inARow(agent, 99)
    const recoveryCode = agent.nextRecoveryCode()
    const answer =
      proof === 'code'
        ? await rightCode(agent)
        : codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))
    expect(answer).toBe('ok')
    const open = { secondStepFailures: 0, secondStepLockedAt: null, secondFactor: 'on' }
    expect(await userRow(org.ctx, agent.id)).toMatchObject(open)
  }
})

test('the whole way to a hundred takes hours', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const begun = org.ctx.now().getTime()
  for (let ten = 1; ten <= 10; ten++) {
    expect(await failInARow(agent, 10)).not.toContain('too-many-attempts')
    const { secondStepRetryAt, secondStepLockedAt } = await userRow(org.ctx, agent.id)
    expect(secondStepLockedAt !== null).toBe(ten === 10)
    if (ten < 10 && secondStepRetryAt)
      org.world.clock.pass(secondStepRetryAt.getTime() - org.ctx.now().getTime())
  }
  expect(org.ctx.now().getTime() - begun).toBeGreaterThan(hours(7))
})

test('the right code clears the count', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await failInARow(agent, 9)
  expect(await rightCode(agent)).toBe('ok')
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(0)
  expect(await failInARow(agent, 9)).not.toContain('too-many-attempts')
})

test('recovery codes share the count, and so do codes asked for in the profile', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  await failInARow(agent, 4)
  const challenger = await agent.challenge()
  for (let n = 0; n < 3; n++)
    await finishWithRecoveryCode(org.ctx, challenger, { recoveryCode: 'AAAA-AAAA-AAAA-AAAA' })
  const wrong = { password: agent.password, code: await agent.phone.wrongCode() }
  for (let n = 0; n < 3; n++)
    expect(codeOf(await renewRecoveryCodes(org.ctx, member, wrong))).toBe('code-wrong')
  expect(codeOf(await renewRecoveryCodes(org.ctx, member, wrong))).toBe('too-many-attempts')
  expect(await rightCode(agent)).toBe('too-many-attempts')
})

test('unlocking answers for people of the organization who are locked, and no one else', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const admin = await org.asAdmin()
  expect(codeOf(await unlockSecondStep(org.ctx, admin, { userId: agent.id }))).toBe('not-locked')
  expect(codeOf(await unlockSecondStep(org.ctx, admin, { userId: 'nobody' }))).toBe('user-unknown')
  await failInARow(agent, 10)
  expect(codeOf(await unlockSecondStep(org.ctx, admin, { userId: agent.id }))).toBe('ok')
})
