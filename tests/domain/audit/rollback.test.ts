import { expect, test } from 'vitest'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { setUpOrganization } from '@/lib/acts/organizations/set-up'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { endOwnSession } from '@/lib/acts/sessions/end-own'
import { signOut } from '@/lib/acts/sessions/sign-out'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginAddition } from '@/lib/acts/two-factor/begin-addition'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removeOwnAuthenticator } from '@/lib/acts/two-factor/remove-authenticator'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { renameAuthenticator } from '@/lib/acts/two-factor/rename-authenticator'
import { renamePasskey } from '@/lib/acts/two-factor/rename-passkey'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { addUser } from '@/lib/acts/users/add'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { showEnrollment } from '@/lib/queries/enrollment'
import {
  listPasskeys,
  passkeyForStep,
  passkeyToAdd,
  passkeyToEnroll,
  passkeyToProve,
} from '@/lib/queries/passkeys'
import { Authenticator } from '../../support/world/authenticator'
import {
  type Act,
  closeAuditTrail,
  expectNothingWithoutEntry,
  reopenAuditTrail,
} from '../../support/world/closed-tables'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { addKey, asked, factorsOf } from '../../support/world/passkeys'
import { userRow } from '../../support/world/rows'
import { SecurityKey } from '../../support/world/security-key'
import { addPhone } from '../../support/world/several'
import { openWorld } from '../../support/world/world'

const acts: Record<string, (org: Organization) => Promise<Act>> = {
  async addUser(org) {
    const admin = await org.asAdmin()
    const input = { name: 'N', email: 'n@example.com', role: 'agent', twoFactorRequired: false } as const
    return () => addUser(org.ctx, admin, input)
  },
  async acceptInvitation(org) {
    const { invitation: token, password } = await org.agent({ invited: true })
    return () => acceptInvitation(org.ctx, { token, password })
  },
  async redeemTicket(org) {
    const ticket = await (await org.agent()).ticket()
    return () => redeemTicket(org.ctx, ticket, 'web')
  },
  async finishWithWrongCode(org) {
    const agent = await org.agent({ enrolled: true })
    const challenger = await agent.challenge()
    const code = await agent.phone.wrongCode()
    return () => finishWithCode(org.ctx, challenger, { code })
  },
  async finishWithCodeAtOnce(org) {
    const agent = await org.agent({ enrolled: true })
    const challenger = await agent.challenge({ channel: 'api' })
    const code = await agent.phone.nextCode()
    return () => finishWithCode(org.ctx, challenger, { code }, 'session')
  },
  async confirmEnrollment(org) {
    const agent = await org.agent()
    const member = await agent.signIn()
    granted(await beginEnrollment(org.ctx, member, { password: agent.password }))
    const shown = await showEnrollment(org.ctx, member)
    const phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
    return async () => confirmEnrollment(org.ctx, member, { code: await phone.nextCode() })
  },
  async disableTwoFactor(org) {
    const agent = await org.agent({ enrolled: true })
    const member = await agent.signIn()
    return () => disableTwoFactor(org.ctx, member, { password: agent.password })
  },
  async changePassword(org) {
    const agent = await org.agent()
    const member = await agent.signIn()
    const input = { password: agent.password, newPassword: 'seven brown teapots' }
    return () => changePassword(org.ctx, member, input)
  },
  async signOut(org) {
    const member = await (await org.agent()).signIn()
    return () => signOut(org.ctx, member)
  },
  async endOwnSession(org) {
    const member = await (await org.agent()).signIn()
    return () => endOwnSession(org.ctx, member, { sessionId: member.sessionId })
  },
  async endOtherSessions(org) {
    const agent = await org.agent()
    await agent.signIn()
    const member = await agent.signIn()
    return () => endOtherSessions(org.ctx, member)
  },
}

test.each(Object.entries(acts))('%s does nothing when its entry cannot be written', async (_, prepare) => {
  const org = await organization()
  await expectNothingWithoutEntry(org.world, await prepare(org))
})

test('a new invitation link, and new recovery codes, are not made when their entry cannot be written', async () => {
  const org = await organization()
  const invited = await org.agent({ invited: true })
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const admin = await org.asAdmin()
  const code = await agent.phone.nextCode()
  await closeAuditTrail(org.world.place)
  const { invitations, recoveryCodes } = org.ctx.db.tables
  const state = async () =>
    JSON.stringify([
      await org.ctx.db.read.select().from(invitations),
      await org.ctx.db.read.select().from(recoveryCodes),
    ])
  const before = await state()
  await expect(renewInvitation(org.ctx, admin, { userId: invited.id })).rejects.toThrow('audit trail')
  const both = { password: agent.password, code }
  await expect(renewRecoveryCodes(org.ctx, member, both)).rejects.toThrow('audit trail')
  expect(await state()).toBe(before)
})

