import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { beginAddition } from '@/lib/acts/two-factor/begin-addition'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removeOwnAuthenticator } from '@/lib/acts/two-factor/remove-authenticator'
import { renameAuthenticator } from '@/lib/acts/two-factor/rename-authenticator'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { minutes } from '@/lib/duration'
import { factorsAtMost } from '@/lib/figures'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { showEnrollment } from '@/lib/queries/enrollment'
import { race } from '../support/process/race'
import { builtAction } from '../support/server/build-manifest'
import { openSite } from '../support/server/site'
import { Authenticator } from '../support/world/authenticator'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { plantUser, unspendSteps, userRow } from '../support/world/rows'
import { addPhone, plantPhones } from '../support/world/several'

const enter = async (agent: Person, code: string) =>
  codeOf(await finishWithCode(agent.world.ctx, await agent.challenge(), { code }))

const rowsOf = ({ ctx }: Organization, userId: string) => {
  const { furtherAuthenticators: rows } = ctx.db.tables
  return ctx.db.read.select().from(rows).where(eq(rows.userId, userId))
}

const factorsOf = async ({ password, phone }: Person) => ({ password, code: await phone.nextCode() })

test('the password alone, in a session that was left open, shows no setup key for one more', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const used = await agent.phone.nextCode()
  expect(await enter(agent, used)).toBe('ok')
  const { password } = agent
  for (const code of [await agent.phone.wrongCode(), used, '0000-0000-0000-0000']) {
    const asked = await beginAddition(org.ctx, member, { name: 'Thief', password, code })
    expect(codeOf(asked)).toBe('code-wrong')
  }
  expect(codeOf(await beginEnrollment(org.ctx, member, { password }))).toBe('two-factor-on')
  expect(codeOf(await startEnrollment(org.ctx, await agent.challenge()))).not.toBe('ok')
  expect(await showEnrollment(org.ctx, member)).toBeNull()
  expect(codeOf(await confirmEnrollment(org.ctx, member, { code: '123456' }))).toBe('enrollment-over')
  expect(await listAuthenticators(org.ctx, member)).toHaveLength(1)
})

test('the same over the page: without a code, or with a wrong one, nothing is offered', async () => {
  const site = await openSite()
  const agent = await site.seed.agent({ enrolled: true })
  const browser = await site.signedIn(agent)
  const { password } = agent
  const wrong = await agent.phone.wrongCode()
  const tries = [
    { name: 'Thief', password },
    { name: 'Thief', password, code: '' },
    { name: 'Thief', password, code: wrong },
  ]
  for (const fields of tries)
    expect((await browser.act(builtAction('addAnother'), fields)).body).toContain('"status":"failed"')
  for (const page of ['/profile/two-factor/add', '/profile/two-factor'])
    expect((await browser.get(page)).body).not.toMatch(/secret=[A-Z2-7]{32}/)
})

test("another person's authenticator is renamed, removed and replaced by no one else", async () => {
  const org = await organization()
  const [thief, victim] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  // Both have two, so that nothing else stands in the way.
  const { member } = await addPhone(thief)
  const { member: theirs } = await addPhone(victim)
  const before = await listAuthenticators(org.ctx, theirs)
  for (const authenticatorId of [...before.map(({ id }) => id), victim.id, thief.id]) {
    const renamed = await renameAuthenticator(org.ctx, member, {
      ...{ authenticatorId, name: 'Taken', ...(await factorsOf(thief)) },
    })
    const removed = await removeOwnAuthenticator(org.ctx, member, {
      ...{ authenticatorId, ...(await factorsOf(thief)) },
    })
    const replaced = await beginReplacement(org.ctx, member, {
      ...{ authenticatorId, ...(await factorsOf(thief)) },
    })
    for (const answer of [renamed, removed, replaced]) expect(codeOf(answer)).toBe('authenticator-unknown')
    org.world.clock.pass(minutes(5))
  }
  expect(await listAuthenticators(org.ctx, theirs)).toEqual(before)
  expect(await showEnrollment(org.ctx, member)).toBeNull()
})

