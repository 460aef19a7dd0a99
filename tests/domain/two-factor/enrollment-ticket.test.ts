import { expect, test } from 'vitest'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { renewEnrollmentCode } from '@/lib/acts/two-factor/renew-enrollment-code'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { days, minutes } from '@/lib/duration'
import { ticketOf } from '@/lib/records/factors/enrollment-ticket'
import { askForCodes, codeShown, linkSent, shownKey, wrongFor } from '../../support/world/enrollment-codes'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'
import { auditTrail } from '../../support/world/rows'

async function requiring({ said = true } = {}) {
  const org = await organization()
  await askForCodes(org)
  const agent = await org.agent()
  const input = {
    userId: agent.id,
    required: true,
    signOut: true,
    ...(said && { enrollmentBy: 'code' as const }),
  }
  granted(await requireTwoFactor(org.ctx, await org.asAdmin(), input))
  return { org, agent }
}

test('the password and the code that the admin reads out show a setup key, once', async () => {
  const { org, agent } = await requiring()
  const challenger = await agent.challenge()
  expect(await shownKey(org, challenger)).toBe('enrollment-code-needed')
  const enrollmentCode = await codeShown(org, agent)
  expect(enrollmentCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(await shownKey(org, challenger, { enrollmentCode: enrollmentCode.toLowerCase() })).toBe('ok')
  // The same sign-in, in another tab.
  expect(await shownKey(org, challenger)).toBe('ok')
  // Another sign-in needs another code.
  expect(await shownKey(org, await agent.challenge(), { enrollmentCode })).toBe('enrollment-code-over')
  await agent.enrollAtSignIn(challenger)
  expect(await ticketOf(org.ctx.db.read, org.ctx, agent.id)).toBeNull()
  const trail = await auditTrail(org.ctx, org.id)
  expect(trail.filter(({ event }) => event.startsWith('enrollment-code.'))).toMatchObject([
    { event: 'enrollment-code.issued', actor: { email: org.admin.email }, subject: { email: agent.email } },
    { event: 'enrollment-code.used', actor: { email: agent.email }, detail: { enrollmentBy: 'code' } },
  ])
})

test('or the link in the email, which is how it is done unless the admin says otherwise', async () => {
  const { org, agent } = await requiring({ said: false })
  const enrollmentLink = await linkSent(org, agent)
  const challenger = await agent.challenge()
  expect(await shownKey(org, challenger)).toBe('enrollment-code-needed')
  expect(await shownKey(org, challenger, { enrollmentLink })).toBe('ok')
  expect(await shownKey(org, await agent.challenge(), { enrollmentLink })).toBe('enrollment-code-needed')
  await agent.enrollAtSignIn(challenger)
})

test('whoever asks for the code is given it, and only where it is asked for', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const agent = await org.agent()
  const enrollmentBy = 'code' as const
  const require = (userId: string) => ({ userId, required: true, signOut: false, enrollmentBy })
  expect(codeOf(await requireTwoFactor(org.ctx, admin, require(agent.id)))).toBe('enrollment-codes-off')
  expect(codeOf(await resetTwoFactor(org.ctx, admin, { userId: agent.id, enrollmentBy }))).toBe(
    'enrollment-codes-off',
  )
  await askForCodes(org)
  const invited = await org.agent({ invited: true })
  const enrolled = await org.agent({ enrolled: true })
  for (const { id } of [invited, enrolled])
    expect(codeOf(await requireTwoFactor(org.ctx, admin, require(id)))).toBe('enrollment-code-unneeded')
  const { enrollmentCode } = granted(await requireTwoFactor(org.ctx, admin, require(agent.id)))
  expect(enrollmentCode).toBe(await codeShown(org, agent))
  // Nothing is new for whoever has to have it already, and so no code is given away.
  expect(granted(await requireTwoFactor(org.ctx, admin, require(agent.id)))).toEqual({})
  expect(granted(await resetTwoFactor(org.ctx, admin, { userId: agent.id }))).not.toHaveProperty(
    'enrollmentCode',
  )
})

test('a setup key that was shown before is void', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const before = await agent.challenge()
  expect(await shownKey(org, before)).toBe('ok')
  await askForCodes(org)
  await org.require(agent, false)
  granted(
    await requireTwoFactor(org.ctx, await org.asAdmin(), {
      ...{ userId: agent.id, required: true, signOut: false, enrollmentBy: 'code' },
    }),
  )
  expect(await shownKey(org, await agent.challenge())).toBe('enrollment-code-needed')
  expect(await shownKey(org, before)).toBe('enrollment-code-needed')
})

