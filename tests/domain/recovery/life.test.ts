import { expect, test } from 'vitest'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { sendFreshCompletion } from '@/lib/acts/recovery/send-fresh-completion'
import { stopRequest } from '@/lib/acts/recovery/stop'
import { days, hours, minutes } from '@/lib/duration'
import { progressRequests } from '@/lib/jobs/recovery'
import { findCompletion } from '@/lib/queries/recovery/completion'
import { findRequest, listRequests } from '@/lib/queries/recovery/queue'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { findSession } from '@/lib/queries/sessions/find'
import { codeOf, granted } from '../../support/world/outcome'
import { decision, Recovery, subjects } from '../../support/world/recovery'
import { auditEvents, userRow } from '../../support/world/rows'

const newPassword = 'seven crates of marmalade'

test('the whole way: asked, confirmed, approved, waited, completed; then the password and a new QR code', async () => {
  const recovery = await Recovery.open()
  const { org, ctx, letters } = recovery
  const { admin } = org
  const session = await admin.openSession()
  const codes = [...admin.recoveryCodes]
  const token = await recovery.ready()
  expect(await findCompletion(ctx, token)).toBe('open')
  granted(await completeRecovery(ctx, { token, newPassword }))
  expect(await userRow(ctx, admin.id)).toMatchObject({ authenticatorSecret: null, twoFactorRequired: true })
  expect(await findSession(ctx, session.token)).toBeNull()
  expect(codeOf(await admin.enterPassword())).toBe('credentials-wrong')
  admin.password = newPassword
  expect(granted(await admin.enterPassword()).step).toBe('enrollment')
  await admin.enrollAtSignIn()
  expect(admin.recoveryCodes).not.toEqual(codes)
  const told = await letters.arrived()
  expect(told.find(({ subject }) => subject.includes(subjects.completed))?.text).toContain(
    'the authenticator, 10 recovery codes, 0 sessions',
  )
  const way = (await auditEvents(ctx, org.id)).filter((event) => event.startsWith('recovery.'))
  expect(way).toEqual(['recovery.asked', 'recovery.confirmed', 'recovery.approved', 'recovery.completed'])
})

test('nothing happens before the wait is over, and it is reminded of once, halfway', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  await recovery.approved()
  await progressRequests(ctx)
  expect(await recovery.letters.arrived()).toEqual([])
  org.world.clock.pass(hours(12))
  await progressRequests(ctx)
  await progressRequests(ctx)
  expect(Object.keys(await recovery.tokens(subjects.reminder))).toEqual([org.admin.email])
  org.world.clock.pass(hours(12) - 1)
  await progressRequests(ctx)
  expect(await recovery.letters.arrived()).toEqual([])
  org.world.clock.pass(1)
  await progressRequests(ctx)
  await progressRequests(ctx)
  expect(Object.keys(await recovery.tokens(subjects.ready))).toEqual([org.admin.email])
})

test('every open state is stopped for good by the link of whoever is concerned', async () => {
  for (const state of ['asked', 'confirmed', 'approved', 'ready'] as const) {
    const recovery = await Recovery.open()
    const { ctx, org } = recovery
    const other = await org.anotherAdmin()
    await recovery.letters.arrived()
    const tokens =
      state === 'asked'
        ? { [org.admin.email]: await recovery.ask() }
        : state === 'confirmed'
          ? await recovery.confirmed()
          : await recovery.approved()
    if (state === 'ready') await recovery.untilReady()
    const token = tokens[state === 'asked' ? org.admin.email : other.email] ?? ''
    expect(await shownRequest(ctx, token)).toMatchObject({ standing: state, name: org.admin.name })
    granted(await stopRequest(ctx, { token }))
    expect(await recovery.state()).toBe('stopped')
    expect(codeOf(await stopRequest(ctx, { token }))).toBe('link-over')
    await progressRequests(ctx)
    expect(await recovery.tokens(subjects.ready)).toEqual({})
    const answer = await approveRequest(ctx, recovery.operator, {
      requestId: await recovery.id(),
      ...decision,
    })
    expect(answer.ok).toBe(false)
    expect(await recovery.state()).toBe('stopped')
    expect(await auditEvents(ctx, org.id)).toContain('recovery.stopped')
  }
})

test('signing in as usual withdraws it, and the link that completes it is dead', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const token = await recovery.ready()
  await org.admin.signIn()
  expect(await recovery.state()).toBe('withdrawn')
  expect(await findCompletion(ctx, token)).toBeNull()
  expect(codeOf(await completeRecovery(ctx, { token, newPassword }))).toBe('link-over')
})