test('one that was moved to another person in the database signs nobody in, and its guesses count', async () => {
  const org = await organization()
  const [thief, victim] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const { phone } = await addPhone(thief)
  const { furtherAuthenticators: rows } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.update(rows).set({ userId: victim.id }).where(eq(rows.userId, thief.id)))
  await unspendSteps(org.ctx, victim.id)
  const failures = async () => (await userRow(org.ctx, victim.id)).secondStepFailures
  expect(await enter(victim, await phone.nextCode())).toBe('code-wrong')
  expect(await failures()).toBe(1)
  // In the place of the first one, and in both.
  const [moved] = await rowsOf(org, victim.id)
  await plantUser(org.ctx, victim.id, { authenticatorSecret: moved?.secret ?? null })
  expect(await enter(victim, await phone.nextCode())).toBe('secret-unreadable')
})

test('one of several that cannot be read lets nobody guess at the others for ever', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const [phone] = await plantPhones(agent, 1)
  await plantUser(org.ctx, agent.id, { authenticatorSecret: Buffer.from('damaged') })
  const challenger = await agent.challenge()
  const code = (await phone?.wrongCode()) ?? ''
  const answers: string[] = []
  for (let n = 0; n < 6; n++) answers.push(codeOf(await finishWithCode(org.ctx, challenger, { code })))
  expect(answers).toEqual([...Array(4).fill('code-wrong'), 'attempts-used-up', 'challenge-over'])
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(5)
})

test('a code of one authenticator is refused at another and a second time at its own, whatever it is for', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone, member } = await addPhone(agent)
  org.world.clock.pass(minutes(5))
  const { password } = agent
  for (const one of [agent.phone, phone]) {
    const code = await one.nextCode()
    expect(await enter(agent, code)).toBe('ok')
    const again = [
      await renewRecoveryCodes(org.ctx, member, { password, code }),
      await beginAddition(org.ctx, member, { password, code, name: 'More' }),
      await beginReplacement(org.ctx, member, { password, code }),
    ]
    expect(again.map(codeOf)).toEqual(['code-wrong', 'code-wrong', 'code-wrong'])
    expect(await enter(agent, code)).toBe('code-wrong')
  }
})

test('codes of two authenticators at once from two processes: one challenge opens once, each code once', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone } = await addPhone(agent)
  for (let round = 0; round < 3; round++) {
    org.world.clock.pass(minutes(5))
    await plantUser(org.ctx, agent.id, { secondStepFailures: 0, secondStepRetryAt: null })
    const [one, two] = [await agent.phone.nextCode(), await phone.nextCode()]
    const challenger = await agent.challenge()
    const job = (code: string) => ({ rule: 'finishWithCode', challenger, code }) as const
    const answers = await race(org.world, [[job(one)], [job(two)]])
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
    const spent = await race(org.world, [
      Array.from({ length: 4 }, () => job(two)),
      [{ rule: 'finishWithCode', challenger: await agent.challenge(), code: one }],
      [{ rule: 'finishWithCode', challenger: await agent.challenge(), code: two }],
    ])
    // The one that lost the challenge is still good for one other.
    expect(spent.filter((answer) => answer === 'ok')).toHaveLength(1)
  }
})

/** A session of its own in which one more authenticator waits to be confirmed. */
async function waiting(agent: Person): Promise<Member> {
  const member = await agent.signIn()
  granted(await beginAddition(agent.world.ctx, member, { ...(await factorsOf(agent)), name: 'Last' }))
  return member
}

/** The code that confirms what waits in a session at this moment. */
async function codeNow({ world }: Person, member: Member): Promise<string> {
  const shown = await showEnrollment(world.ctx, member)
  return Authenticator.scan(shown?.uri ?? '', { clock: world.clock }).shownCode()
}

test.each([
  [1, factorsAtMost - 1],
  [0, factorsAtMost],
])(
  'two that are confirmed at once, from two processes: %i of them stands beside %i',
  async (stand, there) => {
    const org = await organization()
    const agent = await org.agent({ enrolled: true })
    await plantPhones(agent, factorsAtMost - 2)
    const both = [await waiting(agent), await waiting(agent)]
    // One that came after they were asked for.
    if (there === factorsAtMost) await plantPhones(agent, 1, 'late')
    const lists = []
    for (const member of both)
      lists.push([{ rule: 'confirmEnrollment', member, code: await codeNow(agent, member) } as const])
    const answers = await race(org.world, lists)
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(stand)
    expect((await rowsOf(org, agent.id)).length + 1).toBe(factorsAtMost)
  },
)

