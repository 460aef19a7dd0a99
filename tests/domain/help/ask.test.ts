import { expect, test } from 'vitest'
import { mintChallenger } from '@/lib/actors'
import { askForHelp } from '@/lib/acts/help/ask'
import { dismissHelp } from '@/lib/acts/help/dismiss'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { suspendUser } from '@/lib/acts/users/suspend'
import { hours, minutes } from '@/lib/duration'
import { findHelpRequest, listHelpRequests } from '@/lib/queries/help/open'
import { whomToAsk } from '@/lib/queries/help/whom-to-ask'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

const namesAsking = async (org: Organization) =>
  (await listHelpRequests(org.ctx, await org.asAdmin())).map(({ name }) => name)

test('whoever gave the right password reads their admins by name, and asks them', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const second = await org.anotherAdmin({ name: 'Zoe Byrne' })
  await org.anotherAdmin({ name: 'Gone Already', suspended: true })
  await org.anotherAdmin({ name: 'Not Here Yet', invited: true })
  const letters = new Letters(org.world)
  await letters.arrived()
  const challenger = await agent.challenge()
  expect(await whomToAsk(org.ctx, challenger)).toEqual({
    ...{ admins: [org.admin.name, second.name], more: false, askedAt: null, enrolled: true },
  })
  granted(await askForHelp(org.ctx, challenger))
  const askedAt = org.ctx.now()
  expect((await whomToAsk(org.ctx, challenger)).askedAt).toEqual(askedAt)
  const admin = await org.asAdmin()
  expect(await listHelpRequests(org.ctx, admin)).toMatchObject([
    { userId: agent.id, name: agent.name, email: agent.email, askedAt, enrolled: true },
  ])
  expect(await findHelpRequest(org.ctx, admin, agent.id)).toMatchObject({ userId: agent.id })
  expect(await findHelpRequest(org.ctx, admin, second.id)).toBeNull()
  expect((await auditTrail(org.ctx, org.id)).find(({ event }) => event === 'help.asked')).toMatchObject({
    actor: { kind: 'user', id: agent.id },
  })
  const told = await letters.arrived()
  for (const { email } of [org.admin, second]) {
    const letter = told.find(({ to, subject }) => to === email && subject.includes('asks for help'))
    expect(letter?.path).toBe(`/organization/users/${agent.id}`)
    expect(letter?.text).toContain('lost their authenticator')
  }
  expect(told.filter(({ subject }) => subject.includes('asks for help'))).toHaveLength(2)
  expect(told.find(({ to }) => to === agent.email)?.subject).toBe('You asked your admins for help')
})

test('someone who has to set it up and cannot asks too', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  expect(await whomToAsk(org.ctx, challenger)).toMatchObject({ admins: [org.admin.name], enrolled: false })
  granted(await askForHelp(org.ctx, challenger))
  expect(await listHelpRequests(org.ctx, await org.asAdmin())).toMatchObject([{ enrolled: false }])
})

test('a request is over once they signed in with the second factor, were reset, or it was dismissed', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const ask = async () => {
    org.world.clock.pass(hours(25))
    granted(await askForHelp(org.ctx, await agent.challenge()))
    expect(await namesAsking(org)).toEqual([agent.name])
  }
  await ask()
  await agent.openSession()
  expect(await namesAsking(org)).toEqual([])

  await ask()
  granted(await dismissHelp(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await namesAsking(org)).toEqual([])
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'help.dismissed',
    subject: { id: agent.id },
  })

  await ask()
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await namesAsking(org)).toEqual([])
})

test('a password alone settles nothing, and whoever was suspended asks for nothing', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  granted(await askForHelp(org.ctx, await agent.challenge()))
  await agent.enterPassword()
  expect(await namesAsking(org)).toEqual([agent.name])
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await namesAsking(org)).toEqual([])
})

test('once an hour and three times a day, on however many challenges', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const ask = async () => askForHelp(org.ctx, await agent.challenge())
  granted(await ask())
  expect(codeOf(await ask())).toBe('too-many-attempts')
  for (const _ of [2, 3]) {
    org.world.clock.pass(hours(1) + minutes(1))
    granted(await ask())
  }
  org.world.clock.pass(hours(2))
  expect(codeOf(await ask())).toBe('too-many-attempts')
  org.world.clock.pass(hours(24))
  granted(await ask())
})

test('nobody asks on a challenge that is over, nor as someone else', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const victim = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  const forged = mintChallenger({ ...challenger, userId: victim.id })
  expect(codeOf(await askForHelp(org.ctx, forged))).toBe('challenge-over')
  org.world.clock.pass(minutes(11))
  expect(codeOf(await askForHelp(org.ctx, challenger))).toBe('challenge-over')
  expect(await namesAsking(org)).toEqual([])
})

test('a hundred requests at once are one, and the admins get one email', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const letters = new Letters(org.world)
  const challenger = await agent.challenge()
  await letters.arrived()
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => askForHelp(org.ctx, challenger).then(({ ok }) => ok)),
  )
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect(await namesAsking(org)).toEqual([agent.name])
  const told = (await letters.arrived()).filter(({ to }) => to === org.admin.email)
  expect(told).toHaveLength(1)
})

test('many people who ask within minutes are two emails to an admin, however many they are', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const agents = []
  for (const _ of [1, 2, 3, 4]) agents.push(await org.agent({ enrolled: true }))
  await letters.arrived()
  const received: string[] = []
  for (const agent of agents) {
    granted(await askForHelp(org.ctx, await agent.challenge()))
    received.push(
      ...(await letters.arrived()).filter(({ to }) => to === org.admin.email).map(({ text }) => text),
    )
  }
  org.world.clock.pass(minutes(16))
  const later = (await letters.arrived()).filter(({ to }) => to === org.admin.email)
  expect(received.filter((text) => text.includes('lost their authenticator'))).toHaveLength(1)
  expect(later.filter(({ subject }) => subject.includes('asks for help'))).toHaveLength(1)
  expect(later.at(-1)?.text).toContain('2 more requests came in before this one.')
  expect(await namesAsking(org)).toHaveLength(4)
})

test('a sole admin has nobody to ask', async () => {
  const org = await organization()
  await org.admin.enroll()
  const challenger = await org.admin.challenge()
  expect((await whomToAsk(org.ctx, challenger)).admins).toEqual([])
  expect(codeOf(await askForHelp(org.ctx, challenger))).toBe('no-admin-to-ask')
})
