import { expect, test } from 'vitest'
import { mintAdmin, mintApiKey, mintConsole } from '@/lib/actors'
import { agreeToAsked } from '@/lib/acts/four-eyes/agree'
import { refuseAsked } from '@/lib/acts/four-eyes/refuse'
import { setFourEyes } from '@/lib/acts/four-eyes/set'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { days, hours, later, minutes } from '@/lib/duration'
import { endExpired } from '@/lib/jobs/four-eyes'
import { sweep } from '@/lib/jobs/sweep'
import { findAskedAct, fourEyesNotice, listAskedActs } from '@/lib/queries/four-eyes'
import { leaveFor, onOrganization } from '@/lib/records/four-eyes/leave'
import { fail, type Result } from '@/lib/result'
import { plantKey } from '../support/world/api-keys'
import { foreigners } from '../support/world/foreigners'
import { agrees, examples, fourEyes, type Scene, settled, waitingOne } from '../support/world/four-eyes'
import { Letters } from '../support/world/letters'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { auditTrail, plantUser, userRow } from '../support/world/rows'

const suspension = examples['suspend-admin']

async function asked(): Promise<Scene & { id: string }> {
  const scene = await fourEyes()
  expect(codeOf(await suspension.act(scene, scene.asker))).toBe('second-asked')
  return { ...scene, id: (await waitingOne(scene, scene.asker)).id }
}

test('whoever asked opens a second session and says yes', async () => {
  const scene = await asked()
  const elsewhere = await scene.org.admin.signInAsAdmin({
    ctx: scene.org.world.from({ address: '198.51.100.9' }),
  })
  expect(codeOf(await agrees(scene, scene.org.admin, scene.id, elsewhere))).toBe('asked-own')
  const forged = mintAdmin({ ...elsewhere, userId: scene.second.id })
  if (!forged) throw new Error('No admin.')
  // With the session of one and the name of another, whose password and code are right.
  expect(codeOf(await agrees(scene, scene.second, scene.id, forged))).toBe('session-over')
  expect(await suspension.isDone(scene)).toBe(false)
})

test('the stolen session of a second admin says yes without their password or code', async () => {
  const scene = await asked()
  const { org, second, id } = scene
  const stolen = await second.signInAsAdmin()
  const code = await second.phone.nextCode()
  const wrongPassword = { askedId: id, password: org.admin.password, code }
  expect(codeOf(await agreeToAsked(org.ctx, stolen, wrongPassword))).toBe('password-wrong')
  const wrongCode = { askedId: id, password: second.password, code: '000000' }
  expect(codeOf(await agreeToAsked(org.ctx, stolen, wrongCode))).toBe('code-wrong')
  expect(await suspension.isDone(scene)).toBe(false)
})

test.each(['suspend-admin', 'delete-app', 'lift-policy', 'leave-policy-group'] as const)(
  'two yes to %s at once act once',
  async (kind) => {
    const scene = await fourEyes()
    const third = await scene.org.anotherAdmin({ enrolled: true })
    await settled(scene.org)
    await examples[kind].act(scene, await scene.org.asAdmin())
    const { id } = await waitingOne(scene, scene.asker)
    const [one, two] = [await scene.second.signInAsAdmin(), await third.signInAsAdmin()]
    const answers = await Promise.all([agrees(scene, scene.second, id, one), agrees(scene, third, id, two)])
    expect(answers.map(codeOf).toSorted()).toEqual(['asked-over', 'ok'])
    expect(await examples[kind].isDone(scene)).toBe(true)
  },
)

test('a yes and a refusal at once: one of them counts', async () => {
  const scene = await fourEyes()
  const third = await scene.org.anotherAdmin({ enrolled: true })
  await suspension.act(scene, await scene.org.asAdmin())
  const { id } = await waitingOne(scene, scene.asker)
  const [one, two] = [await scene.second.signInAsAdmin(), await third.signInAsAdmin()]
  const [yes, no] = await Promise.all([
    agrees(scene, scene.second, id, one),
    refuseAsked(scene.org.ctx, two, { askedId: id }),
  ])
  expect([yes.ok, no.ok].filter(Boolean)).toHaveLength(1)
  expect(await suspension.isDone(scene)).toBe(yes.ok)
})

test('whoever asked makes an admin afterwards, who says yes', async () => {
  const scene = await asked()
  const { org, id } = scene
  const puppet = await org.agent({ enrolled: true })
  granted(await changeRole(org.ctx, await org.asAdmin(), { userId: puppet.id, role: 'admin' }))
  expect(codeOf(await agrees(scene, puppet, id))).toBe('asked-not-told')
  expect(await suspension.isDone(scene)).toBe(false)
})

/** What the admin does, or another for them, once they believe that someone else was in their account. */
const securing: Record<string, (scene: Scene) => Promise<Result<unknown, string>>> = {
  'they sign out everywhere else': async ({ org }) => endOtherSessions(org.ctx, await org.admin.signIn()),
  'another admin signs them out': async ({ org, second }) =>
    signOutUser(org.ctx, await second.signInAsAdmin(), { userId: org.admin.id }),
  'they change their password': async ({ org }) =>
    changePassword(org.ctx, await org.admin.signIn(), {
      ...{ password: org.admin.password, newPassword: 'seven quiet umbrellas' },
    }),
}

