import { expect, test } from 'vitest'
import { changePassword } from '@/lib/acts/passwords/change'
import { abandonChallenge } from '@/lib/acts/sign-in/abandon'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import { newToken } from '@/lib/crypto/token'
import { days, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { endOrganization, endSessions } from '@/lib/records/sessions/end'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'

const thief = { address: '203.0.113.9', userAgent: 'none' }
const unfinished = 'Someone entered your password but no code'
const stranger = 'A sign-in from a new browser'

async function enrolled() {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const letters = new Letters(org.world)
  await letters.arrived()
  return { org, ben, letters }
}

async function subjects(org: Organization, letters: Letters) {
  org.world.clock.pass(minutes(11))
  await sweep(org.ctx)
  return (await letters.arrived()).map(({ subject }) => subject)
}

test('a right password without a code is told, with where it was given', async () => {
  const { org, ben, letters } = await enrolled()
  await ben.challenge({ ctx: org.world.from(thief) })
  org.world.clock.pass(minutes(11))
  await sweep(org.ctx)
  const mail = await letters.last(ben.email)
  expect([mail.subject, mail.text.includes(thief.address)]).toEqual([unfinished, true])
  expect(await subjects(org, letters)).toEqual([])
})

test('a wrong code is told of, and so is a sign-in that was given up', async () => {
  const { org, ben, letters } = await enrolled()
  const wrong = await ben.challenge({ ctx: org.world.from(thief) })
  await finishWithCode(org.ctx, wrong, { code: await ben.phone.wrongCode() })
  expect(await subjects(org, letters)).toEqual([unfinished])
  org.world.clock.pass(minutes(60))
  await abandonChallenge(org.ctx, await ben.challenge({ ctx: org.world.from(thief) }))
  expect(await subjects(org, letters)).toEqual([unfinished])
})

test('who begins anew from the same place and gets in is not told, and a finished sign-in is none', async () => {
  const { org, ben, letters } = await enrolled()
  await ben.challenge()
  org.world.clock.pass(minutes(1))
  await ben.signIn()
  expect(await subjects(org, letters)).toEqual([])
})

test('a sign-in from elsewhere does not silence it', async () => {
  const { org, ben, letters } = await enrolled()
  await ben.challenge({ ctx: org.world.from(thief) })
  org.world.clock.pass(minutes(1))
  await ben.signIn()
  expect(await subjects(org, letters)).toEqual([unfinished])
})

/** What ends a sign-in under way before it was told that it was not finished. */
const endings: Record<string, (org: Organization, ben: Person) => Promise<unknown>> = {
  async 'new recovery codes'({ ctx, world }, ben) {
    const member = await ben.signIn()
    world.clock.pass(minutes(1))
    const given = { password: ben.password, code: await ben.phone.nextCode() }
    granted(await renewRecoveryCodes(ctx, member, given))
  },
  async 'a new password'({ ctx }, ben) {
    const newPassword = 'eleven quiet lanterns'
    granted(await changePassword(ctx, await ben.signIn(), { password: ben.password, newPassword }))
  },
  async 'turning 2FA off'({ ctx }, ben) {
    granted(await disableTwoFactor(ctx, await ben.signIn(), { password: ben.password }))
  },
  async 'signing them out'(org, ben) {
    granted(await signOutUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  },
  async 'a reset'(org, ben) {
    granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: ben.id }))
  },
  async 'a suspension'(org, ben) {
    granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  },
  async 'the suspension of the organization'({ ctx, id }) {
    await ctx.db.write((tx) => endOrganization(tx, ctx, id))
  },
}

for (const [what, end] of Object.entries(endings))
  test(`${what}, between a right password from elsewhere and the notice of it, does not silence it`, async () => {
    const { org, ben, letters } = await enrolled()
    org.world.clock.pass(minutes(1))
    const elsewhere = await ben.challenge({ ctx: org.world.from(thief) })
    const wrong = { code: await ben.phone.wrongCode() }
    for (let n = 0; n < 3; n++) await finishWithCode(org.ctx, elsewhere, wrong)
    await end(org, ben)
    expect(codeOf(await finishWithCode(org.ctx, elsewhere, wrong))).toBe('challenge-over')
    expect((await subjects(org, letters)).filter((subject) => subject === unfinished)).toEqual([unfinished])
    // Once, and the sign-in stays over.
    expect(await subjects(org, letters)).not.toContain(unfinished)
    org.world.clock.pass(-minutes(23))
    expect(codeOf(await finishWithCode(org.ctx, elsewhere, wrong))).toBe('challenge-over')
  })

test('who began anew in the same place, and then signs out everywhere, is not told of themselves', async () => {
  const { org, ben, letters } = await enrolled()
  await ben.challenge()
  org.world.clock.pass(minutes(1))
  const member = await ben.signIn()
  const newPassword = 'eleven quiet lanterns'
  granted(await changePassword(org.ctx, member, { password: ben.password, newPassword }))
  await org.ctx.db.write((tx) => endSessions(tx, org.ctx, ben.id, 'elsewhere'))
  expect(await subjects(org, letters)).not.toContain(unfinished)
})

test('a sign-in that was begun while the clock was ahead is told of once it is right', async () => {
  const { org, ben, letters } = await enrolled()
  org.world.clock.pass(days(1))
  await ben.challenge({ ctx: org.world.from(thief) })
  org.world.clock.pass(-days(1))
  expect(await subjects(org, letters)).toEqual([unfinished])
})

test('a browser not seen before is told, but not the first, and each once', async () => {
  const { org, ben, letters } = await enrolled()
  const signInFrom = async (browser: string) => {
    granted(await redeemTicket(org.ctx, await ben.ticket(), 'web', browser))
    return (await letters.arrived()).map(({ subject }) => subject)
  }
  const [laptop, another] = [newToken(), newToken()]
  expect(await signInFrom(laptop)).toEqual([])
  expect(await signInFrom(laptop)).toEqual([])
  expect(await signInFrom(another)).toEqual([stranger])
  expect(await signInFrom(another)).toEqual([])
})