test('each state ends by itself: unconfirmed after an hour, undecided and not completed after a week', async () => {
  const unconfirmed = await Recovery.open()
  const confirm = await unconfirmed.ask()
  unconfirmed.org.world.clock.pass(minutes(60))
  expect(codeOf(await confirmRequest(unconfirmed.ctx, { token: confirm }))).toBe('link-over')

  const undecided = await Recovery.open()
  await undecided.confirmed()
  undecided.org.world.clock.pass(days(7))
  const { operator, ctx } = undecided
  const requests = await listRequests(ctx, operator)
  expect(requests.map(({ standing }) => standing)).toEqual(['expired'])

  const late = await Recovery.open()
  const token = await late.ready()
  late.org.world.clock.pass(days(7))
  expect(await findCompletion(late.ctx, token)).toBeNull()
  expect(codeOf(await sendFreshCompletion(late.ctx, { token }))).toBe('link-over')
})

test('after its hour the page of a completion link sends a fresh one to the same address, which voids it', async () => {
  const recovery = await Recovery.open()
  const { ctx, org } = recovery
  const token = await recovery.ready()
  expect(codeOf(await sendFreshCompletion(ctx, { token }))).toBe('link-over')
  org.world.clock.pass(minutes(60))
  expect(codeOf(await completeRecovery(ctx, { token, newPassword }))).toBe('link-over')
  expect(await findCompletion(ctx, token)).toBe('late')
  granted(await sendFreshCompletion(ctx, { token }))
  const fresh = (await recovery.tokens(subjects.ready))[org.admin.email] ?? ''
  expect(await findCompletion(ctx, token)).toBeNull()
  granted(await completeRecovery(ctx, { token: fresh, newPassword }))
})

test('a rejection ends it, before and after the approval, and says why', async () => {
  for (const approved of [false, true]) {
    const recovery = await Recovery.open()
    if (approved) await recovery.approved()
    else await recovery.confirmed()
    const input = { requestId: await recovery.id(), reason: 'The number is not hers' }
    granted(await rejectRequest(recovery.ctx, recovery.operator, input))
    expect(await recovery.state()).toBe('rejected')
    const mail = await recovery.letters.last(recovery.org.admin.email, 'was rejected')
    expect(mail.text).toContain('The number is not hers')
    expect(codeOf(await rejectRequest(recovery.ctx, recovery.operator, input))).toBe('request-over')
  }
})

test('an agent is told to ask their admin, a stranger hears nothing, and both leave no request', async () => {
  const recovery = await Recovery.open()
  const ben = await recovery.org.agent()
  await recovery.letters.arrived()
  expect(await recovery.ask(ben.email)).toBe('')
  expect(await recovery.ask('nobody@example.com')).toBe('')
  expect(await recovery.id()).toBe('')
})

test('a newer request voids the one before it, but never one that was confirmed; three a day', async () => {
  const recovery = await Recovery.open()
  const { ctx } = recovery
  const first = await recovery.ask()
  const second = await recovery.ask()
  expect(codeOf(await confirmRequest(ctx, { token: first }))).toBe('link-over')
  granted(await confirmRequest(ctx, { token: second }))
  const id = await recovery.id()
  await recovery.letters.arrived()
  expect(await recovery.ask()).toBe('')
  expect(await recovery.id()).toBe(id)
  expect(await recovery.state()).toBe('confirmed')
})

test('what the operator sees is evidence, and nothing secret', async () => {
  const recovery = await Recovery.open()
  const { ctx, operator, org } = recovery
  await org.admin.enterPassword()
  await recovery.confirmed()
  const evidence = await findRequest(ctx, operator, await recovery.id())
  expect(evidence).toMatchObject({
    standing: 'confirmed',
    person: { email: org.admin.email, passwordLately: true, recoveryCodesLeft: 10, enabled: true },
    otherAdmins: [],
  })
  expect(evidence?.signIns.length).toBeGreaterThan(0)
  expect(evidence?.events.map(({ event }) => event)).toEqual(['recovery.confirmed', 'recovery.asked'])
  const { passwordHash } = await userRow(ctx, org.admin.id)
  const all = JSON.stringify(evidence)
  for (const secret of [passwordHash ?? '', ...org.admin.recoveryCodes]) expect(all).not.toContain(secret)
  expect(all).not.toContain('authenticatorSecret')
})
