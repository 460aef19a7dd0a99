import { expect, test } from 'vitest'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { changeRole, changeRoleInput } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { findSession } from '@/lib/queries/sessions/find'
import { findUser } from '@/lib/queries/users/find'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail, openThings, plantUser, userRow } from '../../support/world/rows'

test('suspended people are out at the next request and stay out', async () => {
  const org = await organization()
  const agent = await org.agent()
  const session = await agent.openSession()
  const mobile = await agent.openSession({ channel: 'api', kind: 'mobile' })
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect(await findSession(org.ctx, mobile.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 0, challenges: 0 })
  expect(codeOf(await agent.enterPassword())).toBe('account-suspended')
})

test('a session whose row was left behind does not serve someone who is not active', async () => {
  const org = await organization()
  const agent = await org.agent()
  const session = await agent.openSession()
  await plantUser(org.ctx, agent.id, { status: 'suspended' })
  expect(await findSession(org.ctx, session.token)).toBeNull()
})

test('reactivated people sign in with what they had; old sessions stay dead', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const session = await agent.openSession()
  const admin = await org.asAdmin()
  granted(await suspendUser(org.ctx, admin, { userId: agent.id }))
  granted(await reactivateUser(org.ctx, admin, { userId: agent.id }))
  expect(await findSession(org.ctx, session.token)).toBeNull()
  const code = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))).toBe('ok')
  expect(codeOf(await reactivateUser(org.ctx, admin, { userId: agent.id }))).toBe('not-suspended')
})

test('removed people are gone with all that was theirs; the audit log keeps their name', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const session = await agent.openSession()
  const admin = await org.asAdmin()
  granted(await removeUser(org.ctx, admin, { userId: agent.id }))
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect(await findUser(org.ctx, admin, agent.id)).toBeNull()
  const { recoveryCodes, recoveryCodeSets, userWords } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(recoveryCodes)).toEqual([])
  expect(await org.ctx.db.read.select().from(recoveryCodeSets)).toEqual([])
  const words = await org.ctx.db.read.select().from(userWords)
  expect(words.filter((word) => word.userId === agent.id)).toEqual([])
  expect(codeOf(await agent.enterPassword())).toBe('credentials-wrong')
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'user.removed',
    subject: { id: agent.id, name: agent.name, email: agent.email },
  })
})

test('a change of role ends the sessions, for the lifetimes differ', async () => {
  const org = await organization()
  const agent = await org.agent()
  const session = await agent.openSession()
  const admin = await org.asAdmin()
  granted(await changeRole(org.ctx, admin, { userId: agent.id, role: 'admin' }))
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect((await agent.signInAsAdmin()).role).toBe('admin')
  const entries = (await auditTrail(org.ctx, org.id)).length
  expect(codeOf(await changeRole(org.ctx, admin, { userId: agent.id, role: 'admin' }))).toBe('ok')
  expect(await auditTrail(org.ctx, org.id)).toHaveLength(entries)
  expect(changeRoleInput.safeParse({ userId: agent.id, role: 'operator' }).success).toBe(false)
})

test('admins do none of this to themselves, nor to people they do not have', async () => {
  const org = await organization()
  await org.anotherAdmin()
  const admin = await org.asAdmin()
  const acts = {
    suspend: (userId: string) => suspendUser(org.ctx, admin, { userId }),
    remove: (userId: string) => removeUser(org.ctx, admin, { userId }),
    demote: (userId: string) => changeRole(org.ctx, admin, { userId, role: 'agent' }),
  }
  for (const act of Object.values(acts)) {
    expect(codeOf(await act(org.admin.id))).toBe('self')
    expect(codeOf(await act('nobody'))).toBe('user-unknown')
  }
  expect(codeOf(await reactivateUser(org.ctx, admin, { userId: 'nobody' }))).toBe('user-unknown')
  expect(codeOf(await signOutUser(org.ctx, admin, { userId: 'nobody' }))).toBe('user-unknown')
})

test.each(['suspend', 'remove', 'demote'] as const)(
  'two admins who %s each other at once: one of them stays an active admin',
  async (act) => {
    const org = await organization()
    const other = await org.anotherAdmin()
    const first = await org.asAdmin()
    const second = await other.signInAsAdmin()
    const acts = {
      suspend: (by: typeof first, userId: string) => suspendUser(org.ctx, by, { userId }),
      remove: (by: typeof first, userId: string) => removeUser(org.ctx, by, { userId }),
      demote: (by: typeof first, userId: string) => changeRole(org.ctx, by, { userId, role: 'agent' }),
    }
    const answers = await Promise.all([acts[act](first, other.id), acts[act](second, org.admin.id)])
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    const { users } = org.ctx.db.tables
    const people = await org.ctx.db.read.select().from(users)
    expect(people.filter(({ role, status }) => role === 'admin' && status === 'active')).toHaveLength(1)
  },
)

test('people who have not joined are not suspended', async () => {
  const org = await organization()
  const invited = await org.agent({ invited: true })
  const answer = await suspendUser(org.ctx, await org.asAdmin(), { userId: invited.id })
  expect(codeOf(answer)).toBe('not-active')
  expect((await userRow(org.ctx, invited.id)).status).toBe('invited')
})

test('whoever is suspended already is not told of an invitation', async () => {
  const org = await organization()
  const agent = await org.agent()
  const [one, other] = [await org.asAdmin(), await (await org.anotherAdmin()).signInAsAdmin()]
  const answers = await Promise.all([one, other].map((by) => suspendUser(org.ctx, by, { userId: agent.id })))
  expect(answers.map(codeOf).toSorted()).toEqual(['ok', 'suspended-already'])
})

test('Sign out everywhere ends sessions and sign-ins under way, and says how many sessions', async () => {
  const org = await organization()
  const agent = await org.agent()
  const session = await agent.openSession()
  await agent.openSession({ channel: 'api', kind: 'extension' })
  await agent.enterPassword()
  expect(granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: agent.id }))).toBe(2)
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 0, challenges: 0 })
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({ detail: { sessions: 2 } })
})

test('whoever is no admin any more, or whose session has ended, does none of this', async () => {
  const org = await organization()
  const agent = await org.agent()
  const invited = await org.agent({ invited: true })
  const other = await org.anotherAdmin()
  const demoted = await other.signInAsAdmin()
  granted(await changeRole(org.ctx, await org.asAdmin(), { userId: other.id, role: 'agent' }))
  const signedOut = await org.admin.signInAsAdmin()
  await signOut(org.ctx, signedOut)
  for (const stale of [demoted, signedOut]) {
    const { id: userId } = agent
    expect(codeOf(await suspendUser(org.ctx, stale, { userId }))).toBe('user-unknown')
    expect(codeOf(await reactivateUser(org.ctx, stale, { userId }))).toBe('user-unknown')
    expect(codeOf(await removeUser(org.ctx, stale, { userId }))).toBe('user-unknown')
    expect(codeOf(await changeRole(org.ctx, stale, { userId, role: 'admin' }))).toBe('user-unknown')
    expect(codeOf(await signOutUser(org.ctx, stale, { userId }))).toBe('user-unknown')
    expect(codeOf(await resetTwoFactor(org.ctx, stale, { userId }))).toBe('user-unknown')
    expect(codeOf(await unlockSecondStep(org.ctx, stale, { userId }))).toBe('user-unknown')
    expect(codeOf(await renewInvitation(org.ctx, stale, { userId: invited.id }))).toBe('user-unknown')
  }
  expect(await userRow(org.ctx, agent.id)).toMatchObject({ role: 'agent', status: 'active' })
})