test('while it is required, the last one is not removed, not even by two who each remove one', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const { phone, member } = await addPhone(agent)
  const other = await agent.signIn()
  const [first, second] = await listAuthenticators(org.ctx, member)
  org.world.clock.pass(minutes(5))
  const { password } = agent
  const [one, two] = [await agent.phone.nextCode(), await phone.nextCode()]
  const answers = await Promise.all([
    removeOwnAuthenticator(org.ctx, member, { authenticatorId: first?.id ?? '', password, code: two }),
    removeOwnAuthenticator(org.ctx, other, { authenticatorId: second?.id ?? '', password, code: one }),
  ])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await userRow(org.ctx, agent.id)).authenticatorSecret).not.toBeNull()
  const [winner, left] = answers[0]?.ok ? [member, phone] : [other, agent.phone]
  const [last, none] = await listAuthenticators(org.ctx, winner)
  expect(none).toBeUndefined()
  const input = { authenticatorId: last?.id ?? '', password, code: await left.nextCode() }
  expect(codeOf(await removeOwnAuthenticator(org.ctx, winner, input))).toBe('last-authenticator')
  expect(codeOf(await disableTwoFactor(org.ctx, winner, { password }))).toBe('required-by-organization')
  agent.phone = left
  expect(await enter(agent, await left.nextCode())).toBe('ok')
})

test.each([
  { authenticators: 1, looked: 100 },
  { authenticators: 2, looked: 50 },
  { authenticators: 3, looked: 33 },
  { authenticators: 10, looked: 10 },
])(
  'a code guessed against $authenticators at once is as unlikely to be right: $looked are looked at',
  async ({ authenticators, looked }) => {
    const org = await organization()
    const agent = await org.agent({ enrolled: true })
    const phones = [agent.phone, ...(await plantPhones(agent, authenticators - 1))]
    const wrong = async () => {
      for (;;) {
        const code = `${Math.floor(Math.random() * 1e6)}`.padStart(6, '0')
        const near = await Promise.all(
          phones.flatMap((phone) => [-30_000, 0, 30_000].map((off) => phone.codeOff(off))),
        )
        if (!near.includes(code)) return code
      }
    }
    const at = async (failures: number) => {
      await plantUser(org.ctx, agent.id, {
        ...{ secondStepFailures: failures - 1, secondStepRetryAt: null, secondStepLockedAt: null },
      })
      const answer = await enter(agent, await wrong())
      expect(answer).toBe('code-wrong')
      return (await userRow(org.ctx, agent.id)).secondStepLockedAt !== null
    }
    expect(await at(looked - 1)).toBe(false)
    expect(await at(looked)).toBe(true)
    const right = (await phones.at(-1)?.nextCode()) ?? ''
    expect(await enter(agent, right)).toBe('second-step-locked')
    // The one that would have locked it is right after all.
    await plantUser(org.ctx, agent.id, { secondStepFailures: looked - 1, secondStepLockedAt: null })
    await plantUser(org.ctx, agent.id, { secondStepRetryAt: null })
    expect(await enter(agent, (await phones.at(-1)?.nextCode()) ?? '')).toBe('ok')
    const { secondStepFailures, secondStepLockedAt } = await userRow(org.ctx, agent.id)
    expect([secondStepFailures, secondStepLockedAt]).toEqual([0, null])
  },
)

test('with ten of them a typo costs what it costs with one', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await plantPhones(agent, factorsAtMost - 1)
  const challenger = await agent.challenge()
  const code = await agent.phone.wrongCode()
  for (let n = 0; n < 4; n++)
    expect(codeOf(await finishWithCode(org.ctx, challenger, { code }))).toBe('code-wrong')
  const right = await finishWithCode(org.ctx, challenger, { code: await agent.phone.nextCode() })
  expect(codeOf(right)).toBe('ok')
})
