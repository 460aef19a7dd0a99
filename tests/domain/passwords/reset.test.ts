import { expect, test } from 'vitest'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { resetPassword } from '@/lib/acts/passwords/reset'
import { minutes } from '@/lib/duration'
import { runErrands } from '@/lib/jobs/errands'
import { findChallenge } from '@/lib/queries/challenges'
import { findLink } from '@/lib/queries/links'
import { findSession } from '@/lib/queries/sessions/find'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents, spentSteps, userRow } from '../../support/world/rows'

const newPassword = 'seven crates of marmalade'

/** The token of the link that someone is sent who asks for one. */
async function tokenFor(org: Organization, email: string): Promise<string> {
  const letters = new Letters(org.world)
  granted(await askForReset(org.ctx, { email }))
  await runErrands(org.ctx)
  const links = (await letters.arrived()).filter(({ subject }) => subject === 'Choose a new password')
  return links.at(-1)?.token ?? ''
}

test('the link sets a password, ends everything, and leaves the second factor as it was', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const session = await ben.openSession()
  const challenge = granted(await ben.enterPassword())
  const before = await userRow(org.ctx, ben.id)
  const usedBefore = await spentSteps(org.ctx, ben.id)
  const token = await tokenFor(org, ben.email)
  expect(await findLink(org.ctx, token, 'password-reset')).toMatchObject({ userId: ben.id })
  expect(await resetPassword(org.ctx, { token, newPassword })).toEqual({ ok: true, value: undefined })
  expect(await findSession(org.ctx, session.token)).toBeNull()
  expect(await findChallenge(org.ctx, challenge.token, 'web')).toBeNull()
  expect(codeOf(await ben.enterPassword())).toBe('credentials-wrong')
  ben.password = newPassword
  expect(granted(await ben.enterPassword())).toMatchObject({ step: 'code', ticket: null })
  const { authenticatorSecret, twoFactorRequired } = await userRow(org.ctx, ben.id)
  expect([authenticatorSecret, await spentSteps(org.ctx, ben.id), twoFactorRequired]).toEqual([
    before.authenticatorSecret,
    usedBefore,
    before.twoFactorRequired,
  ])
  expect(await auditEvents(org.ctx, org.id)).toContain('password.reset')
})

test('the link works once, until its hour is over, and until a newer one is there', async () => {
  const org = await organization()
  const ben = await org.agent()
  const older = await tokenFor(org, ben.email)
  const token = await tokenFor(org, ben.email)
  expect(codeOf(await resetPassword(org.ctx, { token: older, newPassword }))).toBe('link-over')
  granted(await resetPassword(org.ctx, { token, newPassword }))
  expect(codeOf(await resetPassword(org.ctx, { token, newPassword }))).toBe('link-over')
  const late = await tokenFor(org, ben.email)
  org.world.clock.pass(minutes(60))
  expect(await findLink(org.ctx, late, 'password-reset')).toBeNull()
  expect(codeOf(await resetPassword(org.ctx, { token: late, newPassword }))).toBe('link-over')
})

test('of twenty who post it at once, one sets the password', async () => {
  const org = await organization()
  const ben = await org.agent()
  const token = await tokenFor(org, ben.email)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      resetPassword(org.ctx, { token, newPassword: `${newPassword} ${n}` }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('a weak password is refused, and the link not spent', async () => {
  const org = await organization()
  const ben = await org.agent()
  const token = await tokenFor(org, ben.email)
  const weak = await resetPassword(org.ctx, { token, newPassword: 'passwordpassword' })
  expect(codeOf(weak)).toBe('password-common')
  granted(await resetPassword(org.ctx, { token, newPassword }))
})

test('nobody unknown, invited or suspended gets a link, and a suspension voids one', async () => {
  const org = await organization()
  const invited = await org.agent({ invited: true })
  const suspended = await org.agent({ suspended: true })
  for (const email of ['nobody@example.com', invited.email, suspended.email])
    expect(await tokenFor(org, email)).toBe('')
  const { links } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(links)).toEqual([])
})

test('whoever asks again and again is told when to try again, known or not', async () => {
  const org = await organization()
  const ben = await org.agent()
  for (const email of [ben.email, 'nobody@example.com']) {
    const answers = []
    for (let n = 0; n < 5; n++) answers.push((await askForReset(org.ctx, { email })).ok)
    expect(answers).toEqual([true, true, true, true, false])
  }
})
