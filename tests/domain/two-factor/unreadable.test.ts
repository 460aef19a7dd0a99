import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { hours, later, minutes } from '@/lib/duration'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findUser } from '@/lib/queries/users/find'
import { proveBothFactors } from '@/lib/records/factors/prove'
import { invitationOnShow } from '@/lib/records/invitations/invitation'
import { recordUnreadable } from '@/lib/records/secrets/unreadable'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents, plantUser, userRow } from '../../support/world/rows'

/** Two people whose sealed setup keys were swapped. */
async function swapped() {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const signedIn = await ben.signIn()
  const keyOf = async ({ id }: { id: string }) => (await userRow(org.ctx, id)).authenticatorSecret
  const [his, hers] = [await keyOf(ben), await keyOf(cleo)]
  await plantUser(org.ctx, ben.id, { authenticatorSecret: hers })
  await plantUser(org.ctx, cleo.id, { authenticatorSecret: his })
  return { org, ben, cleo, signedIn }
}

const unreadable = async ({ ctx, id }: { ctx: Parameters<typeof auditEvents>[0]; id: string }) =>
  (await auditEvents(ctx, id)).filter((event) => event === 'secret.unreadable').length

test('an authenticator that cannot be read is said so on every way in, and spends nothing', async () => {
  const { org, ben, signedIn } = await swapped()
  const code = await ben.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await ben.challenge(), { code }))).toBe('secret-unreadable')
  const api = await ben.challenge({ channel: 'api' })
  expect(codeOf(await finishWithCode(org.ctx, api, { code }, 'session'))).toBe('secret-unreadable')
  const both = { password: ben.password, code }
  expect(codeOf(await proveBothFactors(org.ctx, signedIn, both))).toBe('secret-unreadable')
  expect((await userRow(org.ctx, ben.id)).secondStepFailures).toBe(0)
})

test('it is recorded with the person, at most once an hour, also by a clock that was ahead', async () => {
  const { org, ben, cleo } = await swapped()
  const tryAgain = async (person = ben) =>
    finishWithCode(org.ctx, await person.challenge(), { code: await person.phone.nextCode() })
  await Promise.all([tryAgain(), tryAgain()])
  await tryAgain()
  expect(await unreadable(org)).toBe(1)
  await tryAgain(cleo)
  expect(await unreadable(org)).toBe(2)
  org.world.clock.pass(hours(1) + minutes(1))
  await tryAgain()
  expect(await unreadable(org)).toBe(3)
  const back = { ...org.ctx, now: () => later(org.ctx.now(), -hours(2)) }
  await org.ctx.db.write((tx) => recordUnreadable(tx, back, ben.id, 'authenticator'))
  expect(await unreadable(org)).toBe(4)
})

test('an admin reads it on the page of the person, until it is reset', async () => {
  const { org, ben } = await swapped()
  const admin = await org.asAdmin()
  const found = async () => (await findUser(org.ctx, admin, ben.id))?.unreadable
  expect(await found()).toBe(true)
  granted(await resetTwoFactor(org.ctx, admin, { userId: ben.id }))
  expect(await found()).toBe(false)
})

test('a recovery code still signs in, and an admin or the console resets it', async () => {
  const { org, ben, cleo } = await swapped()
  granted(
    await finishWithRecoveryCode(org.ctx, await ben.challenge(), { recoveryCode: ben.nextRecoveryCode() }),
  )
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: ben.id }))
  granted(await resetTwoFactor(org.ctx, mintConsole('root'), { userId: cleo.id, reason: 'damaged' }))
  for (const person of [ben, cleo]) expect((await userRow(org.ctx, person.id)).authenticatorSecret).toBeNull()
})

test('what is only shown, and cannot be read, is not shown, and recorded', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const member = await ben.signIn()
  const invited = await org.agent({ invited: true })
  expect(await shownCodes(org.ctx, member)).not.toBeNull()
  const { recoveryCodeSets, invitations } = org.ctx.db.tables
  await org.ctx.db.write(async (tx) => {
    await tx.update(recoveryCodeSets).set({ shown: Buffer.alloc(60, 1) })
    await tx.update(invitations).set({ shown: Buffer.alloc(60, 1) })
  })
  expect(await shownCodes(org.ctx, member)).toBeNull()
  expect(await invitationOnShow(org.ctx, org.id, invited.id)).toBeNull()
  expect(await unreadable(org)).toBe(2)
})
