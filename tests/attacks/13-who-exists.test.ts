import { beforeAll, expect, test } from 'vitest'
import type { Context } from '@/lib/context'
import { hashPassword } from '@/lib/crypto/password-hash'
import { signInWithPassword } from '@/lib/sign-in/password'
import { sealAuthenticator } from '@/lib/two-factor/authenticator'
import { newSetupKey } from '@/lib/two-factor/totp'
import { insertUser } from '@/lib/users/add'
import { builtAction } from '../support/build-manifest'
import { chance } from '../support/chance'
import { plantUser } from '../support/rows'
import { openSite, type Site } from '../support/site'
import type { Answer } from '../support/visitor'

const kinds = ['unknown', 'without 2FA', 'with 2FA', 'required', 'suspended', 'invited'] as const
type Kind = (typeof kinds)[number]

const rounds = 40
/** People who stay out of the measure, for the tests after it. */
const others = 3
const emailOf = (kind: Kind, round: number) =>
  `${kind.replaceAll(' ', '-').toLowerCase()}.${round}@example.com`

let site: Site

beforeAll(async () => {
  site = await openSite()
  const ctx = site.ctx()
  const { organizations } = ctx.db.tables
  const [organization] = await ctx.db.read.select().from(organizations)
  const passwordHash = await hashPassword('seven quiet umbrellas')
  for (const kind of kinds) {
    for (let round = 0; kind !== 'unknown' && round < rounds + others; round++) {
      const user = await ctx.db.write((tx) =>
        insertUser(tx, ctx, {
          ...{ organizationId: organization?.id ?? '', name: 'Somebody', email: emailOf(kind, round) },
          ...{ role: 'agent', invitedBy: null, twoFactorRequired: kind === 'required' },
          status: kind === 'suspended' || kind === 'invited' ? kind : 'active',
          passwordHash: kind === 'invited' ? null : passwordHash,
        }),
      )
      if (!user) throw new Error('The address was taken.')
      if (kind === 'with 2FA')
        await plantUser(ctx, user.id, { authenticatorSecret: sealAuthenticator(ctx, user.id, newSetupKey()) })
    }
  }
})

/** What an answer shows, without what is new in each: an id, a nonce, the time. */
function shown({ status, headers, body }: Answer, email: string): string {
  const {
    date: _date,
    'x-request-id': _id,
    'content-security-policy': csp,
    'content-length': _length,
    ...rest
  } = headers
  const policy = String(csp).replace(/nonce-[^']+/g, 'nonce')
  return JSON.stringify([status, rest, policy, body.replaceAll(email, 'EMAIL')])
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** How long tries took against the others of their round: what else the machine does is in all of them. */
type Times = Map<Kind, number[]>

/** One try of each kind for every round, in an order of chance. Returns what the answers show. */
async function tryAll(password: string, times: Times): Promise<Set<string>> {
  const random = chance(times.get('unknown')?.length ?? 0)
  const action = builtAction('signIn')
  const answers = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const order = kinds.map((kind) => [random.below(1_000), kind] as const).sort(([a], [b]) => a - b)
    const took: [Kind, number][] = []
    for (const [, kind] of order) {
      const email = emailOf(kind, round)
      const visitor = site.visitor()
      const started = performance.now()
      const answer = await visitor.act(action, { email, password })
      took.push([kind, performance.now() - started])
      answers.add(shown(answer, email))
    }
    const usual = median(took.map(([, ms]) => ms))
    for (const [kind, ms] of took) times.get(kind)?.push(ms / usual)
  }
  return answers
}

test('whoever exists: the same answer, and the same median time within a tenth', async () => {
  const times: Times = new Map(kinds.map((kind) => [kind, []]))
  let apart: string[] = []
  // 240 tries are enough on a quiet machine. A busy one gets more, which bring the medians together where nothing
  // keeps them apart, but five at most, for then an account has to wait.
  for (let attempt = 0; attempt < 5; attempt++) {
    const answers = await tryAll(`wrong password ${attempt}`, times)
    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toContain('The email or password is not right.')
    const medians = [...times].map(([kind, ratios]) => [kind, median(ratios)] as const)
    apart = medians
      .filter(([, ratio]) => Math.abs(ratio - 1) > 0.1)
      .map(([kind, ratio]) => `${kind}: ${ratio}`)
    if (apart.length === 0) return
  }
  expect(apart).toEqual([])
}, 600_000)

/** How often a sign-in asks the database, and how often it hashes. */
async function work(email: string): Promise<{ reads: number; writes: number; hashes: number }> {
  const ctx = site.ctx()
  const done = { reads: 0, writes: 0, hashes: 0 }
  const counted: Context = {
    ...ctx,
    db: {
      ...{ tables: ctx.db.tables, lock: ctx.db.lock, close: ctx.db.close },
      get read() {
        done.reads++
        return ctx.db.read
      },
      write(body) {
        done.writes++
        return ctx.db.write(body)
      },
    },
  }
  // The queue that every hash goes through.
  const shared = globalThis as unknown as { countersignHashing: { running: number } }
  const queue = shared.countersignHashing
  shared.countersignHashing.running = 0
  let running = 0
  Object.defineProperty(queue, 'running', {
    configurable: true,
    get: () => running,
    set(next: number) {
      if (next > running) done.hashes++
      running = next
    },
  })
  const result = await signInWithPassword(counted, { email, password: 'a wrong one' }, 'web')
  Object.defineProperty(queue, 'running', { configurable: true, writable: true, value: 0 })
  expect(result).toMatchObject({ ok: false, code: 'credentials-wrong' })
  return done
}

test('whoever exists: the same work, counted in questions to the database and in hashes', async () => {
  const one = await work(emailOf('unknown', rounds))
  expect(one.hashes).toBe(1)
  for (const kind of kinds) expect([kind, await work(emailOf(kind, rounds + 1))]).toEqual([kind, one])
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
  const right = await site.visitor().act(action, { email, password: 'seven quiet umbrellas' })
  expect(right.body).toContain('Your account is suspended')
})
