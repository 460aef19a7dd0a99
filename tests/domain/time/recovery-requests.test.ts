import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { days, hours, minutes } from '@/lib/duration'
import { progressRequests } from '@/lib/jobs/recovery'
import { sweep } from '@/lib/jobs/sweep'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { listRequests } from '@/lib/queries/recovery/queue'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { codeOf, granted } from '../../support/world/outcome'
import { decision, Recovery, subjects } from '../../support/world/recovery'

/*
 * Recovery requests while the clock of the server is wrong, and after it is right again. Whoever lost everything can ask and
 * get in, the wait is never shorter for it, and nothing that had ended goes on.
 */

const ahead = [
  ['a day', days(1)],
  ['an hour', hours(1)],
  ['ten years', days(3650)],
] as const

const newPassword = 'seven crates of marmalade'

/** From the console: an operator's session would end with the clock. */
const approve = (recovery: Recovery, requestId: string) =>
  approveRequest(recovery.ctx, mintConsole('root'), { ...decision, requestId })

/** The one that waits to be decided: by the dates of a wrong clock another one may be the latest. */
async function undecided({ ctx }: Recovery): Promise<string> {
  const { recoveryRequests } = ctx.db.tables
  const open = eq(recoveryRequests.state, 'confirmed')
  return (await ctx.db.read.select().from(recoveryRequests).where(open))[0]?.id ?? ''
}

/** What the email that the wait is over brings, where one came. */
async function completion(recovery: Recovery): Promise<string> {
  await progressRequests(recovery.ctx)
  return (await recovery.tokens(subjects.ready))[recovery.org.admin.email] ?? ''
}

/** From asking to the end, by a clock that is right. */
async function recovers(recovery: Recovery): Promise<void> {
  await recovery.confirmed()
  granted(await approve(recovery, await undecided(recovery)))
  await recovery.untilReady()
  const token = await completion(recovery)
  granted(await completeRecovery(recovery.ctx, { token, newPassword }))
  recovery.org.admin.password = newPassword
  expect(granted(await recovery.org.admin.enterPassword()).step).toBe('enrollment')
}

for (const [words, by] of ahead) {
  test(`asked for while the clock was ${words} ahead: the link confirms nothing, then or later, and asking again works`, async () => {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    org.world.clock.pass(by)
    const token = await recovery.ask()
    org.world.clock.pass(-by)
    expect(codeOf(await confirmRequest(ctx, { token }))).toBe('link-over')
    await sweep(ctx)
    await recovers(recovery)
    org.world.clock.pass(by)
    expect(codeOf(await confirmRequest(ctx, { token }))).toBe('link-over')
  })

  test(`confirmed while the clock was ${words} ahead: it cannot be approved, then or later, and asking again works`, async () => {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    org.world.clock.pass(by)
    await recovery.confirmed()
    const requestId = await recovery.id()
    org.world.clock.pass(-by)
    expect(codeOf(await approve(recovery, requestId))).toBe('request-over')
    await sweep(ctx)
    await recovers(recovery)
    org.world.clock.pass(by)
    expect(codeOf(await approve(recovery, requestId))).toBe('request-over')
  })

  test(`approved while the clock was ${words} ahead: it waits for as long as ever, and is told of when that is over`, async () => {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    await recovery.confirmed()
    const wrong = Math.min(by, days(1))
    org.world.clock.pass(wrong)
    granted(await approve(recovery, await recovery.id()))
    org.world.clock.pass(-wrong)
    await sweep(ctx)
    org.world.clock.pass(ctx.recovery.wait - minutes(1))
    expect(await completion(recovery)).toBe('')
    org.world.clock.pass(minutes(1))
    const token = await completion(recovery)
    granted(await completeRecovery(ctx, { token, newPassword }))
  })

  test(`the end of the wait, told of while the clock was ${words} too far ahead, is told of again in its time`, async () => {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    await recovery.approved()
    const wrong = Math.min(by, days(5)) + ctx.recovery.wait
    org.world.clock.pass(wrong)
    const early = await completion(recovery)
    expect(early).not.toBe('')
    org.world.clock.pass(-wrong)
    expect(await findCompletion(ctx, early)).toBeNull()
    expect(codeOf(await completeRecovery(ctx, { token: early, newPassword }))).toBe('link-over')
    await sweep(ctx)
    await recovery.untilReady()
    const token = await completion(recovery)
    expect(codeOf(await completeRecovery(ctx, { token: early, newPassword }))).toBe('link-over')
    granted(await completeRecovery(ctx, { token, newPassword }))
  })
}

