import { expect, test } from 'vitest'
import { changeEmailOfOther } from '@/lib/acts/email/change-of-other'
import { confirmEmailChange } from '@/lib/acts/email/confirm-change'
import { undoEmailChange } from '@/lib/acts/email/undo-change'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { renameSelf } from '@/lib/acts/users/rename-self'
import { minutes } from '@/lib/duration'
import { holderOfEmail } from '@/lib/queries/users/holder'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { foreigners } from '../../support/world/foreigners'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail, userRow } from '../../support/world/rows'

const email = 'right@example.com'

async function asked() {
  const org = await organization()
  const agent = await org.agent()
  const letters = new Letters(org.world)
  const admin = await org.asAdmin()
  await letters.arrived()
  const input = { userId: agent.id, email, password: org.admin.password }
  expect(granted(await changeEmailOfOther(org.ctx, admin, input))).toBe('asked')
  return { org, agent, admin, input, arrived: await letters.arrived() }
}

test('an admin asks for another address, both are told, and nothing changes until it is confirmed', async () => {
  const { org, agent, arrived } = await asked()
  expect((await userRow(org.ctx, agent.id)).email).toBe(agent.email)
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'email.change-asked',
    actor: { id: org.admin.id },
    subject: { id: agent.id },
    detail: { to: email },
  })
  const [confirm, undo] = [email, agent.email].map((to) => arrived.find((letter) => letter.to === to))
  expect(confirm?.text).toContain(`${org.admin.name} of ${org.name} entered this`)
  expect(undo?.text).toContain(
    `${org.admin.name} asked to change the email address of your account to ${email}`,
  )
  granted(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))
  expect((await userRow(org.ctx, agent.id)).email).toBe(email)
  granted(await undoEmailChange(org.ctx, { token: undo?.token ?? '' }))
  expect((await userRow(org.ctx, agent.id)).email).toBe(agent.email)
})

test('whoever has not joined is moved at once: the link sent before is dead, the new one works', async () => {
  const org = await organization()
  const invited = await org.agent({ invited: true })
  const letters = new Letters(org.world)
  await letters.arrived()
  const input = { userId: invited.id, email, password: org.admin.password }
  expect(granted(await changeEmailOfOther(org.ctx, await org.asAdmin(), input))).toBe('moved')
  const { token } = await letters.last(email)
  const password = 'seven brown teapots'
  expect(codeOf(await acceptInvitation(org.ctx, { token: invited.invitation, password }))).toBe(
    'invitation-over',
  )
  granted(await acceptInvitation(org.ctx, { token, password }))
  expect(await userRow(org.ctx, invited.id)).toMatchObject({ email, status: 'active' })
})

test('refused without the password, for oneself, for the suspended, for the same and for a taken address', async () => {
  const org = await organization()
  const agent = await org.agent()
  const gone = await org.agent({ suspended: true })
  const admin = await org.asAdmin()
  const { password } = org.admin
  const change = async (userId: string, to = email, given = password) =>
    codeOf(await changeEmailOfOther(org.ctx, admin, { userId, email: to, password: given }))
  expect(await change(agent.id, email, 'not the right password')).toBe('password-wrong')
  expect(await change(org.admin.id)).toBe('self')
  expect(await change(gone.id)).toBe('person-suspended')
  expect(await change(agent.id, agent.email)).toBe('email-same-as-before')
  expect(await change(agent.id, org.admin.email)).toBe('email-unavailable')
  expect((await userRow(org.ctx, agent.id)).email).toBe(agent.email)
})

test('who has an address is said of the own organization, and of no other', async () => {
  const org = await organization()
  const agent = await org.agent()
  await foreigners(org.ctx)
  const admin = await org.asAdmin()
  expect(await holderOfEmail(org.ctx, admin, agent.email)).toEqual({ id: agent.id, name: agent.name })
  expect(await holderOfEmail(org.ctx, admin, 'hank@globex.example')).toBeNull()
  expect(await holderOfEmail(org.ctx, admin, 'nobody@example.com')).toBeNull()
})

test('everyone gives themselves another name, by which they are found; the log keeps the one before', async () => {
  const org = await organization()
  const agent = await org.agent({ name: 'Ben Okafor' })
  const member = await agent.signIn()
  granted(await renameSelf(org.ctx, member, { name: 'Bénédict Okafor' }))
  const found = await listUsers(org.ctx, await org.asAdmin(), listUsersInput.parse({ search: 'benedict' }))
  expect(found.users.map(({ id }) => id)).toEqual([agent.id])
  const { length } = await auditTrail(org.ctx, org.id)
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'user.renamed',
    actor: { id: agent.id },
    detail: { from: 'Ben Okafor' },
  })
  granted(await renameSelf(org.ctx, member, { name: 'Bénédict Okafor' }))
  expect(await auditTrail(org.ctx, org.id)).toHaveLength(length)
})

test('whoever renames themselves over and over is made to wait, and fills no log', async () => {
  const org = await organization()
  const member = await (await org.agent()).signIn()
  const rename = async (n: number) => codeOf(await renameSelf(org.ctx, member, { name: `Ben ${n}` }))
  const answers: string[] = []
  for (let n = 0; n < 50; n++) answers.push(await rename(n))
  expect(answers.filter((code) => code === 'ok')).toHaveLength(11)
  expect(new Set(answers.slice(11))).toEqual(new Set(['too-many-attempts']))
  org.world.clock.pass(minutes(5))
  expect(await rename(51)).toBe('ok')
})
