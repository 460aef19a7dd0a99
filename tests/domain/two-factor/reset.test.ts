import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { reasonedInput } from '@/lib/cli/arguments'
import { receiptWords } from '@/lib/messages/two-factor'
import { findSession } from '@/lib/queries/sessions/find'
import { findByEmail } from '@/lib/queries/users/by-email'
import { plantKey } from '../../support/world/api-keys'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail, openThings, plantUser, userRow } from '../../support/world/rows'
import { addPhone } from '../../support/world/several'

const nothing = { authenticatorSecret: null, authenticatorSince: null, twoFactorSince: null }

test('a reset removes authenticator, recovery codes, sessions and challenges, and says how many', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const session = await agent.openSession()
  const recoveryCode = agent.nextRecoveryCode()
  granted(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))
  await agent.enterPassword()
  const removed = granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(removed).toEqual({
    ...{ authenticator: true, authenticators: 1, recoveryCodes: 9, sessions: 2 },
    ...{ passkeys: 0, tokens: 0, challenges: 1, apiKeys: 0, required: false },
  })
  expect(await userRow(org.ctx, agent.id)).toMatchObject(nothing)
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect(await openThings(org.ctx, agent.id)).toEqual({ sessions: 0, challenges: 0 })
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'two-factor.reset',
    subject: { id: agent.id, name: agent.name, email: agent.email },
    detail: removed,
  })
})

test('the requirement stays as it was: required people enroll anew, others sign in without', async () => {
  const org = await organization()
  const must = await org.agent({ enrolled: true, required: true })
  const may = await org.agent({ enrolled: true })
  const { setupKey } = must.phone
  for (const person of [must, may])
    granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: person.id }))
  expect(granted(await may.enterPassword()).step).toBe('none')
  expect(granted(await must.enterPassword()).step).toBe('enrollment')
  await must.enrollAtSignIn()
  expect(must.phone.setupKey).not.toBe(setupKey)
})

test('a reset lifts the lock of a hundred wrong codes', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const locked = { secondStepFailures: 100, secondStepLockedAt: org.ctx.now() }
  await plantUser(org.ctx, agent.id, locked)
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  const row = await userRow(org.ctx, agent.id)
  expect(row).toMatchObject({ secondStepFailures: 0, secondStepRetryAt: null, secondStepLockedAt: null })
  expect(row.secondFactor).toBe('off')
})

test('admins reset neither themselves nor people they do not have', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  expect(codeOf(await resetTwoFactor(org.ctx, admin, { userId: org.admin.id }))).toBe('self')
  expect(codeOf(await resetTwoFactor(org.ctx, admin, { userId: 'nobody' }))).toBe('user-unknown')
})

test('the console resets a sole admin, with a reason that is recorded, and opens no account', async () => {
  const org = await organization()
  await org.admin.enroll()
  const session = await org.admin.openSession()
  const console = mintConsole('root')
  const { email, reason } = reasonedInput.parse({
    email: ' ADA@example.com',
    reason: ' phone fell into the sea ',
  })
  const { userId } = granted(await findByEmail(org.ctx, console, { email }))
  const removed = granted(await resetTwoFactor(org.ctx, console, { userId, reason }))
  expect(removed).toMatchObject({ authenticator: true, recoveryCodes: 10 })
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'two-factor.reset',
    actor: { kind: 'console', osUser: 'root' },
    detail: { reason: 'phone fell into the sea' },
  })
  expect(codeOf(await org.admin.enterPassword('wrong'))).toBe('credentials-wrong')
})

test('the console asks for a reason and for someone who is there', async () => {
  const org = await organization()
  const console = mintConsole('root')
  const unknown = { email: 'nobody@example.com' }
  expect(codeOf(await findByEmail(org.ctx, console, unknown))).toBe('user-unknown')
  expect(codeOf(await resetTwoFactor(org.ctx, console, { userId: 'nobody' }))).toBe('user-unknown')
  expect(reasonedInput.safeParse({ email: 'ada@example.com', reason: '  ' }).success).toBe(false)
})

test('the receipt counts what there was, and the person and the other admins read the same', async () => {
  const org = await organization()
  const admin = await org.anotherAdmin({ enrolled: true })
  const witness = await org.anotherAdmin()
  await admin.openSession({ channel: 'api', kind: 'mobile' })
  await plantKey(org.ctx, org.id, admin.id)
  await admin.enterPassword()
  const letters = new Letters(org.world)
  await letters.arrived()
  const removed = granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: admin.id }))
  expect(removed).toMatchObject({ recoveryCodes: 10, tokens: 1, challenges: 1, apiKeys: 1 })
  const taken = `Removed: the authenticator, 10 recovery codes, ${removed.sessions} session`
  const rest = '1 app or extension session, 1 unfinished sign-in, 1 API key.'
  const stays = 'password, email address, role and groups stay the same.'
  expect(receiptWords((await auditTrail(org.ctx, org.id)).at(-1)?.detail ?? {})).toContain(rest)
  const told = await letters.arrived()
  for (const { email } of [admin, witness]) {
    const text = told.find(({ to }) => to === email)?.text
    for (const part of [taken, rest, stays]) expect(text).toContain(part)
  }
})

test('whoever reads of a reset reads how many authenticators it took', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  await addPhone(agent)
  const letters = new Letters(org.world)
  await letters.arrived()
  const removed = granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(removed).toMatchObject({ authenticator: true, authenticators: 2 })
  const taken = 'Removed: 2 authenticators, 10 recovery codes'
  expect(receiptWords((await auditTrail(org.ctx, org.id)).at(-1)?.detail ?? {})).toContain(taken)
  expect((await letters.last(agent.email, 'was reset')).text).toContain(taken)
})
