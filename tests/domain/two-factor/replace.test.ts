import { expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { changePassword } from '@/lib/acts/passwords/change'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { minutes } from '@/lib/duration'
import { showEnrollment } from '@/lib/queries/enrollment'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { setupUri } from '@/lib/totp/setup-uri'
import { Authenticator } from '../../support/world/authenticator'
import { beforeWrite } from '../../support/world/interleave'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { auditEvents, plantUser } from '../../support/world/rows'

/** Someone who has proved both factors and sees the QR code of the next authenticator. */
async function withTheNextPhone(org: Organization, agent: Person, code: string) {
  const member = await agent.signIn()
  granted(await beginReplacement(org.ctx, member, { password: agent.password, code }))
  const shown = await showEnrollment(org.ctx, member)
  return { member, phone: Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock }) }
}

test('the old authenticator works until the new one is confirmed, and then no more', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { member, phone } = await withTheNextPhone(org, agent, agent.nextRecoveryCode())
  const signInWith = async (by: Authenticator) =>
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: await by.nextCode() }))
  expect(await signInWith(phone)).toBe('code-wrong')
  expect(await signInWith(agent.phone)).toBe('ok')
  granted(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))
  expect(await signInWith(agent.phone)).toBe('code-wrong')
  expect(await signInWith(phone)).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('two-factor.replaced')
})

test('an authentication code proves as much as a recovery code, and is spent', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const input = { password: agent.password, code: await agent.phone.nextCode() }
  expect(codeOf(await beginReplacement(org.ctx, member, input))).toBe('ok')
  expect(codeOf(await beginReplacement(org.ctx, member, input))).toBe('code-wrong')
})

test('the new authenticator brings new recovery codes; the old ones are void', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await agent.openSession()
  const { member, phone } = await withTheNextPhone(org, agent, agent.nextRecoveryCode())
  granted(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))
  expect(await findSession(org.ctx, other.token)).toBeNull()
  const codes = (await shownCodes(org.ctx, member)) ?? []
  expect(codes).toHaveLength(10)
  expect(codes).not.toContain(agent.recoveryCodes[0])
  const recoveryCode = agent.nextRecoveryCode()
  const answer = await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode })
  expect(codeOf(answer)).toBe('code-wrong')
})

test('someone required who lost the phone comes in with one recovery code and replaces it with another', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true, required: true })
  const member = await agent.signIn()
  const { password } = agent
  granted(await beginReplacement(org.ctx, member, { password, code: agent.nextRecoveryCode() }))
  const shown = await showEnrollment(org.ctx, member)
  const phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
  granted(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, required: true })
})

test('a replacement that is not confirmed leaves everything as it was', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { member, phone } = await withTheNextPhone(org, agent, agent.nextRecoveryCode())
  const wrong = { code: await phone.wrongCode() }
  expect(codeOf(await confirmEnrollment(org.ctx, member, wrong))).toBe('code-wrong')
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, recoveryCodesLeft: 9 })
})

test('each of both factors is asked for, and its own limit holds', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const { password } = agent
  const begin = async (typed: { password: string; code: string }) =>
    codeOf(await beginReplacement(org.ctx, member, typed))
  expect(await begin({ password: 'wrong', code: await agent.phone.nextCode() })).toBe('password-wrong')
  const code = await agent.phone.wrongCode()
  expect(await begin({ password, code })).toBe('code-wrong')
  expect(await begin({ password, code: 'AAAA-AAAA-AAAA-AAAA' })).toBe('code-wrong')
  await plantUser(org.ctx, agent.id, { secondStepLockedAt: org.ctx.now() })
  expect(await begin({ password, code: await agent.phone.nextCode() })).toBe('second-step-locked')
  for (let n = 0; n < 6; n++) await begin({ password: 'wrong', code })
  expect(await begin({ password, code })).toBe('too-many-attempts')
  expect(await showEnrollment(org.ctx, member)).toBeNull()
})

