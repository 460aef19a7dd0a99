import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { beginAddition } from '@/lib/acts/two-factor/begin-addition'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removeOwnAuthenticator } from '@/lib/acts/two-factor/remove-authenticator'
import { renameAuthenticator } from '@/lib/acts/two-factor/rename-authenticator'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { days } from '@/lib/duration'
import { factorsAtMost } from '@/lib/figures'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { showEnrollment } from '@/lib/queries/enrollment'
import { listAtRisk } from '@/lib/queries/overview/at-risk'
import { unreadablePeople } from '@/lib/queries/server/unreadable-people'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { findUser } from '@/lib/queries/users/find'
import { agreesFrom } from '@/lib/records/admins/new-admin'
import { Authenticator } from '../../support/world/authenticator'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { auditTrail, plantUser, userRow } from '../../support/world/rows'
import { addPhone } from '../../support/world/several'

const signInWith = async (org: Organization, agent: Person, phone: Authenticator) =>
  codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: await phone.nextCode() }))

const factorsOf = async ({ password, phone }: Person) => ({ password, code: await phone.nextCode() })

test('a code of either authenticator signs in, and each is listed with when and where it was used last', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone, member } = await addPhone(agent)
  expect(await signInWith(org, agent, phone)).toBe('ok')
  expect(await signInWith(org, agent, agent.phone)).toBe('ok')
  const listed = await listAuthenticators(org.ctx, member)
  expect(listed.map(({ name }) => name)).toEqual([null, 'Work phone'])
  for (const { usedAt, client } of listed) {
    expect(usedAt).not.toBeNull()
    expect(client).not.toBe('')
  }
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, authenticators: 2 })
  const person = await findUser(org.ctx, await org.asAdmin(), agent.id)
  expect(person).toMatchObject({ authenticators: 2, unreadable: false })
})

test('adding one keeps the recovery codes, ends the other sessions, is recorded and told', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await agent.openSession()
  const { member } = await addPhone(agent)
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ recoveryCodesLeft: 10 })
  const entry = (await auditTrail(org.ctx, org.id)).find(({ event }) => event === 'authenticator.added')
  expect(entry?.detail).toEqual({ called: 'Work phone' })
  expect(await new Letters(org.world).subjectsTo(agent.email)).toContain('An authenticator was added')
})

test('two authenticators do not spend the steps of each other, and each code works once', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone } = await addPhone(agent)
  org.world.clock.pass(60_000)
  const [one, two] = [await agent.phone.shownCode(), await phone.shownCode()]
  const enter = async (code: string) =>
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))
  expect([await enter(one), await enter(two)]).toEqual(['ok', 'ok'])
  expect([await enter(one), await enter(two)]).toEqual(['code-wrong', 'code-wrong'])
})

test('at most ten, and no more by two that wait at once', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  for (let n = 2; n < factorsAtMost; n++) await addPhone(agent, `Phone ${n}`)
  const [one, two] = [await agent.signIn(), await agent.signIn()]
  for (const member of [one, two])
    granted(await beginAddition(org.ctx, member, { ...(await factorsOf(agent)), name: 'Last' }))
  const confirm = async (member: typeof one) => {
    const shown = await showEnrollment(org.ctx, member)
    const phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
    return async () => confirmEnrollment(org.ctx, member, { code: await phone.nextCode() })
  }
  const [first, second] = [await confirm(one), await confirm(two)]
  expect([codeOf(await first()), codeOf(await second())]).toEqual(['ok', 'enrollment-over'])
  const again = await beginAddition(org.ctx, one, { ...(await factorsOf(agent)), name: 'More' })
  expect(codeOf(again)).toBe('too-many-authenticators')
  expect(await listAuthenticators(org.ctx, one)).toHaveLength(factorsAtMost)
})

