import { expect, test } from 'vitest'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removeOwnAuthenticator } from '@/lib/acts/two-factor/remove-authenticator'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { listPasskeys, passkeyForStep, passkeyToProve } from '@/lib/queries/passkeys'
import { strandedPasskeys } from '@/lib/queries/server/stranded-passkeys'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { headcount } from '@/lib/queries/users/headcount'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey, enterWith, factorsOf, signedOutPage, stepWith } from '../../support/world/passkeys'
import { memberOf } from '../../support/world/person'
import { Recovery } from '../../support/world/recovery'
import { passkeyRows, userRow } from '../../support/world/rows'

test('one of several is removed, the last factor never is, and an authenticator may go where a passkey works', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { key, member } = await addKey(agent)
  const other = await agent.openSession()
  const [authenticator] = await listAuthenticators(org.ctx, member)
  const [passkey] = await listPasskeys(org.ctx, member)
  const phoneGone = { authenticatorId: authenticator?.id ?? '', ...(await factorsOf(agent, member)) }
  granted(await removeOwnAuthenticator(org.ctx, member, phoneGone))
  expect(await findSession(org.ctx, other.token)).toBeNull()
  expect(await twoFactorState(org.ctx, member)).toMatchObject({
    ...{ enabled: true, authenticators: 0, passkeys: 1, recoveryCodesLeft: 10 },
  })
  const last = { passkeyId: passkey?.id ?? '', ...(await factorsOf(agent, member, key)) }
  expect(codeOf(await removePasskey(org.ctx, member, last))).toBe('last-passkey')
  const { key: second } = await addKey(agent, { by: key, member })
  const gone = { passkeyId: passkey?.id ?? '', ...(await factorsOf(agent, member, second)) }
  granted(await removePasskey(org.ctx, member, gone))
  expect(codeOf(await stepWith(agent, second))).toBe('ok')
  expect(await listPasskeys(org.ctx, member)).toHaveLength(1)
  expect((await userRow(org.ctx, agent.id)).passkeys).toBe(1)
})

test('turning off and a reset take all passkeys, and the count of people follows', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const on = async () => (await headcount(org.ctx, await org.asAdmin())).on
  const { key, member } = await addKey(ben)
  expect(await on()).toBe(1)
  const open = await signedOutPage(org.ctx)
  granted(await disableTwoFactor(org.ctx, member, { password: ben.password }))
  expect([await passkeyRows(org.ctx, ben.id), await on()]).toEqual([[], 0])
  // A page that still offers them: once no one has one, none does.
  expect(codeOf(await enterWith(org.ctx, open.browser, key.get(open.options)))).toBe('passkey-unknown')
  const { key: hers } = await addKey(cleo)
  const another = await signedOutPage(org.ctx)
  const removed = granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: cleo.id }))
  expect(removed).toMatchObject({ authenticator: false, passkeys: 1, recoveryCodes: 10 })
  expect([await passkeyRows(org.ctx, cleo.id), await on()]).toEqual([[], 0])
  expect(codeOf(await enterWith(org.ctx, another.browser, hers.get(another.options)))).toBe('passkey-unknown')
})

test('a recovery of an admin takes their passkeys, and what the account had to show is shown anew', async () => {
  const recovery = await Recovery.open()
  const { admin } = recovery.org
  const { key } = await addKey(admin)
  const token = await recovery.ready()
  const newPassword = 'seven quiet umbrellas'
  const { browser, options } = await signedOutPage(recovery.ctx)
  granted(await completeRecovery(recovery.ctx, { token, newPassword }))
  expect(await passkeyRows(recovery.ctx, admin.id)).toEqual([])
  expect((await userRow(recovery.ctx, admin.id)).passkeys).toBe(0)
  expect(codeOf(await enterWith(recovery.ctx, browser, key.get(options)))).toBe('passkey-unknown')
  admin.password = newPassword
  expect(granted(await admin.enterPassword()).step).toBe('enrollment')
})

test('where the server moved to another host its passkeys wait: they open nothing, 2FA stays on, and they live again', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent)
  const moved = { ...org.ctx, appOrigin: 'https://sign-in.example.org' }
  const challenger = await agent.challenge()
  expect(await passkeyForStep(moved, challenger)).toBeNull()
  const recoveryCode = agent.nextRecoveryCode()
  const { ticket } = granted(await finishWithRecoveryCode(moved, challenger, { recoveryCode }))
  const member = await memberOf(moved, granted(await redeemTicket(moved, ticket, 'web')).token)
  expect(await listPasskeys(moved, member)).toMatchObject([{ host: 'id.example.com' }])
  expect(await passkeyToProve(moved, member)).toBeNull()
  expect(await strandedPasskeys(moved)).toEqual([
    expect.stringContaining(
      '1 passkey was made for id.example.com, but APP_URL has the host sign-in.example.org',
    ),
  ])
  expect(await strandedPasskeys(org.ctx)).toEqual([])
  expect(await twoFactorState(moved, member)).toMatchObject({ enabled: true })
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
})
