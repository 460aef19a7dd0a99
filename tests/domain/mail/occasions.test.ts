import { afterEach, beforeEach, expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { setFourEyes } from '@/lib/acts/four-eyes/set'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { changePassword } from '@/lib/acts/passwords/change'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { minutes } from '@/lib/duration'
import { openPostman, type Postman } from '@/lib/jobs/mail/postman'
import { Mailbox } from '../../support/world/mailbox'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'

let acme: Organization
let mailbox: Mailbox
let postman: Postman

beforeEach(async () => {
  acme = await organization()
  mailbox = await Mailbox.open()
  postman = openPostman(mailbox.settingsOf(acme.world))
})

afterEach(async () => {
  postman.close()
  await mailbox.stop()
})

/** Subjects that arrived since the last look, by recipient. */
async function arrived(): Promise<Record<string, string[]>> {
  await postman.deliver(acme.ctx)
  const found: Record<string, string[]> = {}
  for (const mail of mailbox.mails.splice(0)) {
    const to = Array.isArray(mail.to) ? mail.to[0] : mail.to
    const address = to?.value[0]?.address ?? ''
    found[address] = [...(found[address] ?? []), (mail.subject ?? '').replace('Countersign: ', '')]
  }
  return found
}

test('an invited person gets the link; a renewed one again', async () => {
  const bea = await acme.agent({ invited: true })
  await postman.deliver(acme.ctx)
  expect(mailbox.mails[0]?.text).toContain(`https://id.example.com/invitation/${bea.invitation}`)
  mailbox.mails.length = 0
  const { invitation } = granted(await renewInvitation(acme.ctx, await acme.asAdmin(), { userId: bea.id }))
  await postman.deliver(acme.ctx)
  expect(mailbox.mails).toHaveLength(1)
  expect(mailbox.mails[0]?.text).toContain(`/invitation/${invitation}`)
})

test('a changed password', async () => {
  const ben = await acme.agent()
  await arrived()
  const newPassword = 'seven crates of marmalade'
  granted(await changePassword(acme.ctx, await ben.signIn(), { password: ben.password, newPassword }))
  expect(await arrived()).toEqual({ [ben.email]: ['Your password was changed'] })
})

test('two-factor authentication turned on, off, replaced; new recovery codes', async () => {
  const ben = await acme.agent()
  await arrived()
  const member = await ben.enroll()
  expect(await arrived()).toEqual({ [ben.email]: ['Two-factor authentication is on'] })
  const { password } = ben
  const code = await ben.phone.nextCode()
  granted(await renewRecoveryCodes(acme.ctx, member, { password, code }))
  expect(await arrived()).toEqual({ [ben.email]: ['You have new recovery codes'] })
  granted(await disableTwoFactor(acme.ctx, member, { password }))
  expect(await arrived()).toEqual({ [ben.email]: ['Two-factor authentication is off'] })
})

test('two-factor authentication newly required', async () => {
  const ben = await acme.agent()
  await arrived()
  await acme.require(ben)
  expect(await arrived()).toEqual({ [ben.email]: ['Two-factor authentication is now required'] })
})

test('a used recovery code, with how many are left', async () => {
  const ben = await acme.agent({ enrolled: true })
  await arrived()
  const use = async () => {
    const recoveryCode = ben.nextRecoveryCode()
    granted(await finishWithRecoveryCode(acme.ctx, await ben.challenge(), { recoveryCode }))
    await postman.deliver(acme.ctx)
    return mailbox.mails.pop()?.text
  }
  expect(await use()).toContain('9 are left.')
  for (let n = 0; n < 5; n++) await use()
  expect(await use()).toContain('Only 3 are left')
  await use()
  expect(await use()).toContain('Only 1 is left')
  expect(await use()).toContain('It was the last one')
})

test('a reset tells the person and the other admins, not a stranger', async () => {
  const ben = await acme.agent({ enrolled: true })
  const cleo = await acme.anotherAdmin()
  await acme.anotherAdmin({ invited: true })
  await arrived()
  granted(await resetTwoFactor(acme.ctx, await acme.asAdmin(), { userId: ben.id }))
  const other = `Two-factor authentication of ${ben.name} was reset`
  expect(await arrived()).toEqual({
    [ben.email]: ['Your two-factor authentication was reset'],
    [acme.admin.email]: [other],
    [cleo.email]: [other],
  })
})

test('a reset from the console gives the reason and says where it came from', async () => {
  const ben = await acme.agent({ enrolled: true })
  await arrived()
  const input = { userId: ben.id, reason: 'Called back on a known number' }
  const console = { ...acme.ctx, origin: { address: '', userAgent: '' } }
  granted(await resetTwoFactor(console, mintConsole('root'), input))
  await postman.deliver(acme.ctx)
  const text = mailbox.mails.map((mail) => mail.text).join('\n')
  expect(text).toContain('Whoever runs the server (root)')
  expect(text).toContain('Called back on a known number')
  expect(text).toContain("From: the server's console")
})

test('ten wrong codes after the right password', async () => {
  const ben = await acme.agent({ enrolled: true })
  await arrived()
  const code = await ben.phone.wrongCode()
  for (let challenge = 0; challenge < 2; challenge++) {
    const standing = await ben.challenge()
    for (let n = 0; n < 5; n++) await finishWithCode(acme.ctx, standing, { code })
  }
  expect(await arrived()).toEqual({ [ben.email]: ['Wrong codes after your password'] })
})

test('a new admin, to the others, while four eyes is on', async () => {
  await acme.admin.enroll()
  const [bo, cy] = [await acme.anotherAdmin({ enrolled: true }), await acme.anotherAdmin({ enrolled: true })]
  await arrived()
  await acme.anotherAdmin({ name: 'Too Early' })
  expect(await arrived()).not.toHaveProperty(bo.email)
  granted(await setFourEyes(acme.ctx, await acme.asAdmin(), { on: true }))
  await acme.anotherAdmin({ name: 'Dora Late' })
  const mails = await arrived()
  expect([mails[bo.email], mails[cy.email]]).toEqual([['New admin: Dora Late'], ['New admin: Dora Late']])
  expect(mails).not.toHaveProperty(acme.admin.email)
  // Many in a row don't drown what else is in a mailbox.
  await acme.anotherAdmin({ name: 'Eve First' })
  await acme.anotherAdmin({ name: 'Fay Second' })
  acme.world.clock.pass(minutes(15))
  expect((await arrived())[bo.email]).toEqual(['New admins: Fay Second and 1 more'])
})
