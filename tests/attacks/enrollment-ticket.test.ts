import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { finishWithEnrollment } from '@/lib/acts/two-factor/confirm'
import { renewEnrollmentCode } from '@/lib/acts/two-factor/renew-enrollment-code'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { findUser } from '@/lib/queries/users/find'
import { ticketOf } from '@/lib/records/factors/enrollment-ticket'
import { askForCodes, codeShown, linkSent, shownKey, wrongFor } from '../support/world/enrollment-codes'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import type { Person } from '../support/world/person'
import { auditTrail } from '../support/world/rows'
import { bytesOf } from '../support/world/sealed'

async function asking(): Promise<Organization> {
  const org = await organization()
  await askForCodes(org)
  return org
}

async function required(org: Organization, enrollmentBy: 'code' | 'link' = 'code'): Promise<Person> {
  const agent = await org.agent()
  const input = { userId: agent.id, required: true, signOut: false, enrollmentBy }
  granted(await requireTwoFactor(org.ctx, await org.asAdmin(), input))
  return agent
}

test('who knows only the password comes no further, whichever way, and the admin sees who tried', async () => {
  const org = await asking()
  const victim = await org.agent()
  const stolen = await victim.signIn()
  const input = { userId: victim.id, required: true, signOut: false, enrollmentBy: 'code' as const }
  granted(await requireTwoFactor(org.ctx, await org.asAdmin(), input))

  const challenger = await victim.challenge()
  expect(await shownKey(org, challenger)).toBe('enrollment-code-needed')
  // No key was ever shown in this sign-in, so that no code confirms one.
  expect(codeOf(await finishWithEnrollment(org.ctx, challenger, { code: '123456' }))).toBe('enrollment-over')
  // A session that was open before and may go on for a day.
  const { password } = victim
  expect(codeOf(await beginEnrollment(org.ctx, stolen, { password }))).toBe('enrollment-code-needed')
  const wrong = wrongFor(await codeShown(org, victim))
  expect(await shownKey(org, challenger, { enrollmentCode: wrong })).toBe('enrollment-code-wrong')

  expect((await findUser(org.ctx, await org.asAdmin(), victim.id))?.ticket).toMatchObject({
    ...{ refused: 1, refusedAt: org.world.clock.now() },
  })
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    event: 'enrollment-code.refused',
    subject: { email: victim.email },
    detail: { wrongEnrollmentCodes: 1 },
  })
})

test('an enrollment code guessed five times is void: the right one opens nothing, until an admin makes another', async () => {
  const org = await asking()
  const victim = await required(org)
  const right = await codeShown(org, victim)
  const tries: string[] = []
  // Each from a sign-in of its own: what counts is the person.
  for (let n = 0; n < 5; n++)
    tries.push(await shownKey(org, await victim.challenge(), { enrollmentCode: wrongFor(right) }))
  expect(tries).toEqual([...Array.from({ length: 4 }, () => 'enrollment-code-wrong'), 'enrollment-code-over'])
  expect(await shownKey(org, await victim.challenge(), { enrollmentCode: right })).toBe(
    'enrollment-code-over',
  )
  const renewed = { userId: victim.id, enrollmentBy: 'code' as const }
  granted(await renewEnrollmentCode(org.ctx, await org.asAdmin(), renewed))
  const next = { enrollmentCode: await codeShown(org, victim) }
  expect(await shownKey(org, await victim.challenge(), next)).toBe('ok')
})

test('thirty guesses at once are five', async () => {
  const org = await asking()
  const victim = await required(org)
  const enrollmentCode = wrongFor(await codeShown(org, victim))
  const challenger = await victim.challenge()
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => shownKey(org, challenger, { enrollmentCode })),
  )
  expect(answers.filter((answer) => answer === 'enrollment-code-wrong')).toHaveLength(4)
  expect((await ticketOf(org.ctx.db.read, org.ctx, victim.id))?.refused).toBe(5)
})

test("another person's code or link shows no key, and is not spent by that", async () => {
  const org = await asking()
  const [victim, thief] = [await required(org), await required(org)]
  const code = await codeShown(org, thief)
  expect(await shownKey(org, await victim.challenge(), { enrollmentCode: code })).toBe(
    'enrollment-code-wrong',
  )
  expect(await shownKey(org, await thief.challenge(), { enrollmentCode: code })).toBe('ok')

  const [sent, other] = [await required(org, 'link'), await required(org, 'link')]
  const enrollmentLink = await linkSent(org, sent)
  expect(await shownKey(org, await other.challenge(), { enrollmentLink })).toBe('enrollment-code-needed')
  expect(await shownKey(org, await sent.challenge(), { enrollmentLink })).toBe('ok')
})

test('a code moved to another person in the database is no code there', async () => {
  const org = await asking()
  const [victim, thief] = [await required(org), await required(org)]
  const enrollmentCode = await codeShown(org, thief)
  const { enrollmentTickets: tickets } = org.ctx.db.tables
  const [row] = await org.ctx.db.read.select().from(tickets).where(eq(tickets.userId, thief.id))
  await org.ctx.db.write((tx) =>
    tx
      .update(tickets)
      .set({ code: row?.code ?? null })
      .where(eq(tickets.userId, victim.id)),
  )
  expect(await shownKey(org, await victim.challenge(), { enrollmentCode })).toBe('enrollment-code-over')
})

test('no code stands readable in the database', async () => {
  const org = await asking()
  const victim = await required(org)
  const code = (await codeShown(org, victim)).replace('-', '')
  const bytes = await bytesOf(org.world.place)
  expect(bytes.includes(code)).toBe(false)
  expect(bytes.includes(victim.email)).toBe(true)
})

test('an old code or link does not outlive another reset', async () => {
  const org = await asking()
  const victim = await org.agent({ enrolled: true })
  const reset = async (enrollmentBy: 'code' | 'link') =>
    granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: victim.id, enrollmentBy }))
  await reset('code')
  const enrollmentCode = await codeShown(org, victim)
  await reset('code')
  const member = await victim.signIn()
  const { password } = victim
  expect(codeOf(await beginEnrollment(org.ctx, member, { password, enrollmentCode }))).toBe(
    'enrollment-code-wrong',
  )
  await reset('link')
  const enrollmentLink = await linkSent(org, victim)
  await reset('link')
  const again = await victim.signIn()
  expect(codeOf(await beginEnrollment(org.ctx, again, { password, enrollmentLink }))).toBe(
    'enrollment-code-needed',
  )
})