test('a password that changes while the code is compared shows no setup key', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const { password } = agent
  const raced = beforeWrite(org.ctx, 4, async () =>
    granted(await changePassword(org.ctx, member, { password, newPassword: 'seven brown teapots' })),
  )
  const code = await agent.phone.nextCode()
  expect(codeOf(await beginReplacement(raced, member, { password, code }))).toBe('session-over')
})

/** The account of the entry that an authenticator app makes of this address. */
const accountIn = (uri: string) => decodeURIComponent(new URL(uri).pathname).split(':')[1]

test('each replacement has a label of its own, so that no app overwrites the entry that still works', async () => {
  const org = await organization()
  const agent = await org.agent()
  const first = await agent.signIn()
  granted(await beginEnrollment(org.ctx, first, { password: agent.password }))
  const accounts = [accountIn((await showEnrollment(org.ctx, first))?.uri ?? '')]
  await agent.enroll()
  for (let n = 0; n < 2; n++) {
    const member = await agent.signIn()
    const { password } = agent
    granted(await beginReplacement(org.ctx, member, { password, code: agent.nextRecoveryCode() }))
    const shown = await showEnrollment(org.ctx, member)
    accounts.push(accountIn(shown?.uri ?? ''))
    expect((await showEnrollment(org.ctx, member))?.uri).toBe(shown?.uri)
    agent.phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
    const confirmed = await confirmEnrollment(org.ctx, member, { code: await agent.phone.nextCode() })
    expect(granted(confirmed)).toEqual({ as: 'replaced' })
    agent.recoveryCodes = (await shownCodes(org.ctx, member)) ?? []
    org.world.clock.pass(minutes(1))
  }
  expect(accounts[0]).toBe(agent.email)
  expect(accounts[1]).toMatch(/^agent1@example\.com \(24 November 2026 \d\d\.\d\d\.\d\d [0-9a-f]{6}\)$/)
  expect(new Set(accounts).size).toBe(3)
})

test('replacements that begin at the same time, wherever, have labels of their own', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const members = [await agent.signIn(), await agent.signIn(), await agent.signIn()] as const
  const begun = async (member: Member) => {
    const { password } = agent
    granted(await beginReplacement(org.ctx, member, { password, code: agent.nextRecoveryCode() }))
    return (await showEnrollment(org.ctx, member))?.uri ?? ''
  }
  const uris = await Promise.all(members.map(begun))
  const [member] = members
  const phone = Authenticator.scan(uris[0] ?? '', { clock: org.world.clock })
  granted(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))
  agent.recoveryCodes = (await shownCodes(org.ctx, member)) ?? []
  uris.push(await begun(member))
  expect(new Set(uris.map(accountIn)).size).toBe(4)
})

test('two servers that were given no name have entries of their own', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const uriOn = async (appHost?: string) => {
    const ctx = { ...org.ctx, ...(appHost && { appHost }) }
    return granted(await startEnrollment(ctx, await agent.challenge())).uri
  }
  expect(accountIn(await uriOn('id.example.com'))).toBe(`${agent.email} (id.example.com)`)
  expect(accountIn(await uriOn('id.example.org'))).toBe(`${agent.email} (id.example.org)`)
  expect(accountIn(await uriOn())).toBe(agent.email)
})

test('what tells entries apart stands at the end of an account of any length', () => {
  const uri = setupUri('JBSWY3DPEHPK3PXP', 'Countersign', 'x'.repeat(300), ['id.example.com:8443', 'today'])
  expect(accountIn(uri)).toMatch(/^x+…[0-9a-f]{6} \(id\.example\.com 8443\) \(today\)$/)
  expect(accountIn(uri)).toHaveLength(80)
})

test('accounts and hosts that are too long and begin alike have entries of their own', () => {
  const accountOf = (account: string, host: string) =>
    accountIn(setupUri('JBSWY3DPEHPK3PXP', 'Countersign', account, [host]))
  const long = 'x'.repeat(80)
  const accounts = [
    accountOf(`${long}@example.com`, 'id.example.com'),
    accountOf(`${long}@example.org`, 'id.example.com'),
    accountOf('ada@example.com', `${long}.example.com`),
    accountOf('ada@example.com', `${long}.example.org`),
  ]
  expect(new Set(accounts).size).toBe(accounts.length)
})
