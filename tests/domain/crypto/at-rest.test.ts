import { expect, test } from 'vitest'
import { hideCodes } from '@/lib/acts/two-factor/hide-codes'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { bytesOf } from '../../support/world/sealed'
import { openWorld } from '../../support/world/world'

test('whoever steals the database finds no password, setup key, recovery code, link or token in it', async () => {
  const org = await organization()
  const { ctx, place } = org.world
  const agent = await org.agent({ enrolled: true })
  const enrolling = await org.agent({ required: true })
  const invited = await org.agent({ invited: true })
  const pending = granted(await startEnrollment(ctx, await enrolling.challenge()))
  const accepted = granted(await agent.enterPassword())
  const { token } = await agent.openSession()
  const ticket = await agent.ticket()
  await agent.enterPassword('a wrong password of mine')

  const bytes = await bytesOf(place)
  expect(bytes.includes(agent.email)).toBe(true)
  const secrets = {
    password: agent.password,
    wrongPassword: 'a wrong password of mine',
    setupKey: agent.phone.setupKey,
    pendingKey: pending.setupKey,
    challenge: accepted.token,
    ...{ token, ticket, invitation: invited.invitation },
    ...Object.fromEntries(agent.recoveryCodes.map((code, n) => [`recoveryCode${n}`, code])),
    plainCode: agent.recoveryCodes[0]?.replaceAll('-', '') ?? '',
  }
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret.length).toBeGreaterThan(10)
    expect([name, bytes.includes(secret)]).toEqual([name, false])
  }
  await hideCodes(ctx, await agent.signIn())
  expect((await bytesOf(place)).includes(agent.recoveryCodes[0] ?? '')).toBe(false)
})

test('nor the token of the console', async () => {
  const { ctx, place } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  expect(token).toHaveLength(43)
  expect((await bytesOf(place)).includes(token)).toBe(false)
  expect((await bytesOf(place)).includes('setup-token')).toBe(true)
})
