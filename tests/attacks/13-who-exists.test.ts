import type PQueue from 'p-queue'
import { beforeAll, expect, test } from 'vitest'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { builtAction } from '../support/server/build-manifest'
import { counted, type Work } from '../support/server/counted'
import { openSite, type Site } from '../support/server/site'
import { addEveryKind, emailOf, kinds, password, tellApart } from '../support/world/every-kind'

/** 240 tries, each of an account that was not tried before. */
const rounds = 40
/** People who stay out of the measure, for the tests after it. */
const others = 4

let site: Site

beforeAll(async () => {
  site = await openSite()
  await addEveryKind(site, rounds + others)
})

test('whoever exists: the same answer, and the same median time within a tenth', async () => {
  const action = builtAction('signIn')
  const { answers, apart } = await tellApart(site, rounds, (visitor, email, attempt) =>
    visitor.act(action, { email, password: `wrong password ${attempt}` }),
  )
  expect(answers).toHaveLength(1)
  expect(answers[0]).toContain('The email or password is incorrect.')
  expect(apart).toEqual([])
}, 600_000)

/** How often a sign-in asks the database, and how often it hashes. */
async function work(email: string, deviceToken?: string): Promise<Work & { hashes: number }> {
  const { ctx, work } = counted(site.ctx())
  let hashes = 0
  // The queue that every hash goes through.
  const { queue } = (globalThis as unknown as { countersignHashing: { queue: PQueue } }).countersignHashing
  const counting = () => {
    hashes++
  }
  queue.on('active', counting)
  const result = await signInWithPassword(ctx, { email, password: 'a wrong one', deviceToken }, 'web')
  queue.off('active', counting)
  expect(result).toMatchObject({ ok: false, code: 'credentials-wrong' })
  return { ...work, hashes }
}

test('whoever exists: the same work, counted in questions to the database and in hashes', async () => {
  const one = await work(emailOf('unknown', rounds))
  expect(one.hashes).toBe(1)
  for (const kind of kinds) expect([kind, await work(emailOf(kind, rounds + 1))]).toEqual([kind, one])
})

test('whoever exists: the same work for the browser in which someone else has signed in', async () => {
  const who = await site.seed.agent()
  const home = site.visitor()
  await home.act(builtAction('signIn'), { email: who.email, password: who.password })
  const browser = home.cookies.get(home.cookieName('browser'))
  expect(browser).toBeDefined()
  const one = await work(emailOf('unknown', rounds + 1), browser)
  for (const kind of kinds)
    expect([kind, await work(emailOf(kind, rounds + 3), browser)]).toEqual([kind, one])
})

test('an unknown address is slowed down like a known one', async () => {
  const action = builtAction('signIn')
  const answersOf = async (email: string) => {
    const answers: string[] = []
    for (let n = 0; n < 8; n++) {
      const answer = await site.visitor().act(action, { email, password: `wrong ${n}` })
      answers.push(answer.body.includes('Too many attempts') ? 'wait' : 'wrong')
    }
    return answers
  }
  const unknown = await answersOf('nobody.at.all@example.com')
  expect(unknown).toContain('wait')
  const known = await answersOf((await site.seed.agent()).email)
  expect(known.indexOf('wait')).toBe(unknown.indexOf('wait'))
})

test('only the right password tells that an account is suspended', async () => {
  const action = builtAction('signIn')
  const email = emailOf('suspended', rounds + 2)
  const wrong = await site.visitor().act(action, { email, password: 'not the right one' })
  expect(wrong.body).not.toContain('Your account')
  const right = await site.visitor().act(action, { email, password })
  expect(right.body).toContain('Your account is suspended')
})