test.each(Object.keys(securing))('a stolen session asks, %s, and a second admin says yes', async (name) => {
  const scene = await asked()
  const { org, second, id } = scene
  granted((await securing[name]?.(scene)) ?? fail('session-over'))
  expect(codeOf(await agrees(scene, second, id))).toBe('asked-over')
  expect(await suspension.isDone(scene)).toBe(false)
  const admin = await second.signInAsAdmin()
  expect(await listAskedActs(org.ctx, admin)).toEqual([])
  const over = { open: false, state: 'ended', cause: 'asker-secured' }
  expect(await findAskedAct(org.ctx, admin, id)).toMatchObject(over)
  // Whoever asked hears of it, and can ask again.
  const letters = new Letters(org.world)
  await letters.arrived()
  await sweep(org.ctx)
  await Promise.all([endExpired(org.ctx), endExpired(org.ctx)])
  expect(await findAskedAct(org.ctx, admin, id)).toMatchObject(over)
  expect((await letters.arrived()).map(({ to }) => to)).toEqual([org.admin.email])
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'four-eyes.ended',
    detail: { endCause: 'asker-secured' },
  })
})

test('an agent, and a second admin who was made one, say yes', async () => {
  const scene = await asked()
  const { org, second, id } = scene
  await org.anotherAdmin({ enrolled: true })
  const admin = await second.signInAsAdmin()
  await plantUser(org.ctx, second.id, { role: 'agent' })
  expect(codeOf(await agrees(scene, second, id, admin))).toBe('session-over')
  expect(await suspension.isDone(scene)).toBe(false)
})

test('the link of another organization opens nothing', async () => {
  const scene = await asked()
  const { org, second, id } = scene
  const { id: foreign } = await foreigners(org.ctx)
  const admin = await second.signInAsAdmin()
  const { organizations } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(organizations)).toHaveLength(2)
  await plantUser(org.ctx, second.id, { organizationId: foreign })
  const abroad = mintAdmin({ ...admin, organizationId: foreign })
  if (!abroad) throw new Error('No admin.')
  expect(codeOf(await agrees(scene, second, id, abroad))).toBe('asked-over')
  expect(codeOf(await refuseAsked(org.ctx, abroad, { askedId: id }))).toBe('asked-over')
  expect(await listAskedActs(org.ctx, abroad)).toEqual([])
  expect(await suspension.isDone(scene)).toBe(false)
})

test('an API key does what needs a second admin', async () => {
  const { org, target } = await fourEyes()
  const { keyId } = await plantKey(org.ctx, org.id, org.admin.id)
  const known = {
    ...{ keyId, makerId: org.admin.id, organizationId: org.id, organizationName: org.name },
    ...{ name: 'Nightly sync', scopes: ['users:write', 'factors:reset'] as const },
  }
  const [writes, resets] = [mintApiKey(known, 'users:write'), mintApiKey(known, 'factors:reset')]
  if (!writes || !resets) throw new Error('No key.')
  const subject = { userId: target.id }
  expect(codeOf(await suspendUser(org.ctx, writes, subject))).toBe('not-for-keys')
  expect(codeOf(await removeUser(org.ctx, writes, subject))).toBe('not-for-keys')
  expect(codeOf(await resetTwoFactor(org.ctx, resets, subject))).toBe('not-for-keys')
  // The rule itself, whatever a key may do one day.
  const question = onOrganization('export-evidence', org.id, { from: '', until: '' })
  const answer = await org.ctx.db.write((tx) => leaveFor(tx, org.ctx, writes, question))
  expect(codeOf(answer)).toBe('second-needs-person')
  expect(await listAskedActs(org.ctx, await org.asAdmin())).toEqual([])
})

test('an admin turns their own two-factor authentication off, so that four eyes is suspended', async () => {
  const { org, second } = await fourEyes()
  await plantUser(org.ctx, second.id, { twoFactorRequired: false })
  const { organizations } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.update(organizations).set({ policyWho: 'nobody', policyFrom: null }))
  const own = { password: org.admin.password }
  expect(codeOf(await disableTwoFactor(org.ctx, await org.asAdmin(), own))).toBe('four-eyes-needs-you')
  const fourth = await org.anotherAdmin({ enrolled: true })
  // Of two at once, who could each go alone, one stays.
  const [one, two] = [await fourth.signIn(), await second.signIn()]
  const answers = await Promise.all([
    disableTwoFactor(org.ctx, one, { password: fourth.password }),
    disableTwoFactor(org.ctx, two, { password: second.password }),
  ])
  expect(answers.map(codeOf).toSorted()).toEqual(['four-eyes-needs-you', 'ok'])
})

