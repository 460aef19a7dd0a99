import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { byWords } from '@/lib/messages/mail/message'
import { checksInWords, endedInWords } from '@/lib/messages/recovery'
import { findRequest } from '@/lib/queries/recovery/queue'
import { setRequestsRight } from '@/lib/records/recovery/set-right'
import { granted } from '../../support/world/outcome'
import { decision, Recovery } from '../../support/world/recovery'
import { auditTrail } from '../../support/world/rows'

const root = mintConsole('root')

/** A decision and how the request ended, as the operator's page says them. */
async function shown({ ctx, operator }: Recovery, requestId: string) {
  const evidence = await findRequest(ctx, operator, requestId)
  return {
    ended: evidence && endedInWords(evidence.request),
    decisions: evidence?.decisions.map(({ by, checks }) => [byWords(by), ...checksInWords(checks)]),
  }
}

test('a decision at the console is kept as codes and the OS user, and read in words', async () => {
  const recovery = await Recovery.open()
  const { ctx } = recovery
  await recovery.confirmed()
  const requestId = await recovery.id()
  granted(await approveRequest(ctx, root, { ...decision, requestId, vouched: true }))
  granted(await rejectRequest(ctx, root, { requestId, reason: 'A call from her' }))
  const { recoveryDecisions, recoveryRequests } = ctx.db.tables
  expect(await ctx.db.read.select().from(recoveryDecisions)).toMatchObject([
    { operatorId: 'console:root', operatorName: 'root', checks: 'calledBack,vouched' },
  ])
  expect(await ctx.db.read.select().from(recoveryRequests)).toMatchObject([
    { endedBy: 'root', endReason: 'A call from her', endCause: 'console' },
  ])
  expect(await shown(recovery, requestId)).toEqual({
    ended: 'Whoever runs the server (root): A call from her',
    decisions: [
      [
        'Whoever runs the server (root)',
        'Called back on a number known before',
        'Another admin of the organization vouches',
      ],
    ],
  })
  expect((await auditTrail(ctx, recovery.org.id)).map(({ detail }) => detail)).toContainEqual({
    ...{ reason: decision.reason, checks: 'calledBack,vouched' },
  })
})

test('a decision and an end that were stored in words read as before', async () => {
  const recovery = await Recovery.open()
  const { ctx } = recovery
  await recovery.approved()
  const requestId = await recovery.id()
  const { recoveryDecisions, recoveryRequests } = ctx.db.tables
  await ctx.db.write(async (tx) => {
    await tx.update(recoveryDecisions).set({
      ...{ operatorId: 'console:root', operatorName: 'Whoever runs the server (root)' },
      checks: 'Called back on a number known before; Proved control of the domain or an invoice',
    })
    await tx.update(recoveryRequests).set({
      state: 'withdrawn',
      endedAt: ctx.now(),
      endedBy: 'Ada Lindqvist',
      endReason: 'signed in as usual',
    })
  })
  expect(await shown(recovery, requestId)).toEqual({
    ended: 'Ada Lindqvist: signed in as usual',
    decisions: [
      [
        'Whoever runs the server (root)',
        'Called back on a number known before',
        'Proved control of the domain or an invoice',
      ],
    ],
  })
  const ends = [
    'a newer request',
    'a restored backup',
    'the server, whose clock was wrong',
    'Whoever runs the server (root)',
  ]
  for (const endedBy of ends) {
    await ctx.db.write((tx) => tx.update(recoveryRequests).set({ endedBy, endReason: null }))
    expect((await shown(recovery, requestId)).ended).toBe(endedBy)
  }
})

test('what ends a request without a decision is kept as a code, and read as it always was', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const { recoveryRequests } = ctx.db.tables
  const cause = async (id: string) =>
    (await ctx.db.read.select().from(recoveryRequests).where(eq(recoveryRequests.id, id)))[0]
  await recovery.ask()
  const first = await recovery.id()
  org.world.clock.pass(1000)
  await recovery.confirmed()
  expect(await cause(first)).toMatchObject({ endCause: 'newer-request', endedBy: null })

  const second = await recovery.id()
  await org.admin.signIn()
  expect(await cause(second)).toMatchObject({
    endCause: 'signed-in',
    endedBy: 'Ada Lindqvist',
    endReason: null,
  })
  expect((await shown(recovery, second)).ended).toBe('Ada Lindqvist: signed in as usual')

  await recovery.ask()
  const third = await recovery.id()
  org.world.clock.pass(-24 * 3_600_000)
  await ctx.db.write((tx) => setRequestsRight(tx, ctx))
  expect(await cause(third)).toMatchObject({ endCause: 'wrong-clock', endedBy: null })
  const causes = ['newer-request', 'restored-backup', 'wrong-clock'] as const
  expect(causes.map((endCause) => endedInWords({ endCause, endedBy: null, endReason: null }))).toEqual([
    'a newer request',
    'a restored backup',
    'the server, whose clock was wrong',
  ])
})
