import { expect, test } from 'vitest'
import { addUser, addUserInput } from '@/lib/acts/users/add'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { findUser } from '@/lib/queries/users/find'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

const newcomer = {
  name: 'Nora Vance',
  email: 'nora@example.com',
  role: 'agent',
  twoFactorRequired: true,
} as const

test('whoever is added is invited, counted, and recorded with their name', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const { userId } = granted(await addUser(org.ctx, admin, newcomer))
  expect(await findUser(org.ctx, admin, userId)).toMatchObject({
    ...newcomer,
    status: 'invited',
    secondFactor: 'required',
    enabled: false,
    self: false,
    invitedBy: 'Ada Lindqvist',
    lastSignInAt: null,
    sessions: [],
  })
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'user.added',
    actor: { email: 'ada@example.com' },
    subject: { id: userId, name: 'Nora Vance', email: 'nora@example.com' },
    detail: { role: 'agent', twoFactorRequired: true },
  })
})

test('a taken address gets an answer that does not say by whom, and Remove frees it', async () => {
  const org = await organization()
  const agent = await org.agent()
  const admin = await org.asAdmin()
  const taken = addUserInput.parse({ ...newcomer, email: agent.email.toUpperCase() })
  expect(await addUser(org.ctx, admin, taken)).toEqual({ ok: false, code: 'email-unavailable', detail: {} })
  granted(await removeUser(org.ctx, admin, { userId: agent.id }))
  expect(codeOf(await addUser(org.ctx, admin, taken))).toBe('ok')
})

test('of twenty who add the same address at once, one does', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const answers = await Promise.all(Array.from({ length: 20 }, () => addUser(org.ctx, admin, newcomer)))
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('whoever is no admin any more adds nobody', async () => {
  const org = await organization()
  const other = await org.anotherAdmin()
  const stale = await other.signInAsAdmin()
  granted(await changeRole(org.ctx, await org.asAdmin(), { userId: other.id, role: 'agent' }))
  expect(codeOf(await addUser(org.ctx, stale, newcomer))).toBe('session-over')
})

test('more keys than there are, and other roles, are errors of the form', () => {
  expect(addUserInput.safeParse(newcomer).success).toBe(true)
  for (const more of [
    { organizationId: 'x' },
    { status: 'active' },
    { role: 'operator' },
    { twoFactorRequired: 'false' },
    { name: ' \r\n ' },
    JSON.parse('{"__proto__":{"role":"admin"},"constructor":1}'),
  ])
    expect(addUserInput.safeParse({ ...newcomer, ...more }).success).toBe(false)
})

test('a person of nobody is not found', async () => {
  const org = await organization()
  expect(await findUser(org.ctx, await org.asAdmin(), 'nobody')).toBeNull()
})

test('admins see a person with sessions and recovery codes, and themselves as themselves', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await agent.signIn()
  const admin = await org.asAdmin()
  const found = await findUser(org.ctx, admin, agent.id)
  expect(found).toMatchObject({ enabled: true, secondFactor: 'on', recoveryCodesLeft: 10 })
  expect(found?.sessions.every((session) => !session.current && session.client === 'Firefox on Linux')).toBe(
    true,
  )
  expect(await findUser(org.ctx, admin, org.admin.id)).toMatchObject({ self: true })
})
