import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { askForEmailChange } from '@/lib/acts/email/ask-for-change'
import { confirmEmailChange } from '@/lib/acts/email/confirm-change'
import { undoEmailChange } from '@/lib/acts/email/undo-change'
import { addOperator } from '@/lib/acts/operators/add'
import { reactivateOperator } from '@/lib/acts/operators/reactivate'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { addOrganization } from '@/lib/acts/organizations/add'
import { reactivateOrganization } from '@/lib/acts/organizations/reactivate'
import { renewFirstInvitation } from '@/lib/acts/organizations/renew-first-invitation'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { resetPassword } from '@/lib/acts/passwords/reset'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { stopOwnRequest } from '@/lib/acts/recovery/stop-own'
import { handOver } from '@/lib/acts/sessions/hand-over'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { takeHandOver } from '@/lib/acts/sessions/take-hand-over'
import { finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { minutes } from '@/lib/duration'
import { runErrands } from '@/lib/jobs/errands'
import { sources } from '../../support/source/files'
import { signaturesOf } from '../../support/source/signatures'
import { Authenticator } from '../../support/world/authenticator'
import { type Act, expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { Letters } from '../../support/world/letters'
import { operatorOf } from '../../support/world/operator'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { decision, Recovery } from '../../support/world/recovery'

const root = mintConsole('root')
const newPassword = 'seven brown teapots'
const initech = { organization: 'Initech', name: 'Bill Lumbergh', email: 'bill@initech.example' }

/** What is done by links, tokens, operators and the console. */
const acts: Record<string, (org: Organization) => Promise<Act>> = {
  async confirmEmailChange(org) {
    const { confirm } = await changingEmail(org)
    return () => confirmEmailChange(org.ctx, { token: confirm })
  },
  async undoEmailChange(org) {
    const { undo } = await changingEmail(org)
    return () => undoEmailChange(org.ctx, { token: undo })
  },
  async resetPassword(org) {
    const agent = await org.agent({ enrolled: true })
    granted(await askForReset(org.ctx, { email: agent.email }))
    await runErrands(org.ctx)
    const { token } = await new Letters(org.world).last(agent.email)
    return () => resetPassword(org.ctx, { token, newPassword })
  },
  async refreshSession(org) {
    const { refresh } = await (await org.agent()).openSession({ channel: 'api', kind: 'mobile' })
    const refreshToken = refresh?.token ?? ''
    granted(await refreshSession(org.ctx, { refreshToken }))
    org.world.clock.pass(minutes(1))
    return () => refreshSession(org.ctx, { refreshToken })
  },
  async takeHandOver(org) {
    const member = await (await org.agent()).signIn()
    const { token } = granted(await handOver(org.ctx, member, { path: '/profile' }))
    return () => takeHandOver(org.ctx, { token })
  },
  async finishWithEnrollment(org) {
    const challenger = await (await org.agent({ required: true })).challenge()
    const { uri } = granted(await startEnrollment(org.ctx, challenger))
    const phone = Authenticator.scan(uri, { clock: org.world.clock })
    return async () => finishWithEnrollment(org.ctx, challenger, { code: await phone.nextCode() })
  },
  async addOrganization(org) {
    const { operator } = await operatorOf(org.world)
    return () => addOrganization(org.ctx, operator, initech)
  },
  async renewFirstInvitation(org) {
    const { operator } = await operatorOf(org.world)
    const { organizationId } = granted(await addOrganization(org.ctx, operator, initech))
    return () => renewFirstInvitation(org.ctx, operator, { organizationId })
  },
  async suspendOrganization(org) {
    const { operator } = await operatorOf(org.world)
    return () => suspendOrganization(org.ctx, operator, { organizationId: org.id })
  },
  async reactivateOrganization(org) {
    const { operator } = await operatorOf(org.world)
    granted(await suspendOrganization(org.ctx, operator, { organizationId: org.id }))
    return () => reactivateOrganization(org.ctx, operator, { organizationId: org.id })
  },
  async addOperator(org) {
    return () => addOperator(org.ctx, root, { email: 'olga@support.example' })
  },
  async suspendOperator(org) {
    const { person } = await operatorOf(org.world)
    return () => suspendOperator(org.ctx, root, { email: person.email })
  },
  async reactivateOperator(org) {
    const { person } = await operatorOf(org.world)
    granted(await suspendOperator(org.ctx, root, { email: person.email }))
    return () => reactivateOperator(org.ctx, root, { email: person.email })
  },
}

test.each(Object.entries(acts))('%s does nothing when its entry cannot be written', async (_, prepare) => {
  const org = await organization()
  await expectNothingWithoutEntry(org.world, await prepare(org))
})

/** The steps of a recovery request. */
const steps: Record<string, (recovery: Recovery) => Promise<Act>> = {
  async confirmRequest(recovery) {
    const token = await recovery.ask()
    return () => confirmRequest(recovery.ctx, { token })
  },
  async approveRequest(recovery) {
    await recovery.confirmed()
    const input = { requestId: await recovery.id(), ...decision }
    return () => approveRequest(recovery.ctx, recovery.operator, input)
  },
  async rejectRequest(recovery) {
    await recovery.confirmed()
    const input = { requestId: await recovery.id(), reason: 'No' }
    return () => rejectRequest(recovery.ctx, recovery.operator, input)
  },
  async stopRequest(recovery) {
    const token = (await recovery.confirmed())[recovery.org.admin.email] ?? ''
    return () => stopRequest(recovery.ctx, { token })
  },
  async stopOwnRequest(recovery) {
    const admin = await recovery.org.asAdmin()
    await recovery.confirmed()
    return () => stopOwnRequest(recovery.ctx, admin)
  },
  async completeRecovery(recovery) {
    const token = await recovery.ready()
    return () => completeRecovery(recovery.ctx, { token, newPassword })
  },
}

test.each(Object.entries(steps))('%s does nothing when its entry cannot be written', async (_, prepare) => {
  const recovery = await Recovery.open()
  await expectNothingWithoutEntry(recovery.org.world, await prepare(recovery))
})

test('each act that records something is tried without its entry', () => {
  // A rotation goes through everything in many transactions, and a restore makes another database of it.
  const long = ['rotateKey', 'restoreBackup', 'moveDatabase']
  const tried = ['', '-of-admins', '-of-apps', '-of-policy', '-of-four-eyes', '-of-others']
    .map((of) => `rollback${of}.test.ts`)
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join()
  const untried = sources(['lib/acts'])
    .filter(({ text }) => /\brecord\w*\(tx/.test(text))
    .flatMap(signaturesOf)
    .filter(({ parameters }) => parameters[0] === 'ctx: Context')
    .filter(({ name }) => !long.includes(name) && !new RegExp(`\\b${name}\\(`).test(tried))
    .map(({ path, name }) => `${path} ${name}`)
  expect(untried, 'Add it to the list in one of these files').toEqual([])
})

/** The tokens of the two links that are sent about a new address. */
async function changingEmail(org: Organization): Promise<{ confirm: string; undo: string }> {
  const agent = await org.agent()
  const email = 'new@example.com'
  const member = await agent.signIn()
  granted(await askForEmailChange(org.ctx, member, { email, password: agent.password }))
  const arrived = await new Letters(org.world).arrived()
  const to = (address: string) => arrived.findLast((letter) => letter.to === address)?.token ?? ''
  return { confirm: to(email), undo: to(agent.email) }
}
