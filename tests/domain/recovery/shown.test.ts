import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { sendFreshCompletion } from '@/lib/acts/recovery/send-fresh-completion'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { days } from '@/lib/duration'
import { progressRequests } from '@/lib/jobs/recovery'
import { recoveryIntro, requestInWords } from '@/lib/messages/recovery-request'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { findRequest, listRequests } from '@/lib/queries/recovery/queue'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { unattendedRequests } from '@/lib/queries/recovery/unattended'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { decision, Recovery } from '../../support/world/recovery'
import { plantUser } from '../../support/world/rows'

const console_ = mintConsole('root')

/** What another admin can do to the account meanwhile. */
const changes = {
  async suspended({ ctx, org }: Recovery, other: Person) {
    granted(await suspendUser(ctx, await other.signInAsAdmin(), { userId: org.admin.id }))
  },
  async demoted({ ctx, org }: Recovery, other: Person) {
    granted(await changeRole(ctx, await other.signInAsAdmin(), { userId: org.admin.id, role: 'agent' }))
  },
}

/** How far a request has come, and a link of its person and one of another admin that lead to its page. */
const stages = {
  async confirmed(recovery: Recovery) {
    return recovery.confirmed()
  },
  async approved(recovery: Recovery) {
    return recovery.approved()
  },
  async ready(recovery: Recovery) {
    const links = await recovery.approved()
    await recovery.untilReady()
    await progressRequests(recovery.ctx)
    return links
  },
}

async function withAnotherAdmin(): Promise<{ recovery: Recovery; other: Person }> {
  const recovery = await Recovery.open()
  return { recovery, other: await recovery.org.anotherAdmin() }
}

const words = async ({ ctx }: Recovery, token = '') => {
  const shown = await shownRequest(ctx, token)
  return shown && requestInWords(shown)
}

test.each([
  ['confirmed', 'suspended'],
  ['confirmed', 'demoted'],
  ['approved', 'suspended'],
  ['ready', 'suspended'],
] as const)('a request that is %s, of someone %s since, is on hold for everyone', async (stage, what) => {
  const { recovery, other } = await withAnotherAdmin()
  const { ctx, org, operator } = recovery
  const links = await stages[stage](recovery)
  await changes[what](recovery, other)
  const [own, theirs] = [links[org.admin.email], links[other.email]]
  for (const token of [own, theirs])
    expect(await words(recovery, token)).toMatch(
      /This request is on hold, because the account is suspended or/,
    )
  const owns = await shownRequest(ctx, own ?? '')
  expect(owns).toMatchObject({ held: true, confirms: false, stops: what === 'demoted' })
  if (!owns?.stops) expect(codeOf(await stopRequest(ctx, { token: own ?? '' }))).toBe('request-held')
  // The same to whoever decides, and nobody is called to decide.
  const requestId = await recovery.id()
  expect((await listRequests(ctx, console_))[0]).toMatchObject({ held: true })
  expect(await findRequest(ctx, operator, requestId)).toMatchObject({ held: true })
  for (const decided of [
    await approveRequest(ctx, console_, { requestId, ...decision }),
    await rejectRequest(ctx, console_, { requestId, reason: 'It is not her' }),
  ])
    expect(codeOf(decided)).toBe('request-held')
  granted(await suspendOperator(ctx, console_, { email: operator.email }))
  expect(await unattendedRequests(ctx)).toEqual([])
  // It is stopped by the other admin, and only where someone is emailed that is said.
  expect(await shownRequest(ctx, theirs ?? '')).toMatchObject({ stops: true, tells: what === 'demoted' })
  expect(granted(await stopRequest(ctx, { token: theirs ?? '' }))).toEqual({ told: what === 'demoted' })
  expect(await words(recovery, own)).toMatch(/It was stopped, and nothing was changed\.$/)
})

test('a request that was never confirmed is on hold like any other, and its link cannot confirm it', async () => {
  const { recovery, other } = await withAnotherAdmin()
  const token = await recovery.ask()
  expect(await shownRequest(recovery.ctx, token)).toMatchObject({ held: false, confirms: true, tells: false })
  await changes.demoted(recovery, other)
  expect(await words(recovery, token)).toContain('This request is on hold')
  // From a page that was open before: the link is not spent by it.
  expect(codeOf(await confirmRequest(recovery.ctx, { token }))).toBe('request-held')
  expect(await shownRequest(recovery.ctx, token)).toMatchObject({ confirms: false, stops: true })
  expect(granted(await stopRequest(recovery.ctx, { token }))).toEqual({ told: false })
})

