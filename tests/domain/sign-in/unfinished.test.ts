import { expect, test } from 'vitest'
import { newToken } from '@/lib/crypto/token'
import { minutes } from '@/lib/duration'
import { sweep } from '@/lib/housekeeping'
import { abandonChallenge } from '@/lib/sign-in/challenge'
import { finishWithCode } from '@/lib/sign-in/code'
import { redeemTicket } from '@/lib/sign-in/ticket'
import { Letters } from '../../support/letters'
import { type Organization, organization } from '../../support/organization'
import { granted } from '../../support/outcome'

const thief = { address: '203.0.113.9', userAgent: 'none' }
const unfinished = 'Your password was given, but no code'
const stranger = 'A sign-in from a browser not seen before'

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
