import { expect, test } from 'vitest'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { stopOwnRequest } from '@/lib/acts/recovery/stop-own'
import { days, minutes } from '@/lib/duration'
import { progressRequests } from '@/lib/jobs/recovery'
import { ownRecoveryRequest } from '@/lib/queries/recovery/own'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { codeOf, granted } from '../../support/world/outcome'
import { Recovery, subjects } from '../../support/world/recovery'

const statusTokenIn = (text: string) =>
  /See where it stands: \S*\/recovery\/([\w-]{43})/.exec(text)?.[1] ?? ''

test('the used link and one of its own show where the request stands, and can do nothing', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const used = await recovery.ask()
  granted(await confirmRequest(ctx, { token: used }))
  const { text } = await recovery.letters.last(org.admin.email, subjects.confirmed)
  const own = statusTokenIn(text)
  for (const token of [used, own]) {
    expect(await shownRequest(ctx, token)).toMatchObject({
      standing: 'confirmed',
      confirms: false,
      stops: false,
    })
    expect(codeOf(await confirmRequest(ctx, { token }))).toBe('link-over')
    expect(codeOf(await stopRequest(ctx, { token }))).toBe('link-over')
  }
  expect(await recovery.state()).toBe('confirmed')
})

test('a link that stopped it, and one that completed it, say so afterwards', async () => {
  const stopped = await Recovery.open()
  const stop = (await stopped.confirmed())[stopped.org.admin.email] ?? ''
  granted(await stopRequest(stopped.ctx, { token: stop }))
  expect(await shownRequest(stopped.ctx, stop)).toMatchObject({ standing: 'stopped', stops: false })

  const completed = await Recovery.open()
  const token = await completed.ready()
  granted(await completeRecovery(completed.ctx, { token, newPassword: 'seven brown teapots' }))
  expect(await shownRequest(completed.ctx, token)).toMatchObject({ standing: 'completed', stops: false })
})

test('a request that nobody decided on expires with an email to everyone concerned, once', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const other = await org.anotherAdmin()
  await recovery.confirmed()
  org.world.clock.pass(days(7) - minutes(1))
  await progressRequests(ctx)
  expect(await recovery.letters.arrived()).toEqual([])
  org.world.clock.pass(minutes(2))
  await Promise.all([progressRequests(ctx), progressRequests(ctx)])
  const told = (await recovery.letters.arrived()).filter(({ subject }) => subject.includes('expired'))
  expect(told.map(({ to }) => to).sort()).toEqual([org.admin.email, other.email].sort())
  expect(told[0]?.text).toContain("wasn't decided within 7 days")
  await progressRequests(ctx)
  expect(await recovery.letters.arrived()).toEqual([])
})

test('a request that was never confirmed expires without a word, and so does one that ended', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  await recovery.ask()
  org.world.clock.pass(days(8))
  await progressRequests(ctx)
  expect(await recovery.letters.arrived()).toEqual([])
})

test('whoever is still signed in sees a request for their account, and stops it', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const other = await (await org.anotherAdmin()).signIn()
  const admin = await org.asAdmin()
  await recovery.ask()
  expect(await ownRecoveryRequest(ctx, admin)).toBeNull()
  await recovery.confirmed()
  expect(await ownRecoveryRequest(ctx, admin)).toMatchObject({ standing: 'confirmed' })
  expect(await ownRecoveryRequest(ctx, other)).toBeNull()
  granted(await stopOwnRequest(ctx, other))
  expect(await recovery.state()).toBe('confirmed')
  granted(await stopOwnRequest(ctx, admin))
  expect(await recovery.state()).toBe('stopped')
  expect(await ownRecoveryRequest(ctx, admin)).toBeNull()
  const told = await recovery.letters.arrived()
  expect(told.filter(({ subject }) => subject.includes('was stopped'))).toHaveLength(2)
})
