import { expect, test } from 'vitest'
import { changeOrganization } from '@/lib/acts/organizations/change'
import { savePolicy } from '@/lib/acts/policy/save'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { renameSelf } from '@/lib/acts/users/rename-self'
import { days, seconds } from '@/lib/duration'
import { followPolicies } from '@/lib/jobs/policy'
import { previewPolicy } from '@/lib/queries/policy/find'
import { findSession } from '@/lib/queries/sessions/find'
import { twoFactorState } from '@/lib/queries/two-factor'
import { policyOf } from '@/lib/records/policy/policy'
import { chainRows } from '../support/world/audit-trail'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { ruled } from '../support/world/policy'

const rounds = 200

test('signing in while a rule is saved: never required, off and still signed in', async () => {
  const org = await organization()
  const agent = await org.agent()
  await org.admin.enroll()
  const admin = await org.admin.signInAsAdmin()
  for (let round = 0; round < rounds; round++) {
    const who = round % 2 === 0 ? 'everyone' : 'nobody'
    const begin = async () => {
      const accepted = granted(await agent.enterPassword())
      return accepted.ticket ? agent.openSession().catch(() => null) : null
    }
    const before = who === 'everyone' ? await agent.openSession() : null
    const [saved, opened] = await Promise.all([ruled(org, { who }, admin), begin()])
    granted(saved)
    if (who === 'nobody') continue
    for (const session of [before, opened])
      if (session) expect(await findSession(org.ctx, session.token)).toBeNull()
  }
}, 120_000)

test('turning it off while a rule is saved: never required, off and still signed in', async () => {
  const org = await organization()
  await org.admin.enroll()
  const admin = await org.admin.signInAsAdmin()
  for (let round = 0; round < 10; round++) {
    granted(await ruled(org, { who: 'nobody' }, admin))
    const agent = await org.agent({ enrolled: true })
    const { token, userId } = await agent.openSession()
    const member = await agent.signIn()
    const [saved, off] = await Promise.all([
      ruled(org, { who: 'everyone' }, admin),
      disableTwoFactor(org.ctx, member, { password: agent.password }),
    ])
    // It was turned off between the preview and the saving: the admin looks at what that would do now, and saves again.
    if (!saved.ok) {
      expect([codeOf(saved), codeOf(off)]).toEqual(['policy-changed', 'ok'])
      granted(await ruled(org, { who: 'everyone' }, admin))
    }
    const { enabled } = await twoFactorState(org.ctx, member)
    expect(enabled).toBe(!off.ok)
    if (off.ok) expect([userId, await findSession(org.ctx, token)]).toEqual([agent.id, null])
    if (off.ok) expect(granted(await agent.enterPassword()).step).toBe('enrollment')
    else expect(codeOf(off)).toBe('required-by-organization')
  }
}, 120_000)

test('turning it off once a rule asks it, which no admin required by name', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  org.world.clock.pass(days(11))
  const off = await disableTwoFactor(org.ctx, await agent.signIn(), { password: agent.password })
  expect(codeOf(off)).toBe('required-by-organization')
})

test('two admins who save different rules: the second is shown what the first did', async () => {
  const org = await organization()
  const other = await (await org.anotherAdmin()).signInAsAdmin()
  const admin = await org.asAdmin()
  await org.agent()
  const rules = [
    { by: admin, rule: { who: 'everyone' as const, date: '2026-12-04T18:00' } },
    { by: other, rule: { who: 'admins' as const, date: '2026-12-05T18:00' } },
  ]
  const answers = await Promise.all(rules.map(({ by, rule }) => ruled(org, rule, by)))
  expect(answers.map(codeOf).toSorted()).toEqual(['ok', 'policy-changed'])
  const refused = rules[answers.findIndex(({ ok }) => !ok)]
  if (!refused) throw new Error('Nobody was refused.')
  granted(await ruled(org, refused.rule, refused.by))
  const policy = await policyOf(org.ctx.db.read, org.ctx, org.id)
  expect(policy?.policyWho).toBe(refused.rule.who)
})

test('what was shown is what is saved: a preview of another state is refused', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const { mark } = await previewPolicy(org.ctx, admin, { who: 'nobody', groupIds: [] })
  granted(await ruled(org, { who: 'nobody' }, admin))
  const wanted = { who: 'everyone' as const, groupIds: [], from: 'at-once' as const }
  const rest = { sessions: 'end' as const, newPeople: false, organization: org.name }
  expect(codeOf(await savePolicy(org.ctx, admin, { ...wanted, ...rest, shown: mark }))).toBe('policy-changed')
  const shown = (await previewPolicy(org.ctx, admin, wanted)).mark
  await org.agent()
  expect(codeOf(await savePolicy(org.ctx, admin, { ...wanted, ...rest, shown }))).toBe('policy-changed')
})

