import { expect, test } from 'vitest'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { days, hours } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { listAtRisk, type RiskKind } from '@/lib/queries/overview/at-risk'
import { findUser } from '@/lib/queries/users/find'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { plantUser, userRow } from '../../support/world/rows'

const risky = async (org: Organization, kind: RiskKind) =>
  (await listAtRisk(org.ctx, await org.asAdmin(), { kind })).people

/** Signs in with so many of their recovery codes. */
async function useCodes(org: Organization, person: Person, many: number) {
  for (let n = 0; n < many; n++)
    granted(
      await finishWithRecoveryCode(org.ctx, await person.challenge(), {
        recoveryCode: person.nextRecoveryCode(),
      }),
    )
}

test('who has three recovery codes left or fewer is at risk, until there are new ones', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  await org.agent()
  await useCodes(org, ben, 6)
  expect(await risky(org, 'codes')).toEqual([])
  await useCodes(org, ben, 1)
  await useCodes(org, chloe, 10)
  expect((await risky(org, 'codes')).map(({ name, codesLeft }) => [name, codesLeft])).toEqual([
    [chloe.name, 0],
    [ben.name, 3],
  ])
  org.world.clock.pass(hours(1))
  const member = await ben.signIn()
  granted(
    await renewRecoveryCodes(org.ctx, member, { password: ben.password, code: await ben.phone.nextCode() }),
  )
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: chloe.id }))
  expect(await risky(org, 'codes')).toEqual([])
  expect((await userRow(org.ctx, ben.id)).codesLeft).toBe(10)
  expect((await userRow(org.ctx, chloe.id)).codesLeft).toBeNull()
})

test('an authenticator is at risk a week after it was set up, until a code of it is accepted', async () => {
  const org = await organization()
  const [ben, chloe] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  org.world.clock.pass(days(7) - hours(1))
  expect(await risky(org, 'unused')).toEqual([])
  await ben.signIn()
  await finishWithCode(org.ctx, await chloe.challenge(), { code: '000000' })
  org.world.clock.pass(hours(2))
  expect((await risky(org, 'unused')).map(({ name }) => name)).toEqual([chloe.name])
  await chloe.signIn()
  expect(await risky(org, 'unused')).toEqual([])
})

test('an invitation is at risk from its last two days on, also once it has expired and was swept over', async () => {
  const org = await organization()
  const invited = await org.agent({ invited: true })
  org.world.clock.pass(hours(23))
  expect(await risky(org, 'invitations')).toEqual([])
  org.world.clock.pass(hours(2))
  expect(await risky(org, 'invitations')).toMatchObject([{ id: invited.id, status: 'invited' }])
  org.world.clock.pass(days(4))
  // How far is swept follows the clock in steps.
  for (let n = 0; n < 3; n++) await sweep(org.ctx)
  const [expired] = await risky(org, 'invitations')
  expect(expired).toMatchObject({ id: invited.id, status: 'invited' })
  expect(expired?.at?.getTime()).toBeLessThan(org.ctx.now().getTime())
  const admin = await org.asAdmin()
  expect((await findUser(org.ctx, admin, invited.id))?.invitationEnds).toEqual(expired?.at)
  granted(await renewInvitation(org.ctx, admin, { userId: invited.id }))
  expect(await risky(org, 'invitations')).toEqual([])
})

test('each list goes on page by page, nobody left out and nobody twice', async () => {
  const org = await organization()
  for (let n = 0; n < 7; n++) {
    const { id } = await org.agent({ invited: true })
    const authenticatorUnusedSince = new Date(org.ctx.now().getTime() - days(8))
    await plantUser(org.ctx, id, { codesLeft: n % 3, authenticatorUnusedSince })
  }
  org.world.clock.pass(hours(30))
  const admin = await org.asAdmin()
  for (const kind of ['codes', 'unused', 'invitations'] as const) {
    const seen: string[] = []
    for (let after: string | undefined, n = 0; n < 4; n++) {
      const page = await listAtRisk(org.ctx, admin, { kind, after }, 3)
      seen.push(...page.people.map(({ id }) => id))
      if (page.next === null) break
      after = page.next
    }
    expect([kind, seen.length, new Set(seen).size]).toEqual([kind, 7, 7])
  }
})
