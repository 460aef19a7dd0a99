import { expect, test } from 'vitest'
import { mintConsole, mintOperator } from '@/lib/actors'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { approveInput, approveRequest } from '@/lib/acts/recovery/approve'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { progressRequests } from '@/lib/jobs/recovery'
import { operatorOf } from '../support/world/operator'
import { codeOf, granted } from '../support/world/outcome'
import { decision, Recovery } from '../support/world/recovery'
import { plantUser, userRow } from '../support/world/rows'

const newPassword = 'seven crates of marmalade'

/** Two things at once, in an order that changes from round to round. */
async function atOnce(round: number, one: () => Promise<unknown>, other: () => Promise<unknown>) {
  await Promise.all(round % 2 === 0 ? [one(), other()] : [other(), one()])
}

test('approval and stop at the same moment, a hundred rounds: it is always stopped', async () => {
  const recovery = await Recovery.open()
  const { ctx, operator } = recovery
  const { recoveryRequests, throttles } = ctx.db.tables
  for (let round = 0; round < 100; round++) {
    const stop = Object.values(await recovery.confirmed())[0] ?? ''
    const requestId = await recovery.id()
    await atOnce(
      round,
      () => approveRequest(ctx, operator, { requestId, ...decision }),
      () => stopRequest(ctx, { token: stop }),
    )
    expect([round, await recovery.state()]).toEqual([round, 'stopped'])
    await ctx.db.write(async (tx) => {
      await tx.delete(recoveryRequests)
      await tx.delete(throttles)
    })
  }
}, 120_000)

test('completing and stopping at the same moment: one of them, never both', async () => {
  const outcomes = new Set<string>()
  for (let round = 0; round < 6; round++) {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    const stop = Object.values(await recovery.approved())[0] ?? ''
    await recovery.untilReady()
    await progressRequests(ctx)
    const complete = Object.values(await recovery.tokens('Recover your account now'))[0] ?? ''
    let done = false
    await atOnce(
      round,
      async () => {
        done = (await completeRecovery(ctx, { token: complete, newPassword })).ok
      },
      () => stopRequest(ctx, { token: stop }),
    )
    const state = (await recovery.state()) ?? ''
    outcomes.add(state)
    expect(state).toBe(done ? 'completed' : 'stopped')
    expect((await userRow(ctx, org.admin.id)).authenticatorSecret === null).toBe(done)
  }
  expect(outcomes.size).toBeGreaterThan(0)
}, 120_000)

test('a completion link twenty times at once: one of them', async () => {
  const recovery = await Recovery.open()
  const token = await recovery.ready()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      completeRecovery(recovery.ctx, { token, newPassword: `${newPassword} ${n}` }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('a completion link after the email changed opens nothing', async () => {
  const recovery = await Recovery.open()
  const token = await recovery.ready()
  await plantUser(recovery.ctx, recovery.org.admin.id, { email: 'elsewhere@example.com' })
  expect(codeOf(await completeRecovery(recovery.ctx, { token, newPassword }))).toBe('link-over')
})

test('nobody decides on a request of their own', async () => {
  const recovery = await Recovery.open()
  await recovery.confirmed()
  const { ctx, operator } = recovery
  const { recoveryRequests } = ctx.db.tables
  await ctx.db.write((tx) => tx.update(recoveryRequests).set({ userId: operator.userId }))
  const requestId = await recovery.id()
  expect(codeOf(await approveRequest(ctx, operator, { requestId, ...decision }))).toBe('own-request')
  expect(codeOf(await rejectRequest(ctx, operator, { requestId, reason: 'no' }))).toBe('own-request')
  expect(await recovery.state()).toBe('confirmed')
})

test('an admin is no operator, and whoever forges one has no session that stands for it', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const admin = await org.anotherAdmin()
  await recovery.confirmed()
  const requestId = await recovery.id()
  const member = await admin.signIn()
  expect(mintOperator(member)).toBeNull()
  const forged = { ...member, role: 'operator' } as never
  expect(codeOf(await approveRequest(ctx, forged, { requestId, ...decision }))).toBe('session-over')
  expect(await recovery.state()).toBe('confirmed')
})

test('an operator who is suspended decides nothing any more', async () => {
  const recovery = await Recovery.open()
  await recovery.confirmed()
  const { ctx, operator } = recovery
  granted(await suspendOperator(ctx, mintConsole('root'), { email: operator.email }))
  const requestId = await recovery.id()
  expect(codeOf(await approveRequest(ctx, operator, { requestId, ...decision }))).toBe('session-over')
  expect(codeOf(await rejectRequest(ctx, operator, { requestId, reason: 'no' }))).toBe('session-over')
})

test('where two must approve, the same operator twice is one, also at once', async () => {
  const recovery = await Recovery.open()
  const ctx = { ...recovery.ctx, recovery: { ...recovery.ctx.recovery, approvals: 2 } }
  const second = await operatorOf(recovery.org.world)
  await recovery.confirmed()
  const requestId = await recovery.id()
  const approve = (by = recovery.operator) => approveRequest(ctx, by, { requestId, ...decision })
  const twice = await Promise.all([approve(), approve()])
  expect(twice.filter((answer) => answer.ok)).toHaveLength(1)
  expect(await recovery.state()).toBe('confirmed')
  granted(await approve(second.operator))
  expect(await recovery.state()).toBe('approved')
  expect(codeOf(await approve(second.operator))).toBe('decided-already')
})

test('an approval without a check, a note or a reason is refused', () => {
  const whole = { requestId: 'x', ...decision }
  expect(approveInput.safeParse(whole).success).toBe(true)
  for (const missing of [{ calledBack: false }, { note: ' ' }, { reason: '' }])
    expect(approveInput.safeParse({ ...whole, ...missing }).success).toBe(false)
})