test('after a reset, at the next sign-in and on the profile', async () => {
  const org = await organization()
  await askForCodes(org)
  const [must, may] = [
    await org.agent({ enrolled: true, required: true }),
    await org.agent({ enrolled: true }),
  ]
  const reset = async ({ id: userId }: Person) =>
    granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId, enrollmentBy: 'code' }))
  await reset(must)
  expect(await shownKey(org, await must.challenge())).toBe('enrollment-code-needed')

  await reset(may)
  const member = await may.signIn()
  const { password } = may
  expect(codeOf(await beginEnrollment(org.ctx, member, { password }))).toBe('enrollment-code-needed')
  const enrollmentCode = await codeShown(org, may)
  const wrong = { password, enrollmentCode: wrongFor(enrollmentCode) }
  expect(codeOf(await beginEnrollment(org.ctx, member, wrong))).toBe('enrollment-code-wrong')
  expect(codeOf(await beginEnrollment(org.ctx, member, { password, enrollmentCode }))).toBe('ok')
})

test('nothing changes where the organization does not ask, and for those who are not meant', async () => {
  const off = await organization()
  const agent = await off.agent()
  await off.require(agent)
  expect(await shownKey(off, await agent.challenge())).toBe('ok')

  await askForCodes(off)
  // Required since before.
  expect(await shownKey(off, await agent.challenge())).toBe('ok')
  // Whoever is invited comes by a link of their own.
  const fresh = await off.agent({ required: true })
  expect(await shownKey(off, await fresh.challenge())).toBe('ok')
  // Whoever has an authenticator scans nothing.
  const enrolled = await off.agent({ enrolled: true })
  await off.require(enrolled)
  expect(await ticketOf(off.ctx.db.read, off.ctx, enrolled.id)).toBeNull()
  // Nor does an admin need a code for themselves.
  await off.require(off.admin)
  expect(await ticketOf(off.ctx.db.read, off.ctx, off.admin.id)).toBeNull()
})

test('lifting the requirement, or asking for codes no more, makes the password enough again', async () => {
  const { org, agent } = await requiring()
  await org.require(agent, false)
  expect(granted(await agent.enterPassword()).step).toBe('none')
  const { password } = agent
  expect(codeOf(await beginEnrollment(org.ctx, await agent.signIn(), { password }))).toBe('ok')

  const other = await org.agent()
  await org.require(other)
  const enrollmentLink = await linkSent(org, other)
  await askForCodes(org, false)
  await askForCodes(org)
  expect(await shownKey(org, await other.challenge(), { enrollmentLink })).toBe('ok')
})

test('a new code, or a link in its place, voids the one before', async () => {
  const { org, agent } = await requiring()
  const first = await codeShown(org, agent)
  const admin = await org.asAdmin()
  const renew = async (enrollmentBy: 'code' | 'link') =>
    granted(await renewEnrollmentCode(org.ctx, admin, { userId: agent.id, enrollmentBy }))
  await renew('code')
  const second = await codeShown(org, agent)
  const challenger = await agent.challenge()
  expect(await shownKey(org, challenger, { enrollmentCode: first })).toBe('enrollment-code-wrong')
  await renew('link')
  const link = await linkSent(org, agent)
  expect(await shownKey(org, challenger, { enrollmentCode: second })).toBe('enrollment-code-over')
  await renew('code')
  expect(await shownKey(org, challenger, { enrollmentLink: link })).toBe('enrollment-code-needed')
  expect(await shownKey(org, challenger, { enrollmentCode: await codeShown(org, agent) })).toBe('ok')
  // Someone who needs none gets none.
  const { id: userId } = await org.agent()
  expect(codeOf(await renewEnrollmentCode(org.ctx, admin, { userId }))).toBe('enrollment-code-unneeded')
  expect(codeOf(await renewEnrollmentCode(org.ctx, admin, { userId: admin.userId }))).toBe('self')
})

test('the code is shown to admins for ten minutes and works for seven days, whatever the clock did', async () => {
  const { org, agent } = await requiring()
  const enrollmentCode = await codeShown(org, agent)
  const { clock } = org.world
  clock.pass(minutes(10))
  await expect(codeShown(org, agent)).rejects.toThrow('No enrollment code is shown.')
  const state = () => ticketOf(org.ctx.db.read, org.ctx, agent.id)
  expect(await state()).toMatchObject({ open: true, code: null })
  clock.pass(days(7) - minutes(10))
  expect(await state()).toMatchObject({ open: false })
  expect(await shownKey(org, await agent.challenge(), { enrollmentCode })).toBe('enrollment-code-over')
  // Put back to before it was made, it is as if it were not there: no one scans by it, and an admin makes another.
  clock.pass(-days(8))
  expect(await shownKey(org, await agent.challenge(), { enrollmentCode })).toBe('enrollment-code-over')
  const renewed = { userId: agent.id, enrollmentBy: 'code' as const }
  granted(await renewEnrollmentCode(org.ctx, await org.admin.signInAsAdmin(), renewed))
  expect(await shownKey(org, await agent.challenge(), { enrollmentCode: await codeShown(org, agent) })).toBe(
    'ok',
  )
})

test('of two at once one is spent', async () => {
  const { org, agent } = await requiring()
  const enrollmentCode = await codeShown(org, agent)
  const challengers = [await agent.challenge(), await agent.challenge()]
  const answers = await Promise.all(challengers.map((one) => shownKey(org, one, { enrollmentCode })))
  expect(answers.sort()).toEqual(['enrollment-code-over', 'ok'])
})
