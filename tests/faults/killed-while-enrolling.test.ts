import { expect, test } from 'vitest'
import { killFiftyTimes, type Remains } from '../support/process/kill'
import { Authenticator } from '../support/world/authenticator'
import { organization } from '../support/world/organization'
import type { Person } from '../support/world/person'
import { userRow } from '../support/world/rows'
import { after, expectWhole, placeOf, standingOf } from '../support/world/standing'

const step = Math.floor(new Date('2026-11-24T12:00:05Z').getTime() / 30_000)

/** The phone that scanned what was on the screen, if anything was. */
function scanned({ lines, world }: Remains, job: number): Authenticator | null {
  const uri = lines.map((line) => new RegExp(`^done ${job} \\d (otpauth:.+)`).exec(line)?.[1]).find(Boolean)
  return uri ? Authenticator.scan(uri, { clock: world.clock }) : null
}

/** Whatever became of it: whoever is enrolled signs in with the phone, and everyone else can enroll. */
async function expectWorking(remains: Remains, job: number, person: Person, enrolled: boolean) {
  const { world } = remains
  world.clock.pass(60_000)
  const same = person.in(world)
  const phone = scanned(remains, job)
  if (enrolled && phone) same.phone = phone
  else if ((await userRow(world.ctx, person.id)).twoFactorRequired) await same.enrollAtSignIn()
  else await same.enroll()
  await same.signIn()
}

test('killed while two people enroll: each has the key they saw or none, and can go on', async () => {
  const org = await organization()
  const ben = await org.agent()
  const cleo = await org.agent({ required: true })
  await ben.signIn()
  const member = await ben.signIn()
  const challenger = await cleo.challenge()
  const { ctx } = org

  const enrolled = { factor: 'on', step, codeSets: 1, codes: 10, pendingKeys: 0 } as const
  const off = await standingOf(ctx, ben.id)
  const begun = { ...off, pendingKeys: 1 }
  const on = { ...enrolled, version: off.version + 1, sessions: 1, tickets: 0 }
  // To be shown the key changes nothing of the account.
  const waysOfBen = [off, begun, begun, after(off, on, 'two-factor.enabled', 'two-factor-enabled')]
  const required = await standingOf(ctx, cleo.id)
  const signedIn = { ...enrolled, version: required.version + 1, challenges: 0, tickets: 1 }
  const waysOfCleo = [required, { ...required, pendingKeys: 1 }].concat(
    after(required, signedIn, 'two-factor.enabled', 'two-factor-enabled'),
  )

  const jobs = [
    { act: 'enroll', member, password: ben.password },
    { act: 'enroll-at-sign-in', challenger },
  ] as const
  const seen = new Set<string>()
  const inTransaction = await killFiftyTimes(org.world, [...jobs], async (remains) => {
    await expectWhole(remains.world)
    const ofBen = await placeOf(remains, 0, waysOfBen, ben.id)
    const ofCleo = await placeOf(remains, 1, waysOfCleo, cleo.id)
    if (seen.has(`${ofBen} ${ofCleo}`)) return
    seen.add(`${ofBen} ${ofCleo}`)
    await expectWorking(remains, 0, ben, ofBen === 3)
    await expectWorking(remains, 1, cleo, ofCleo === 2)
  })
  expect(inTransaction).toBeGreaterThan(10)
})