test('a rule looked at before another admin moved the date, the end of sessions or the time zone is refused', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const other = await (await org.anotherAdmin()).signInAsAdmin()
  const day = { who: 'everyone' as const, date: '2026-12-04T18:00' }
  granted(await ruled(org, day, other))
  const wanted = {
    who: 'everyone' as const,
    groupIds: [],
    from: 'on-date' as const,
    date: '2026-12-02T18:00',
  }
  const rest = { sessions: 'end' as const, newPeople: false, organization: org.name }
  const moves = [
    async () => granted(await ruled(org, { ...day, date: '2026-12-11T18:00' }, other)),
    async () => granted(await ruled(org, { ...day, sessions: 'day' }, other)),
    async () => granted(await changeOrganization(org.ctx, other, { name: org.name, timeZone: 'Asia/Tokyo' })),
  ]
  for (const move of moves) {
    const { mark: shown } = await previewPolicy(org.ctx, admin, wanted)
    await move()
    expect(codeOf(await savePolicy(org.ctx, admin, { ...wanted, ...rest, shown }))).toBe('policy-changed')
  }
})

test('a rule that is sent again, as when its answer was lost, is answered as before and changes nothing', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const wanted = {
    who: 'everyone' as const,
    groupIds: [],
    from: 'on-date' as const,
    date: '2026-12-04T18:00',
  }
  const rest = { sessions: 'end' as const, newPeople: false, organization: org.name }
  const { mark: shown } = await previewPolicy(org.ctx, admin, wanted)
  const recorded = async () => (await chainRows(org)).filter(({ event }) => event === 'policy.changed').length
  granted(await savePolicy(org.ctx, admin, { ...wanted, ...rest, shown }))
  granted(await savePolicy(org.ctx, admin, { ...wanted, ...rest, shown }))
  expect(await recorded()).toBe(1)
})

test('a rule that leaves one admin, or no way back, is saved with the name of the organization only', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const wanted = { who: 'admins' as const, groupIds: [], from: 'at-once' as const }
  const { mark, warnings } = await previewPolicy(org.ctx, admin, wanted)
  expect(warnings.map(({ kind }) => kind)).toEqual(['single-admin', 'no-way-back'])
  const input = { ...wanted, sessions: 'day' as const, newPeople: false, shown: mark }
  expect(codeOf(await savePolicy(org.ctx, admin, input))).toBe('policy-name-needed')
  const wrong = await savePolicy(org.ctx, admin, { ...input, organization: 'acme' })
  expect(codeOf(wrong)).toBe('policy-name-needed')
  granted(await savePolicy(org.ctx, admin, { ...input, organization: org.name }))
})

test('a clock that was put back over the hour opens nothing that it closed', async () => {
  const org = await organization()
  const { clock } = org.world
  const agent = await org.agent()
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  clock.pass(days(10))
  const before = await agent.openSession()
  clock.pass(days(1))
  await followPolicies(org.ctx)
  clock.pass(-days(1))
  expect(await findSession(org.ctx, before.token)).toBeNull()
  expect(granted(await agent.enterPassword()).step).toBe('enrollment')
})

test('the hour that comes while something is under way: whatever began before it is worth nothing after it', async () => {
  const org = await organization()
  const { ctx } = org
  const { clock } = org.world
  const agent = await org.agent()
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  clock.pass(new Date('2026-12-04T18:00:00Z').getTime() - clock.now().getTime() - seconds(1))
  const admin = await org.asAdmin()
  const member = await agent.signIn()
  const phone = await agent.openSession({ channel: 'api', kind: 'mobile' })
  const refreshToken = phone.refresh?.token ?? ''
  const next = granted(await refreshSession(ctx, { refreshToken })).refresh?.token ?? ''
  const tickets = [await agent.ticket(), await agent.ticket({ channel: 'api', kind: 'mobile' })]
  clock.pass(seconds(1))
  expect(codeOf(await redeemTicket(ctx, tickets[0] ?? '', 'web'))).toBe('ticket-invalid')
  expect(codeOf(await redeemTicket(ctx, tickets[1] ?? '', 'api'))).toBe('ticket-invalid')
  expect(codeOf(await renameSelf(ctx, member, { name: 'Someone Else' }))).toBe('session-over')
  expect(codeOf(await ruled(org, { who: 'nobody' }, admin))).toBe('session-over')
  // Neither the next one nor the answer that is given again for half a minute.
  expect(codeOf(await refreshSession(ctx, { refreshToken }))).toBe('token-invalid')
  expect(codeOf(await refreshSession(ctx, { refreshToken: next }))).toBe('token-invalid')
  expect(await findSession(ctx, phone.token)).toBeNull()
})
