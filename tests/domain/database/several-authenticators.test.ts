import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginReplacement } from '@/lib/acts/two-factor/begin-replacement'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { removeOwnAuthenticator } from '@/lib/acts/two-factor/remove-authenticator'
import { days } from '@/lib/duration'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { showEnrollment } from '@/lib/queries/enrollment'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { Authenticator } from '../../support/world/authenticator'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { startOnTheOneBefore as startBefore } from '../../support/world/release-before'
import { plantUser, userRow } from '../../support/world/rows'
import { addPhone } from '../../support/world/several'

/*
 * A database of the release before there could be several authenticators, with people who did everything that one could do
 * there, and what this release makes of it.
 */

const came = {
  users: [
    ...['two_factor_since', 'authenticator_id', 'authenticator_name', 'authenticator_used_at'],
    ...['authenticator_client', 'authenticator_added_at'],
  ],
  enrollments: ['adds_named', 'replaces'],
}

const takeBack = [
  'drop table further_authenticators',
  ...Object.entries(came).flatMap(([table, columns]) =>
    columns.map((column) => `alter table ${table} drop column ${column}`),
  ),
]

const startOnTheOneBefore = (org: Organization) => startBefore(org, 'several_authenticators', takeBack)

test('whoever has an authenticator keeps it: its codes, those that were used, the recovery codes and the session', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const session = await agent.openSession()
  const member = await agent.signIn()
  const used = await agent.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code: used }))).toBe('ok')
  const { authenticatorSince } = await userRow(org.ctx, agent.id)
  org.world.clock.pass(1)
  await startOnTheOneBefore(org)
  const enter = async (code: string) =>
    codeOf(await finishWithCode(org.ctx, await agent.challenge(), { code }))
  expect(await enter(used)).toBe('code-wrong')
  expect(await enter(await agent.phone.nextCode())).toBe('ok')
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))).toBe('ok')
  expect(await findSession(org.ctx, session.token)).not.toBeNull()
  expect(authenticatorSince).not.toBeNull()
  expect(await twoFactorState(org.ctx, member)).toMatchObject({
    ...{ enabled: true, authenticators: 1, since: authenticatorSince, recoveryCodesLeft: 9 },
  })
})

test('it is listed without a name, goes by an id, and is replaced, or removed once there is another', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  await startOnTheOneBefore(org)
  const { member } = await addPhone(ben)
  const [first] = await listAuthenticators(org.ctx, member)
  expect(first).toMatchObject({ name: null, id: expect.any(String) })
  const factors = { password: ben.password, code: await ben.phone.nextCode() }
  granted(await removeOwnAuthenticator(org.ctx, member, { authenticatorId: first?.id ?? '', ...factors }))
  expect(await listAuthenticators(org.ctx, member)).toMatchObject([{ name: 'Work phone' }])
  const hers = await cleo.signIn()
  const proof = { password: cleo.password, code: await cleo.phone.nextCode() }
  granted(await beginReplacement(org.ctx, hers, proof))
  const shown = await showEnrollment(org.ctx, hers)
  const phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
  granted(await confirmEnrollment(org.ctx, hers, { code: await phone.nextCode() }))
  expect(await listAuthenticators(org.ctx, hers)).toHaveLength(1)
})

test('a setup key that waits there is the first authenticator, or takes the place of the one there is', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent({ enrolled: true })]
  const [his, hers] = [await ben.signIn(), await cleo.signIn()]
  granted(await beginEnrollment(org.ctx, his, { password: ben.password }))
  const proof = { password: cleo.password, code: await cleo.phone.nextCode() }
  granted(await beginReplacement(org.ctx, hers, proof))
  await startOnTheOneBefore(org)
  for (const member of [his, hers]) {
    const shown = await showEnrollment(org.ctx, member)
    const phone = Authenticator.scan(shown?.uri ?? '', { clock: org.world.clock })
    granted(await confirmEnrollment(org.ctx, member, { code: await phone.nextCode() }))
    expect(await listAuthenticators(org.ctx, member)).toHaveLength(1)
  }
  const replaced = await finishWithCode(org.ctx, await cleo.challenge(), {
    code: await cleo.phone.nextCode(),
  })
  expect(codeOf(replaced)).toBe('code-wrong')
})

test('whoever has none, and whoever has one of which no one knows since when, is left so', async () => {
  const org = await organization()
  const [without, undated] = [await org.agent(), await org.agent({ enrolled: true })]
  await plantUser(org.ctx, undated.id, { authenticatorSince: null })
  org.world.clock.pass(days(1))
  await startOnTheOneBefore(org)
  expect((await userRow(org.ctx, without.id)).twoFactorSince).toBeNull()
  expect((await userRow(org.ctx, undated.id)).twoFactorSince).toBeNull()
  const member = await undated.signIn()
  expect(await twoFactorState(org.ctx, member)).toMatchObject({ enabled: true, since: null })
  await addPhone(undated)
  expect(await listAuthenticators(org.ctx, member)).toHaveLength(2)
})