test('of someone removed, of a suspended organization and to a suspended admin nothing is shown', async () => {
  const { recovery, other } = await withAnotherAdmin()
  const { ctx, org } = recovery
  const third = await org.anotherAdmin()
  const links = await recovery.confirmed()
  granted(await suspendUser(ctx, await third.signInAsAdmin(), { userId: other.id }))
  expect(await words(recovery, links[other.email])).toBeNull()
  expect(await words(recovery, links[org.admin.email])).toContain('waiting for the server’s support team')
  granted(await removeUser(ctx, await third.signInAsAdmin(), { userId: org.admin.id }))
  expect(await words(recovery, links[org.admin.email])).toBeNull()

  const suspended = await Recovery.open()
  const stop = Object.values(await suspended.confirmed())[0]
  granted(await suspendOrganization(suspended.ctx, suspended.operator, { organizationId: suspended.org.id }))
  expect(await words(suspended, stop)).toBeNull()
  expect((await listRequests(suspended.ctx, suspended.operator)).map(({ held }) => held)).toEqual([true])
})

test('who completes it while the account is on hold is told so before they choose a password', async () => {
  const { recovery, other } = await withAnotherAdmin()
  const token = await recovery.ready()
  expect(await findCompletion(recovery.ctx, token)).toBe('open')
  await changes.demoted(recovery, other)
  expect(await findCompletion(recovery.ctx, token)).toBe('held')
  const { ctx } = recovery
  const input = { token, newPassword: 'seven brown teapots' }
  expect(codeOf(await completeRecovery(ctx, input))).toBe('request-held')
  expect(codeOf(await sendFreshCompletion(ctx, { token }))).toBe('request-held')
})

test('a request that is not confirmed says who would look at it, and what a changed address means', async () => {
  const recovery = await Recovery.open()
  const { ctx, org, operator } = recovery
  const token = await recovery.ask()
  expect(await words(recovery, token)).toContain('confirm it, and the server’s support team can review it')
  granted(await suspendOperator(ctx, console_, { email: operator.email }))
  expect(await words(recovery, token)).toContain('it then waits for whoever runs the server')
  await plantUser(ctx, org.admin.id, { email: 'ada@elsewhere.example' })
  expect(await words(recovery, token)).toContain('the account has another email address now')
  expect(codeOf(await confirmRequest(ctx, { token }))).toBe('address-changed')
  expect(await shownRequest(ctx, token)).toMatchObject({ confirms: false, stops: true })
})

test('what is confirmed promises a support team, on the page and by email, only where there is one', async () => {
  const recovery = await Recovery.open()
  const { ctx, org, operator, letters } = recovery
  await recovery.confirmed()
  granted(await suspendOperator(ctx, console_, { email: operator.email }))
  await org.admin.signIn()
  await letters.arrived()
  org.world.clock.pass(1000)
  granted(await confirmRequest(ctx, { token: await recovery.ask() }))
  const [letter] = (await letters.arrived()).filter(({ subject }) => subject.includes('was asked for'))
  expect(letter?.text).toContain('the request waits for whoever runs the server')
  expect(letter?.text).not.toContain('support team has')
})

test('one approval of two, and then only one is asked for: it takes another operator still', async () => {
  const recovery = await Recovery.open()
  const { ctx, operator } = recovery
  const ofTwo = { ...ctx, recovery: { ...ctx.recovery, approvals: 2 } }
  const stop = Object.values(await recovery.confirmed())[0] ?? ''
  const requestId = await recovery.id()
  granted(await approveRequest(ofTwo, operator, { requestId, ...decision }))
  expect(codeOf(await approveRequest(ctx, operator, { requestId, ...decision }))).toBe('decided-already')
  expect(await shownRequest(ctx, stop)).toMatchObject({ attended: false })
  expect(await unattendedRequests(ctx)).toHaveLength(1)
})

test('that the link was emailed is said when it was', async () => {
  const recovery = await Recovery.open()
  const stop = Object.values(await recovery.approved())[0]
  expect(await words(recovery, stop)).toContain('the wait has started')
  await recovery.untilReady()
  expect(await words(recovery, stop)).toContain('we’re emailing Ada Lindqvist the link')
  await progressRequests(recovery.ctx)
  expect(await words(recovery, stop)).toContain('we’ve emailed Ada Lindqvist the link')
})

test('a request that was withdrawn says why', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const stop = Object.values(await recovery.confirmed())[0]
  await org.admin.signIn()
  expect(await words(recovery, stop)).toContain('It was withdrawn because Ada Lindqvist signed in.')
  const { recoveryRequests } = ctx.db.tables
  const causes = {
    'restored-backup': 'because the server was restored from a backup',
    'wrong-clock': 'because the server’s clock was wrong',
  } as const
  for (const [endCause, said] of Object.entries(causes)) {
    const caused = { endCause: endCause as keyof typeof causes }
    await ctx.db.write((tx) => tx.update(recoveryRequests).set(caused))
    expect(await words(recovery, stop)).toContain(said)
  }
})

test('the page that requests begin on promises no wait that the server does not have', () => {
  expect(recoveryIntro(days(1))).toContain('It takes a day or more, for safety.')
  expect(recoveryIntro(0)).not.toContain('day')
})
