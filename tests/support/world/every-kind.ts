import { hashPassword } from '@/lib/crypto/password-hash'
import { sealAuthenticator } from '@/lib/records/factors/authenticator'
import { insertUser } from '@/lib/records/users/insert'
import { newSetupKey } from '@/lib/totp/totp'
import type { Site } from '../server/site'
import type { Answer, Visitor } from '../server/visitor'
import { chance } from './chance'
import { plantUser } from './rows'

/*
 * People of every kind that a stranger could try to tell apart, and what tells them apart: answers and time.
 */

export const kinds = ['unknown', 'without 2FA', 'with 2FA', 'required', 'suspended', 'invited'] as const
export type Kind = (typeof kinds)[number]

/** The password of whoever has one. */
export const password = 'seven quiet umbrellas'

export const emailOf = (kind: Kind, n: number) =>
  `${kind.replaceAll(' ', '-').toLowerCase()}.${n}@example.com`

/** Adds as many of each kind to the organization of a site; the unknown stay unknown. */
export async function addEveryKind(site: Site, count: number): Promise<void> {
  const ctx = site.ctx()
  const { organizations } = ctx.db.tables
  const [organization] = await ctx.db.read.select().from(organizations)
  const passwordHash = await hashPassword(password)
  for (const kind of kinds) {
    for (let n = 0; kind !== 'unknown' && n < count; n++) {
      const user = await ctx.db.write((tx) =>
        insertUser(tx, ctx, {
          ...{ organizationId: organization?.id ?? '', name: 'Somebody', email: emailOf(kind, n) },
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
}

/** What an answer shows, without what is new in each: an id, a nonce, the time. */
export function shown({ status, headers, body }: Answer, email: string): string {
  const {
    date: _date,
    'x-request-id': _id,
    'content-security-policy': csp,
    'content-length': _length,
    ...rest
  } = headers
  const nonce = /'nonce-([^']+)'/.exec(String(csp))?.[1] ?? 'none'
  const told = [status, rest, String(csp), body.replaceAll(email, 'EMAIL')]
  return (
    JSON.stringify(told)
      .replaceAll(nonce, 'NONCE')
      // The name that Next gives a page each time it is drawn as RSC.
      .replace(/\\"[\w-]{21}([vm])\\"/g, 'drawn-$1')
  )
}

export const median = (values: number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** How long tries took against the others of their round: what else the machine does is in all of them. */
type Times = Map<Kind, number[]>

/** One try of one kind. `attempt`: how often all of them were tried before. */
type Try = (visitor: Visitor, email: string, attempt: number) => Promise<Answer>

/**
 * Tries every kind in as many rounds, and again, five times `atMost`, while medians are more than a tenth apart: enough on a
 * quiet machine, and a busy one gets more, which bring them together where nothing keeps them apart. Returns what the
 * answers show, and the kinds whose median time is more than a tenth from the others'.
 */
export async function tellApart(
  site: Site,
  rounds: number,
  tryOne: Try,
  atMost = 5,
): Promise<{ answers: string[]; apart: string[] }> {
  const times: Times = new Map(kinds.map((kind) => [kind, []]))
  const answers = new Set<string>()
  let apart: string[] = []
  for (let attempt = 0; attempt < atMost; attempt++) {
    const random = chance(attempt * rounds)
    for (let round = 0; round < rounds; round++) {
      const order = kinds.map((kind) => [random.below(1_000), kind] as const).sort(([a], [b]) => a - b)
      const took: [Kind, number][] = []
      for (const [, kind] of order) {
        const email = emailOf(kind, round)
        const visitor = site.visitor()
        const started = performance.now()
        const answer = await tryOne(visitor, email, attempt)
        took.push([kind, performance.now() - started])
        answers.add(shown(answer, email))
      }
      const usual = median(took.map(([, ms]) => ms))
      for (const [kind, ms] of took) times.get(kind)?.push(ms / usual)
    }
    apart = [...times]
      .map(([kind, ratios]) => [kind, median(ratios)] as const)
      .filter(([, ratio]) => Math.abs(ratio - 1) > 0.1)
      .map(([kind, ratio]) => `${kind}: ${ratio}`)
    if (apart.length === 0) break
  }
  return { answers: [...answers], apart }
}
