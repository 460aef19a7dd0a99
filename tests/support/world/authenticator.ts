import { TOTP } from 'totp-generator'
import { type Clock, wallClock } from './clock'

const period = 30_000

type Options = {
  clock?: Clock
  /**
   * How many steps ahead of the time it may show codes. The server takes one: with 1, a test in real time waits only
   * from its third code within half a minute on.
   */
  ahead?: 0 | 1
}

/**
 * A phone. It hands out the next *unused* code, because a code works once, and lets the clock's time pass where it
 * must. Its codes come from totp-generator, which knows nothing of the product's otplib.
 */
export class Authenticator {
  readonly setupKey: string
  readonly #clock: Clock
  readonly #ahead: number
  #lastStep = -1

  constructor(setupKey: string, { clock = wallClock, ahead = 0 }: Options = {}) {
    this.setupKey = setupKey.replace(/\s/g, '').toUpperCase()
    this.#clock = clock
    this.#ahead = ahead
  }

  /** As the app does when it scans the QR code. Throws on anything but the parameters every app supports. */
  static scan(uri: string, options: Options = {}): Authenticator {
    const { protocol, hostname, searchParams } = new URL(uri)
    const given = (name: string, usual: string) => searchParams.get(name) ?? usual
    if (protocol !== 'otpauth:' || hostname !== 'totp') throw new Error(`Not an otpauth URI: ${uri}`)
    if (
      given('algorithm', 'SHA1') !== 'SHA1' ||
      given('digits', '6') !== '6' ||
      given('period', '30') !== '30'
    )
      throw new Error(`Parameters that not every app supports: ${uri}`)
    const secrets = searchParams.getAll('secret')
    if (secrets.length !== 1 || !secrets[0]) throw new Error(`Not exactly one secret: ${uri}`)
    return new Authenticator(secrets[0], options)
  }

  /** A code that was not handed out before, right at the clock's time. */
  async nextCode(): Promise<string> {
    const now = this.#clock.now().getTime()
    const present = Math.floor(now / period)
    const step = Math.max(present, this.#lastStep + 1)
    this.#lastStep = step
    if (step > present + this.#ahead) await this.#clock.pass((step - this.#ahead) * period - now + 1)
    return this.codeAt(new Date(step * period))
  }

  /** What the phone shows now, used or not. */
  shownCode(): Promise<string> {
    return this.codeAt(this.#clock.now())
  }

  /** What a phone shows whose clock is this many milliseconds ahead (behind: negative). */
  codeOff(milliseconds: number): Promise<string> {
    return this.codeAt(new Date(this.#clock.now().getTime() + milliseconds))
  }

  async codeAt(time: Date): Promise<string> {
    const { otp } = await TOTP.generate(this.setupKey, { timestamp: time.getTime(), explicitZeroPad: true })
    return otp
  }

  /** Six digits that are right at no time within a quarter of an hour. */
  async wrongCode(): Promise<string> {
    const near = new Set<string>()
    for (let step = -30; step <= 30; step++) near.add(await this.codeOff(step * period))
    for (let n = 271_828; ; n++) {
      const code = String(n).padStart(6, '0')
      if (!near.has(code)) return code
    }
  }
}
