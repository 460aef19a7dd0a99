import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { reactivateOperator } from '@/lib/acts/operators/reactivate'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { examine } from '@/lib/cli/examine'
import { days } from '@/lib/duration'
import { mailUnattended } from '@/lib/jobs/unattended'
import { unattendedWords } from '@/lib/messages/recovery'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { startServer } from '../../support/server/server'
import { beforeWrite } from '../../support/world/interleave'
import { granted } from '../../support/world/outcome'
import { decision, Recovery } from '../../support/world/recovery'
import { keyInFile } from '../../support/world/world'

const console_ = mintConsole('root')
const noTimeServer = { host: '127.0.0.1', port: 9 }
const runner = 'whoever@runs.example.com'

/** A server whose only operator left. */
async function withoutOperator(): Promise<Recovery> {
  const recovery = await Recovery.open()
  granted(await suspendOperator(recovery.ctx, console_, { email: recovery.operator.email }))
  return recovery
}

test('a request that no operator is there for is said so to the person, as long as that is so', async () => {
  const recovery = await withoutOperator()
  const { ctx } = recovery
  const { attended } = granted(await confirmRequest(ctx, { token: await recovery.ask() }))
  expect(attended).toBe(false)
  const [stop = ''] = Object.values(await recovery.tokens('was asked for'))
  expect(await shownRequest(ctx, stop)).toMatchObject({ standing: 'confirmed', attended: false })
  expect(await unattendedRequests(ctx)).toEqual([{ id: await recovery.id(), name: 'Ada Lindqvist' }])
  granted(await reactivateOperator(ctx, console_, { email: recovery.operator.email }))
  expect(await shownRequest(ctx, stop)).toMatchObject({ attended: true })
  expect(await unattendedRequests(ctx)).toEqual([])
})

test('with an operator, and before it is confirmed, nobody is bothered', async () => {
  const attended = await Recovery.open()
  await attended.confirmed()
  expect(await unattendedRequests(attended.ctx)).toEqual([])
  const unconfirmed = await withoutOperator()
  await unconfirmed.ask()
  expect(await unattendedRequests(unconfirmed.ctx)).toEqual([])
})

test('where more approvals are needed than operators are there, whoever runs the server gives the other', async () => {
  const recovery = await Recovery.open()
  const ctx = { ...recovery.ctx, recovery: { ...recovery.ctx.recovery, approvals: 2 } }
  const { attended } = granted(await confirmRequest(ctx, { token: await recovery.ask() }))
  expect(attended).toBe(false)
  const requestId = await recovery.id()
  const waiting = await unattendedRequests(ctx)
  expect(waiting).toEqual([{ id: requestId, name: 'Ada Lindqvist', tooFew: true }])
  expect(unattendedWords(waiting)).toContain('fewer operators than approvals needed')
  granted(await approveRequest(ctx, console_, { requestId, ...decision }))
  expect(await unattendedRequests(ctx)).toEqual([])
})

test('nobody is bothered with a request on which no one can decide any more', async () => {
  const recovery = await Recovery.open()
  const { ctx, org, operator } = recovery
  await recovery.confirmed()
  granted(await suspendOrganization(ctx, operator, { organizationId: org.id }))
  granted(await suspendOperator(ctx, console_, { email: operator.email }))
  expect(await unattendedRequests(ctx)).toEqual([])
})

test('whoever runs the server is told by email once, and again the next day', async () => {
  const recovery = await withoutOperator()
  const { ctx, org, letters } = recovery
  await recovery.confirmed()
  const tell = async () => mailUnattended(ctx, runner, await unattendedRequests(ctx))
  const told = async () => (await letters.arrived()).filter(({ to }) => to === runner)
  await Promise.all([tell(), tell()])
  const [letter, ...more] = await told()
  expect([letter?.subject, more]).toEqual([
    'A recovery request is waiting and there is no operator: Ada Lindqvist',
    [],
  ])
  expect(letter?.text).toContain(`recovery approve ${await recovery.id()}`)
  await tell()
  expect(await told()).toEqual([])
  org.world.clock.pass(days(1))
  const { outbox } = ctx.db.tables
  await ctx.db.write((tx) => tx.delete(outbox))
  await tell()
  expect(await told()).toHaveLength(1)
})

test('a request that cannot be told of is named, and the others are told of', async () => {
  const recovery = await withoutOperator()
  const { ctx, letters } = recovery
  await recovery.confirmed()
  const [request] = await unattendedRequests(ctx)
  if (!request) throw new Error('No request.')
  const failing = beforeWrite(ctx, 1, () => Promise.reject(new RangeError('broken')))
  const both = [{ ...request, id: 'another' }, request]
  expect(await mailUnattended(failing, runner, both)).toEqual([{ id: 'another', problem: 'RangeError' }])
  expect((await letters.arrived()).filter(({ to }) => to === runner)).toHaveLength(1)
})

test('the start of the server, its log and doctor say it, and MAIL_ADMIN is told', async () => {
  const recovery = await withoutOperator()
  const { world } = recovery.org
  // The server has a clock of its own.
  world.clock.pass(Date.now() - world.clock.now().getTime())
  await recovery.confirmed()
  const settings = keyInFile(world)
  const findings = await examine(settings, noTimeServer)
  expect(findings).toContainEqual({
    name: 'recovery',
    level: 'problem',
    text: expect.stringContaining('A recovery request is waiting, and there is no operator'),
  })
  const server = await startServer({ dataFolder: world.folder, env: { MAIL_ADMIN: runner } })
  try {
    await expect.poll(() => server.output(), { timeout: 20_000 }).toContain('"event":"recovery.unattended"')
    expect(server.output()).toContain('A recovery request is waiting, and there is no operator')
    await expect
      .poll(() => server.output(), { timeout: 20_000 })
      .toContain('Email "recovery-unattended" is in')
  } finally {
    await server.stop()
  }
})
