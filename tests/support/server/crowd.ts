import { setTimeout as wait } from 'node:timers/promises'
import { seconds } from '@/lib/duration'
import type { Resident } from './resident'

type Answer = { status: number; body: Record<string, unknown>; tries: number }
type Tokens = { accessToken: string; refreshToken: string }

/** A code that was sent twice at once, from two sign-ins of its owner. */
export type Presented = {
  who: Resident
  by: 'code' | 'recovery-code'
  /** The access tokens of the answers that signed in. */
  opened: string[]
  /** Whether a server took one of the calls and died before it answered. */
  unanswered: boolean
}

const client = { kind: 'mobile', name: 'Phone' }
const step = () => Math.floor(Date.now() / seconds(30))

/**
 * People at the token API, all at once, until they are told to stop. Each of them calls again when nobody answered, as a client
 * does that was told nothing.
 */
export class Crowd {
  readonly presented: Presented[] = []
  /** The addresses for which an admin asked to add someone, and the ids of those that were answered with success. */
  readonly asked: string[] = []
  readonly added: string[] = []
  /** Sessions that live on refresh tokens, each with the tokens it has now, and how often all of them were exchanged. */
  readonly kept = new Map<string, Tokens>()
  refreshed = 0
  /** How often which status came back; 0: no answer at all. */
  readonly statuses: Record<number, number> = {}
  readonly #origin: string
  readonly #over = new AbortController()
  #addresses = 0
  #going: Promise<unknown> = Promise.resolve()
  #trouble: unknown = null

  constructor(origin: string) {
    this.#origin = origin
  }

  /** `enrolled`: they use up their codes. `others`: they keep a session. `admin`: adds people. */
  begin(enrolled: Resident[], others: Resident[], admin: Pick<Resident, 'email' | 'password'>): void {
    this.#going = Promise.all([
      ...enrolled.map((who) => this.#signInAgainAndAgain(who)),
      ...others.map((who) => this.#refreshAgainAndAgain(who)),
      this.#addAgainAndAgain(admin),
    ])
    this.#going.catch((error: unknown) => {
      this.#trouble = error
    })
  }

  /** Resolves when everyone has done what they had begun. Throws what went wrong with anyone. */
  async end(): Promise<void> {
    this.#over.abort()
    await this.#going
  }

  /** What has been answered with success so far, of each kind. Throws what went wrong with anyone. */
  get done() {
    if (this.#trouble) throw this.#trouble
    const signIns = this.presented.filter(({ opened }) => opened.length > 0).length
    return { signIns, refreshed: this.refreshed, added: this.added.length }
  }

  /** One call, made again while no server answers it. */
  async call(path: string, body?: object, token?: string): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answered = await fetch(`${this.#origin}/api/v1${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          'X-Forwarded-For': `198.18.0.${++this.#addresses % 256}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }).catch(() => null)
      const status = answered?.status ?? 0
      this.statuses[status] = (this.statuses[status] ?? 0) + 1
      const text = (await answered?.text()) ?? ''
      if (![0, 502, 503, 504].includes(status)) return { status, body: text ? JSON.parse(text) : {}, tries }
      if (tries === 100) throw new Error(`Nobody answers ${path}: ${status} ${text}`)
      await wait(50)
    }
  }

  async #enterPassword({ email, password }: Pick<Resident, 'email' | 'password'>): Promise<Answer['body']> {
    for (;;) {
      const { status, body } = await this.call('/sign-in', { email, password, client })
      if (status === 200) return body
      // Whoever signs in so often at once is asked to wait.
      if (status !== 429) throw new Error(`A right password was answered with ${status}.`)
      await wait(500)
    }
  }

  async #signInAgainAndAgain(who: Resident): Promise<void> {
    for (let used = step() - 1; !this.#over.signal.aborted; ) {
      const next = Math.max(used + 1, step())
      if (next <= step() + 1) {
        used = next
        const code = await who.phone.codeAt(new Date(next * seconds(30)))
        await this.#presentTwice(who, 'code', { code })
      } else if (who.recoveryCodes.length > 0)
        await this.#presentTwice(who, 'recovery-code', { recoveryCode: who.nextRecoveryCode() })
      await wait(300)
    }
  }

  async #presentTwice(who: Resident, by: Presented['by'], secret: object): Promise<void> {
    const challenges = await Promise.all([1, 2].map(() => this.#enterPassword(who)))
    const answers = await Promise.all(
      challenges.map(({ challenge }) => this.call(`/sign-in/${by}`, { challenge, ...secret })),
    )
    this.presented.push({
      ...{ who, by },
      opened: answers.flatMap(({ status, body }) =>
        status === 200 ? (body.tokens as Tokens).accessToken : [],
      ),
      unanswered: answers.some(({ tries }) => tries > 1),
    })
  }

  async #refreshAgainAndAgain(who: Resident): Promise<void> {
    let tokens = (await this.#enterPassword(who)).tokens as Tokens
    while (!this.#over.signal.aborted) {
      const { refreshToken } = tokens
      // As two windows do.
      const [one, other] = await Promise.all([1, 2].map(() => this.call('/tokens/refresh', { refreshToken })))
      if (one?.status !== 200 || other?.status !== 200)
        throw new Error(`A refresh token was answered with ${one?.status} and ${other?.status}.`)
      tokens = one.body.tokens as Tokens
      const { accessToken } = other.body.tokens as Tokens
      if (tokens.accessToken !== accessToken) throw new Error('One refresh token was exchanged for two.')
      this.kept.set(who.id, tokens)
      this.refreshed++
      await wait(20)
    }
  }

  async #addAgainAndAgain(admin: Pick<Resident, 'email' | 'password'>): Promise<void> {
    const { accessToken } = (await this.#enterPassword(admin)).tokens as Tokens
    for (let n = 1; !this.#over.signal.aborted; n++) {
      const email = `new.${n}@example.com`
      this.asked.push(email)
      const person = { name: `New Person ${n}`, email, role: 'agent', twoFactorRequired: false }
      const { status, body, tries } = await this.call('/users', person, accessToken)
      if (body.userId) this.added.push(String(body.userId))
      // Taken: by whom an answer was lost.
      else if (tries === 1 || status !== 409) throw new Error(`Adding somebody was answered with ${status}.`)
      await wait(20)
    }
  }
}
