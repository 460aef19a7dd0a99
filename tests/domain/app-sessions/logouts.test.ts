import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { endOwnSession } from '@/lib/acts/sessions/end-own'
import { replaceSession, signOut } from '@/lib/acts/sessions/sign-out'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { hours, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { whyEnded } from '@/lib/queries/sessions/ended'
import { added, heldBy, signedInTo } from '../../support/world/apps'
import { operatorOf } from '../../support/world/operator'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { memberOf, type Person } from '../../support/world/person'

type Scene = { org: Organization; ben: Person; member: Member; appId: string }

let scene: Scene

beforeEach(async () => {
  const org = await organization()
  const ben = await org.agent()
  const { appId } = await added(org)
  const { apps } = org.ctx.db.tables
  await org.ctx.db.write((tx) =>
    tx.update(apps).set({ backchannelUri: 'https://wiki.example.com/out' }).where(eq(apps.id, appId)),
  )
  const member = await ben.signIn()
  await signedInTo(org, appId, member)
  scene = { org, ben, member, appId }
})

const subject = ({ ben }: Scene) => ({ userId: ben.id })

const ways: Record<string, (scene: Scene) => Promise<unknown>> = {
  'they sign out': ({ org, member }) => signOut(org.ctx, member),
  'they end this session from another device': async ({ org, ben, member }) =>
    granted(await endOwnSession(org.ctx, await ben.signIn(), { sessionId: member.sessionId })),
  'they sign out everywhere else': async ({ org, ben }) => endOtherSessions(org.ctx, await ben.signIn()),
  'they change their password elsewhere': async ({ org, ben }) =>
    granted(
      await changePassword(org.ctx, await ben.signIn(), {
        password: ben.password,
        newPassword: 'ochre lantern bicycle',
      }),
    ),
  'someone else signs in in this browser': async ({ org, member }) => {
    const other = await (await org.agent()).signIn()
    return replaceSession(org.ctx, member, other)
  },
  'an admin signs them out': async (s) =>
    granted(await signOutUser(s.org.ctx, await s.org.asAdmin(), subject(s))),
  'an admin suspends them': async (s) =>
    granted(await suspendUser(s.org.ctx, await s.org.asAdmin(), subject(s))),
  'an admin removes them': async (s) =>
    granted(await removeUser(s.org.ctx, await s.org.asAdmin(), subject(s))),
  'an admin changes their role': async (s) =>
    granted(await changeRole(s.org.ctx, await s.org.asAdmin(), { ...subject(s), role: 'admin' })),
  'an admin resets their second factor': async (s) =>
    granted(await resetTwoFactor(s.org.ctx, await s.org.asAdmin(), subject(s))),
  'an admin requires a second factor at once': async (s) =>
    granted(
      await requireTwoFactor(s.org.ctx, await s.org.asAdmin(), {
        ...subject(s),
        required: true,
        signOut: true,
      }),
    ),
  'they turn on a second factor elsewhere': ({ ben }) => ben.enroll(),
  'an operator suspends the organization': async ({ org }) => {
    const { operator } = await operatorOf(org.world)
    return granted(await suspendOrganization(org.ctx, operator, { organizationId: org.id }))
  },
  'the session comes to its absolute end': async ({ org }) => {
    org.world.clock.pass(hours(24))
    await sweep(org.ctx)
  },
}

test.each(Object.entries(ways))('an app is told, and holds nothing any more, once %s', async (_, way) => {
  await way(scene)
  expect(await heldBy(scene.org, scene.appId)).toEqual({
    ...{ signIns: 0, rows: 0, gates: 0, tickets: 0 },
    notices: 1,
  })
})

test('what an app may keep while they are away ends with the person, and not with the session', async () => {
  const { org, ben, member, appId } = scene
  const { appId: other } = await added(org)
  await signedInTo(org, other, member, { allowed: true })
  await signOut(org.ctx, member)
  expect((await heldBy(org, other)).rows).toBe(1)
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  expect((await heldBy(org, other)).rows).toBe(0)
  expect((await heldBy(org, appId)).notices).toBe(1)
})

test('a session that is only idle opens nothing, and the apps that were opened from it go on to its absolute end', async () => {
  const { org, ben, appId } = scene
  const { token } = await ben.openSession()
  await signedInTo(org, appId, await memberOf(org.ctx, token))
  org.world.clock.pass(minutes(61))
  await expect(memberOf(org.ctx, token)).rejects.toThrow('dead')
  await sweep(org.ctx)
  expect(await heldBy(org, appId)).toMatchObject({ signIns: 2, notices: 0 })
  // Its browser is told once why it was signed out, and the apps still go on.
  expect((await whyEnded(org.ctx, token))?.code).toBe('ended-idle')
  expect(await whyEnded(org.ctx, token)).toBeNull()
  await sweep(org.ctx)
  expect(await heldBy(org, appId)).toMatchObject({ signIns: 2, notices: 0 })
  org.world.clock.pass(hours(23))
  await sweep(org.ctx)
  expect(await heldBy(org, appId)).toMatchObject({ signIns: 0, notices: 2 })
})

test('apps go on with the session that takes the place of theirs in the same browser', async () => {
  const { org, ben, member, appId } = scene
  const successor = await ben.signIn()
  await replaceSession(org.ctx, member, successor)
  expect(await heldBy(org, appId)).toMatchObject({ signIns: 1, rows: 1, gates: 1, notices: 0 })
  await signOut(org.ctx, successor)
  expect(await heldBy(org, appId)).toMatchObject({ signIns: 0, rows: 0, gates: 0, notices: 1 })
})
