import { TOTP } from 'totp-generator'
import { perSecond, visitors } from './load'
import type { Enrolled } from './people'
import type { Visitor } from './visitor'

/** People who sign in through the web forms, each once and from an address of their own. */
export class SignIns {
  readonly #port: number
  readonly #password: string
  readonly #people: Enrolled[]
  #begun = 0

  constructor(port: number, people: Enrolled[], password: string) {
    this.#port = port
    this.#people = people
    this.#password = password
  }

  /** Sign-ins per second over so many seconds. */
  perSecond(seconds: number): Promise<number> {
    return perSecond(visitors(this.#port), seconds, (visitor) => this.signIn(visitor))
  }

  /**
   * The next person signs in: the sign-in page, the password, the code's page, the code, and on to the landing page.
   * Throws when that is not where it ends.
   */
  async signIn(visitor: Visitor): Promise<void> {
    const n = this.#begun++
    const person = this.#people[n]
    if (!person) throw new Error('More sign-ins than people: enroll more.')
    visitor.becomeAnother(`10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`)
    const { email, setupKey } = person
    const first = await visitor.open('/sign-in')
    const second = await visitor.submit('/sign-in', first, { email, password: this.#password })
    const { otp } = await TOTP.generate(setupKey, { explicitZeroPad: true })
    const landing = await visitor.submit('/sign-in/code', second, { code: otp })
    if (!landing.includes('Sign out')) throw new Error(`${email} is not signed in.`)
  }
}