test('the oldest is removed: the next takes its place, and what it has used stays used', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone, member } = await addPhone(agent)
  org.world.clock.pass(60_000)
  const used = await phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: used }))).toBe('ok')
  const other = await agent.openSession()
  const [first, second] = await listAuthenticators(org.ctx, member)
  const removed = await removeOwnAuthenticator(org.ctx, member, {
    ...{ authenticatorId: first?.id ?? '', ...(await factorsOf(agent)) },
  })
  expect(codeOf(removed)).toBe('ok')
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(await listAuthenticators(org.ctx, member)).toEqual([second])
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: used }))).toBe('code-wrong')
  expect(await signInWith(org, agent, agent.phone)).toBe('code-wrong')
  expect(await signInWith(org, agent, phone)).toBe('ok')
  expect(await new Letters(org.world).subjectsTo(agent.email)).toContain('An authenticator was removed')
  // The next one has an id of its own: what a page of before asks to remove is not there any more.
  agent.phone = phone
  const input = { authenticatorId: first?.id ?? '', ...(await factorsOf(agent)) }
  expect(codeOf(await removeOwnAuthenticator(org.ctx, member, input))).toBe('authenticator-unknown')
})

test('one that was added is removed, and the last one never is', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone, member } = await addPhone(agent)
  const [first, second] = await listAuthenticators(org.ctx, member)
  const remove = async (authenticatorId = '') =>
    codeOf(await removeOwnAuthenticator(org.ctx, member, { authenticatorId, ...(await factorsOf(agent)) }))
  expect(await remove(second?.id)).toBe('ok')
  expect(await signInWith(org, agent, phone)).toBe('code-wrong')
  expect(await remove(first?.id)).toBe('last-authenticator')
  expect(await signInWith(org, agent, agent.phone)).toBe('ok')
})

test('each is renamed, which is recorded and told and ends nothing', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { member } = await addPhone(agent)
  const other = await agent.openSession()
  for (const { id } of await listAuthenticators(org.ctx, member)) {
    const input = { authenticatorId: id, name: `Phone ${id.slice(0, 4)}`, ...(await factorsOf(agent)) }
    granted(await renameAuthenticator(org.ctx, member, input))
  }
  for (const { id, name } of await listAuthenticators(org.ctx, member))
    expect(name).toBe(`Phone ${id.slice(0, 4)}`)
  expect(await findSession(org.ctx, other.token)).not.toBeNull()
  const renamed = (await auditTrail(org.ctx, org.id)).filter(({ event }) => event === 'authenticator.renamed')
  expect(renamed.map(({ detail }) => detail.calledBefore)).toEqual(['Authenticator app', 'Work phone'])
})

test.each([0, 1])(
  'with several, replacing asks which one, and leaves the other as it is (%i)',
  async (which) => {
    const org = await organization()
    const agent = await org.agent({ enrolled: true })
    const { phone, member } = await addPhone(agent)
    const phones = [agent.phone, phone]
    const all = await listAuthenticators(org.ctx, member)
    const without = await beginReplacement(org.ctx, member, await factorsOf(agent))
    expect(codeOf(without)).toBe('authenticator-unknown')
    const chosen = { authenticatorId: all[which]?.id, ...(await factorsOf(agent)) }
    granted(await beginReplacement(org.ctx, member, chosen))
    const shown = await showEnrollment(org.ctx, member)
    const next = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
    granted(await confirmEnrollment(org.ctx, member, { code: await next.nextCode() }))
    const answers = []
    for (const one of phones) answers.push(await signInWith(org, agent, one))
    expect(answers).toEqual(which === 0 ? ['code-wrong', 'ok'] : ['ok', 'code-wrong'])
    expect(await signInWith(org, agent, next)).toBe('ok')
    const after = await listAuthenticators(org.ctx, member)
    expect(after.map(({ name }) => name)).toEqual(all.map(({ name }) => name))
    expect(after[which]?.id).not.toBe(all[which]?.id)
    expect(after[1 - which]?.id).toBe(all[1 - which]?.id)
  },
)

test('turning off and a reset take all of them', async () => {
  const org = await organization()
  const rows = async (id: string) => {
    const { furtherAuthenticators: further } = org.ctx.db.tables
    const left = await org.ctx.db.read.select().from(further).where(eq(further.userId, id))
    return [left.length, (await userRow(org.ctx, id)).authenticatorSecret]
  }
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const { member } = await addPhone(ben)
  granted(await disableTwoFactor(org.ctx, member, { password: ben.password }))
  expect(await rows(ben.id)).toEqual([0, null])
  await addPhone(cleo)
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: cleo.id }))
  expect(await rows(cleo.id)).toEqual([0, null])
})