test('an authenticator is not renamed or removed, and no other is added, when its entry cannot be written', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { phone, member } = await addPhone(agent)
  const { password } = agent
  const adding = await agent.signIn()
  granted(await beginAddition(org.ctx, adding, { password, code: await phone.nextCode(), name: 'Tablet' }))
  const shown = await showEnrollment(org.ctx, adding)
  const tablet = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
  const [first, second] = await listAuthenticators(org.ctx, member)
  const { furtherAuthenticators: further } = org.ctx.db.tables
  const state = async () =>
    JSON.stringify([
      (await org.ctx.db.read.select().from(further)).map(({ id, name, secret }) => [id, name, secret]),
      (await listAuthenticators(org.ctx, member)).map(({ id, name }) => [id, name]),
      (await userRow(org.ctx, agent.id)).credentialVersion,
    ])
  const before = await state()
  const codes = [await agent.phone.nextCode(), await phone.nextCode(), await agent.phone.nextCode()]
  await closeAuditTrail(org.world.place)
  const on = (authenticatorId = '', code = '') => ({ authenticatorId, password, code })
  const acts = [
    () => removeOwnAuthenticator(org.ctx, member, on(first?.id, codes[0])),
    () => removeOwnAuthenticator(org.ctx, member, on(second?.id, codes[1])),
    () => renameAuthenticator(org.ctx, member, { ...on(first?.id, codes[2]), name: 'Old phone' }),
    async () => confirmEnrollment(org.ctx, adding, { code: await tablet.nextCode() }),
  ]
  for (const act of acts) await expect(act()).rejects.toThrow('audit trail')
  expect(await state()).toBe(before)
})

test('a passkey is not added, renamed or removed, and none signs in, when its entry cannot be written', async () => {
  const org = await organization()
  const agent = await org.agent()
  const required = await org.agent({ required: true })
  const { key, member } = await addKey(agent)
  await addKey(agent, { by: key, member })
  const { password } = agent
  granted(await beginPasskey(org.ctx, member, await factorsOf(agent, member, key)))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)))
  const enrolling = await required.challenge()
  granted(await startEnrollment(org.ctx, enrolling))
  const first = new SecurityKey().create(asked(await passkeyToEnroll(org.ctx, enrolling)))
  const [one] = await listPasskeys(org.ctx, member)
  const challenger = await agent.challenge()
  const step = key.get(asked(await passkeyForStep(org.ctx, challenger)), { origin: 'https://evil.test' })
  const { passkeys } = org.ctx.db.tables
  const state = async () =>
    JSON.stringify([
      (await org.ctx.db.read.select().from(passkeys)).map(({ id, name }) => [id, name]).sort(),
      (await userRow(org.ctx, agent.id)).credentialVersion,
      (await userRow(org.ctx, required.id)).passkeys,
    ])
  const before = await state()
  const prove = async () => ({ password, answer: key.get(asked(await passkeyToProve(org.ctx, member))) })
  const on = async () => ({ passkeyId: one?.id ?? '', ...(await prove()) })
  const acts = [
    async () => removePasskey(org.ctx, member, await on()),
    async () => renamePasskey(org.ctx, member, { ...(await on()), name: 'Old key' }),
    async () => confirmPasskey(org.ctx, member, { credential }),
    async () => finishWithNewPasskey(org.ctx, enrolling, { credential: first }),
    async () => finishWithPasskey(org.ctx, challenger, { answer: step }),
  ]
  await closeAuditTrail(org.world.place)
  for (const act of acts) await expect(act()).rejects.toThrow('audit trail')
  expect(await state()).toBe(before)
})

test('a recovery code is not spent when its entry cannot be written', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const challenger = await agent.challenge()
  await closeAuditTrail(org.world.place)
  const recoveryCode = agent.nextRecoveryCode()
  await expect(finishWithRecoveryCode(org.ctx, challenger, { recoveryCode })).rejects.toThrow('audit trail')
  const { recoveryCodes } = org.ctx.db.tables
  const codes = await org.ctx.db.read.select().from(recoveryCodes)
  expect(codes.filter((row) => row.usedAt !== null)).toEqual([])
})

test('there is no organization whose founding could not be recorded, and the token still works', async () => {
  const world = await openWorld()
  const token = (await issueSetupToken(world.ctx)) ?? ''
  await closeAuditTrail(world.place)
  const input = {
    token,
    organization: 'Acme',
    name: 'Ada',
    email: 'ada@example.com',
    password: 'violet harbour x',
  }
  await expect(setUpOrganization(world.ctx, input)).rejects.toThrow('audit trail')
  const { organizations, users } = world.db.tables
  expect(await world.db.read.select().from(organizations)).toEqual([])
  expect(await world.db.read.select().from(users)).toEqual([])
  await reopenAuditTrail(world.place)
  expect((await setUpOrganization(world.ctx, input)).ok).toBe(true)
})