test('with fewer than three it is suspended: everyone acts alone, and nobody says yes', async () => {
  const scene = await asked()
  const { org, second, id } = scene
  expect(await fourEyesNotice(org.ctx, await second.signInAsAdmin())).toEqual({
    waiting: 1,
    tooNew: false,
    suspendedWith: null,
  })
  // As whoever runs the server does it, who is not asked.
  granted(await resetTwoFactor(org.ctx, mintConsole('root'), { userId: scene.target.id, reason: 'Lost' }))
  expect(await fourEyesNotice(org.ctx, await second.signInAsAdmin())).toEqual({
    waiting: 0,
    tooNew: false,
    suspendedWith: 2,
  })
  expect(codeOf(await agrees(scene, second, id))).toBe('four-eyes-suspended')
  expect(codeOf(await suspension.act(scene, await org.asAdmin()))).toBe('ok')
  await org.anotherAdmin({ enrolled: true })
  // There are three again, and what was asked is not what it was.
  expect(codeOf(await agrees(scene, second, id))).toBe('asked-target-changed')
})

test('it is not offered with two, and an agent is no admin', async () => {
  const org = await organization()
  await org.admin.enroll()
  await org.anotherAdmin({ enrolled: true })
  const agent = await org.agent({ enrolled: true })
  await org.anotherAdmin()
  expect(codeOf(await setFourEyes(org.ctx, await org.asAdmin(), { on: true }))).toBe('four-eyes-too-few')
  granted(await changeRole(org.ctx, await org.asAdmin(), { userId: agent.id, role: 'admin' }))
  expect(codeOf(await setFourEyes(org.ctx, await org.asAdmin(), { on: true }))).toBe('ok')
  expect((await userRow(org.ctx, agent.id)).role).toBe('admin')
})

test('requests are asked without end', async () => {
  const scene = await fourEyes()
  const { org } = scene
  const codes: string[] = []
  for (let n = 0; n < 21; n++) {
    const { id: userId } = await org.anotherAdmin({ enrolled: false })
    codes.push(codeOf(await suspendUser(org.ctx, await org.asAdmin(), { userId })))
  }
  expect(codes).toEqual([...Array(20).fill('second-asked'), 'second-full'])
})

/** What an admin who means harm does to have a second one of their own, while four eyes is on. */
const accomplices: Record<string, (scene: Scene) => Promise<Person>> = {
  async 'makes an agent an admin'({ org }) {
    const agent = await org.agent({ enrolled: true })
    await settled(org)
    granted(await changeRole(org.ctx, await org.asAdmin(), { userId: agent.id, role: 'admin' }))
    return agent
  },
  'adds a new admin': ({ org }) => org.anotherAdmin({ enrolled: true }),
  async 'reactivates an admin who was suspended'({ org }) {
    const old = await org.anotherAdmin({ enrolled: true })
    await plantUser(org.ctx, old.id, { status: 'suspended' })
    await settled(org)
    granted(await reactivateUser(org.ctx, await org.asAdmin(), { userId: old.id }))
    return old
  },
  async 'has the password of an admin who is not enrolled'({ org }) {
    const careless = await org.anotherAdmin()
    await settled(org)
    if (!(await userRow(org.ctx, careless.id)).authenticatorSecret) await careless.enrollAtSignIn()
    return careless
  },
}

test.each(Object.keys(accomplices))('whoever asks %s, and says yes as them', async (name) => {
  const scene = await fourEyes()
  const { org } = scene
  const accomplice = await accomplices[name]?.(scene)
  if (!accomplice) throw new Error('Nobody.')
  expect(codeOf(await suspension.act(scene, await org.asAdmin()))).toBe('second-asked')
  const { id } = await waitingOne(scene, await org.asAdmin())
  expect(codeOf(await agrees(scene, accomplice, id))).toBe('asked-too-new')
  const told = async () => fourEyesNotice(org.ctx, await accomplice.signInAsAdmin())
  expect(await told()).toEqual({ waiting: 1, tooNew: true, suspendedWith: null })
  expect(await suspension.isDone(scene)).toBe(false)
  // A day on they are an admin like any other.
  await org.world.clock.pass(hours(23))
  granted(await refuseAsked(org.ctx, await scene.second.signInAsAdmin(), { askedId: id }))
  expect(codeOf(await suspension.act(scene, await org.asAdmin()))).toBe('second-asked')
  const again = await waitingOne(scene, await org.asAdmin())
  expect(codeOf(await agrees(scene, accomplice, again.id))).toBe('asked-too-new')
  await org.world.clock.pass(minutes(70))
  expect(await told()).toEqual({ waiting: 1, tooNew: false, suspendedWith: null })
  expect(codeOf(await agrees(scene, accomplice, again.id))).toBe('ok')
})

test('a clock that was ahead keeps nobody from agreeing', async () => {
  const scene = await asked()
  const { org, second, id } = scene
  const adminSince = later(org.ctx.now(), days(400))
  await plantUser(org.ctx, second.id, { adminSince, authenticatorSince: adminSince })
  expect(codeOf(await agrees(scene, second, id))).toBe('ok')
})
