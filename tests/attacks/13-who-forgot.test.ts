import { beforeAll, expect, test } from 'vitest'
import { hours, later } from '@/lib/duration'
import { sweepAttempts } from '@/lib/records/attempts/attempts'
import { builtAction } from '../support/server/build-manifest'
import { Postbox } from '../support/server/postbox'
import { openSite, type Site } from '../support/server/site'
import type { Visitor } from '../support/server/visitor'
import { addEveryKind, emailOf, type Kind, kinds, shown, tellApart } from '../support/world/every-kind'

/** 240 tries, within the 300 that the server takes before everyone waits. */
const rounds = 40
/** People who stay out of the measure, for the tests after it. */
const others = 3
const onItsWay = 'If there is an account with this address, we’ve emailed a link.'

let site: Site

beforeAll(async () => {
  site = await openSite()
  await addEveryKind(site, rounds + others)
})

/** Lets the hour pass after which askers wait no more. */
async function forgetAttempts(): Promise<void> {
  const ctx = site.ctx()
  const inAnHour = { ...ctx, now: () => later(new Date(), hours(1)) }
  await ctx.db.write((tx) => sweepAttempts(tx, inAnHour))
}

test('whoever forgot: the same answer, and the same median time within a tenth', async () => {
  const action = builtAction('sendResetLink')
  let attempts = 0
  const askAll = async (visitor: Visitor, email: string, attempt: number) => {
    if (attempt !== attempts) await forgetAttempts()
    attempts = attempt
    return visitor.act(action, { email })
  }
  // More than elsewhere: each question leaves work for the background, which is in everyone's time.
  const { answers, apart } = await tellApart(site, rounds, askAll, 12)
  expect(answers).toHaveLength(1)
  expect(answers[0]).toContain(onItsWay)
  expect(apart).toEqual([])
}, 600_000)

test('whoever forgot: the same page without JavaScript', async () => {
  await forgetAttempts()
  const pages = new Set<string>()
  for (const kind of kinds) {
    const email = emailOf(kind, rounds)
    pages.add(shown(await site.visitor().submit('/forgot-password', { email }), email))
  }
  expect([...pages]).toHaveLength(1)
  expect([...pages][0]).toContain(onItsWay)
})

test('an unknown address is made to wait like a known one', async () => {
  await forgetAttempts()
  const action = builtAction('sendResetLink')
  const answersOf = async (kind: Kind) => {
    const answers: string[] = []
    for (let n = 0; n < 6; n++) {
      const { body } = await site.visitor().act(action, { email: emailOf(kind, rounds + 1) })
      answers.push(body.includes('Too many attempts') ? 'wait' : body.includes(onItsWay) ? 'sent' : body)
    }
    return answers
  }
  const unknown = await answersOf('unknown')
  expect(unknown).toEqual(['sent', 'sent', 'sent', 'sent', 'wait', 'wait'])
  for (const kind of kinds)
    if (kind !== 'unknown') expect([kind, await answersOf(kind)]).toEqual([kind, unknown])
})

test('an email goes to people who are active, the invitation again to the invited, and nothing to anyone else', async () => {
  await forgetAttempts()
  const postbox = new Postbox(site.server)
  const action = builtAction('sendResetLink')
  const emails = kinds.map((kind) => emailOf(kind, rounds + 2))
  for (const email of emails) await site.visitor().act(action, { email })
  // Errands are run in their order: when this mail is there, so are those before it.
  const last = await site.seed.agent()
  await site.visitor().act(action, { email: last.email })
  await postbox.next(last.email, 'Choose a new password')
  const told = (await postbox.all()).map(({ to }) => to).filter((to) => emails.includes(to))
  const theirs = ['invited', 'required', 'with 2FA', 'without 2FA'] as const
  expect(told.sort()).toEqual(theirs.map((kind) => emailOf(kind, rounds + 2)))
})
