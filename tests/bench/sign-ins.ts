import { TOTP } from 'totp-generator'
import type { Caller } from './caller'
import type { Enrolled } from './people'
import type { Visitor } from './visitor'

type Tokens = { accessToken: string }

/** People who sign in, each once and from an address of their own. */
export class SignIns {
  readonly #password: string
  readonly #people: Enrolled[]
  readonly #codes = new Map<Enrolled, string>()
  #begun = 0

  constructor(people: Enrolled[], password: string) {
    this.#people = people
    this.#password = password
  }

  /** Reads the next so many codes off, while no watch runs: that is a phone's work, not this machine's. */
  async readCodes(count: number): Promise<void> {
    this.#codes.clear()
    for (const person of this.#people.slice(this.#begun, this.#begun + count))
      this.#codes.set(person, await codeOf(person))
  }

  /**
   * The next person signs in through the web forms: the sign-in page, the password, the code's page, the code, and on
   * to the landing page. Throws when that is not where it ends.
   */
  async byForms(visitor: Visitor): Promise<void> {
    const { email, address, code } = this.#next()
    visitor.becomeAnother(address)
    const first = await visitor.open('/sign-in')
    const second = await visitor.submit('/sign-in', first, { email, password: this.#password })
    const landing = await visitor.submit('/sign-in/code', second, { code: await code() })
    if (!landing.includes('Sign out')) throw new Error(`${email} is not signed in.`)
  }

  /** The next person signs in over the token API: the password, the code. Answers with the access token. */
  async byApi(caller: Caller): Promise<string> {
    const { email, address, code } = this.#next()
    const client = { kind: 'mobile', name: 'Pixel 9' }
    const from = `X-Forwarded-For: ${address}\r\n`
    const first = { email, password: this.#password, client }
    const { challenge } = await caller.post<{ challenge: string }>('/api/v1/sign-in', first, from)
    const second = { challenge, code: await code() }
    const { tokens } = await caller.post<{ tokens: Tokens }>('/api/v1/sign-in/code', second, from)
    return tokens.accessToken
  }

  #next() {
    const n = this.#begun++
    const person = this.#people[n]
    if (!person) throw new Error('More sign-ins than people: enroll more.')
    return {
      email: person.email,
      address: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      code: async () => this.#codes.get(person) ?? codeOf(person),
    }
  }
}

const codeOf = async ({ setupKey }: Enrolled) =>
  (await TOTP.generate(setupKey, { explicitZeroPad: true })).otp