test('one that cannot be read keeps no one from signing in with another, and the doctor names it', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone, member } = await addPhone(agent)
  await plantUser(org.ctx, agent.id, { authenticatorSecret: Buffer.from('damaged') })
  expect(await signInWith(org, agent, phone)).toBe('ok')
  expect(await signInWith(org, agent, agent.phone)).toBe('code-wrong')
  expect((await auditTrail(org.ctx, org.id)).map(({ event }) => event)).toContain('secret.unreadable')
  expect((await unreadablePeople(org.ctx)).map(({ id }) => id)).toEqual([agent.id])
  const [damaged] = await listAuthenticators(org.ctx, member)
  agent.phone = phone
  const input = { authenticatorId: damaged?.id ?? '', ...(await factorsOf(agent)) }
  granted(await removeOwnAuthenticator(org.ctx, member, input))
  expect(await unreadablePeople(org.ctx)).toEqual([])
  expect(await signInWith(org, agent, phone)).toBe('ok')
})

test('whoever has two is not at risk of having one that was never used', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  org.world.clock.pass(days(8))
  const atRisk = async () => {
    const { people } = await listAtRisk(org.ctx, await org.asAdmin(), { kind: 'unused' })
    return people.some(({ id }) => id === agent.id)
  }
  await plantUser(org.ctx, agent.id, {
    authenticatorUnusedSince: new Date(org.ctx.now().getTime() - days(8)),
  })
  expect(await atRisk()).toBe(true)
  await addPhone(agent)
  await plantUser(org.ctx, agent.id, {
    authenticatorUnusedSince: new Date(org.ctx.now().getTime() - days(8)),
  })
  expect(await atRisk()).toBe(false)
})

test('2FA is on since it was turned on, whichever authenticators come and go', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { twoFactorSince: since } = await userRow(org.ctx, agent.id)
  expect(since).not.toBeNull()
  const sinceNow = async (member: Member) => (await twoFactorState(org.ctx, member)).since
  org.world.clock.pass(days(1))
  const { phone, member } = await addPhone(agent)
  const [first] = await listAuthenticators(org.ctx, member)
  const input = { authenticatorId: first?.id ?? '', ...(await factorsOf(agent)) }
  granted(await removeOwnAuthenticator(org.ctx, member, input))
  expect(await sinceNow(member)).toEqual(since)
  agent.phone = phone
  granted(await beginReplacement(org.ctx, member, await factorsOf(agent)))
  const shown = await showEnrollment(org.ctx, member)
  agent.phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
  granted(await confirmEnrollment(org.ctx, member, { code: await agent.phone.nextCode() }))
  expect(await sinceNow(member)).toEqual(since)
  granted(await disableTwoFactor(org.ctx, member, { password: agent.password }))
  expect(await sinceNow(member)).toBeNull()
  await agent.enroll()
  expect((await sinceNow(await agent.signIn()))?.getTime()).toBeGreaterThan(since?.getTime() ?? 0)
})

test('whichever one an admin replaces, they agree to nothing as the second admin for a day', async () => {
  const org = await organization()
  const ben = await org.anotherAdmin({ enrolled: true })
  await addPhone(ben)
  org.world.clock.pass(days(2))
  const member = await ben.signIn()
  const agrees = async () => agreesFrom(await userRow(org.ctx, ben.id), org.ctx.now())
  expect(await agrees()).toBeNull()
  const [, second] = await listAuthenticators(org.ctx, member)
  const chosen = { authenticatorId: second?.id, ...(await factorsOf(ben)) }
  granted(await beginReplacement(org.ctx, member, chosen))
  const shown = await showEnrollment(org.ctx, member)
  const next = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
  granted(await confirmEnrollment(org.ctx, member, { code: await next.nextCode() }))
  expect(await agrees()).not.toBeNull()
})