test('that nobody decided, told of while the clock was eight days ahead, is told of again in its time', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  await recovery.confirmed()
  const { recoveryRequests } = ctx.db.tables
  const told = async () => {
    await progressRequests(ctx)
    return (await ctx.db.read.select().from(recoveryRequests))[0]?.expiryToldAt ?? null
  }
  org.world.clock.pass(days(8))
  expect(await told()).not.toBeNull()
  org.world.clock.pass(-days(8))
  await sweep(ctx)
  expect(await told()).toBeNull()
  org.world.clock.pass(days(7))
  expect(await told()).toEqual(org.world.clock.now())
})

/** How far a clock goes back: an hour, or to where it began to count. */
const back = [
  ['an hour', () => hours(1)],
  ['to 1970', ({ org }: Recovery) => org.world.clock.now().getTime() - minutes(1)],
] as const

for (const [words, by] of back) {
  test(`asked for before the clock went back ${words}: it does not go on until the clock is right, then it does`, async () => {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    const confirm = await recovery.ask()
    const step = by(recovery)
    org.world.clock.pass(-step)
    expect(codeOf(await confirmRequest(ctx, { token: confirm }))).toBe('link-over')
    org.world.clock.pass(step)
    granted(await confirmRequest(ctx, { token: confirm }))
    const [stop = ''] = Object.values(await recovery.tokens(subjects.confirmed))
    org.world.clock.pass(-step)
    expect(codeOf(await approve(recovery, await recovery.id()))).toBe('request-over')
    expect((await listRequests(ctx, recovery.operator)).map(({ standing }) => standing)).toEqual(['expired'])
    org.world.clock.pass(step)
    expect(await shownRequest(ctx, stop)).toMatchObject({ standing: 'confirmed' })
    granted(await approve(recovery, await recovery.id()))
  })

  test(`what was stopped or completed stays so when the clock goes back ${words}`, async () => {
    const stopped = await Recovery.open()
    const [stop = ''] = Object.values(await stopped.confirmed())
    granted(await stopRequest(stopped.ctx, { token: stop }))
    const completed = await Recovery.open()
    const token = await completed.ready()
    granted(await completeRecovery(completed.ctx, { token, newPassword }))
    for (const recovery of [stopped, completed]) {
      const step = by(recovery)
      const state = await recovery.state()
      for (const move of [-step, step]) {
        recovery.org.world.clock.pass(move)
        await sweep(recovery.ctx)
        expect(await completion(recovery)).toBe('')
        expect(codeOf(await approve(recovery, await recovery.id()))).toBe('request-over')
        expect(codeOf(await stopRequest(recovery.ctx, { token: stop }))).toBe('link-over')
        expect(codeOf(await completeRecovery(recovery.ctx, { token, newPassword }))).toBe('link-over')
      }
      expect(await recovery.state()).toBe(state)
    }
  })
}

test('what was approved in 1970 is over when the clock is right, and asking again works', async () => {
  const recovery = await Recovery.open()
  const { org } = recovery
  const step = org.world.clock.now().getTime() - minutes(1)
  org.world.clock.pass(-step)
  await recovery.confirmed()
  granted(await approve(recovery, await recovery.id()))
  org.world.clock.pass(step)
  expect(await completion(recovery)).toBe('')
  await recovers(recovery)
})
