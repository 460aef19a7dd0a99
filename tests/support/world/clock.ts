/** What a phone goes by: the time, and a way of letting it pass. */
export type Clock = {
  now(): Date
  /** Lets this many milliseconds pass. */
  pass(milliseconds: number): void | Promise<void>
}

/** A clock that stands still until it is told to go on. Five seconds into a time step of 30. */
export class SteppingClock implements Clock {
  #at = new Date('2026-11-24T12:00:05Z').getTime()

  now = (): Date => new Date(this.#at)

  pass(milliseconds: number): void {
    this.#at += milliseconds
  }
}

/** The real time, for tests against a running server: letting it pass is waiting. */
export const wallClock: Clock = {
  now: () => new Date(),
  pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}
