import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LetterReceived, readLetter } from './letters'
import type { Server } from './server'

/** A server carries its mail every second; a busy one later. */
const arrivesWithinMs = 30_000

/** The mail that a running server without SMTP puts into its data folder. */
export class Postbox {
  readonly #folder: string
  readonly #read = new Set<string>()
  readonly #unclaimed: LetterReceived[] = []

  constructor({ dataFolder }: Pick<Server, 'dataFolder'>) {
    this.#folder = join(dataFolder, 'mail')
  }

  /** Waits for the next one to this address, each handed out once; throws where none comes. */
  async next(to: string, subject = ''): Promise<LetterReceived> {
    const deadline = Date.now() + arrivesWithinMs
    for (;;) {
      await this.#look()
      const at = this.#unclaimed.findIndex((letter) => letter.to === to && letter.subject.includes(subject))
      const [found] = at < 0 ? [] : this.#unclaimed.splice(at, 1)
      if (found) return found
      if (Date.now() > deadline)
        throw new Error(
          `No such mail to ${to} among: ${this.#unclaimed.map((l) => `${l.to} ${l.subject}`).join('; ')}`,
        )
      await sleep(50)
    }
  }

  /** What else has arrived by now. */
  async others(): Promise<LetterReceived[]> {
    await this.#look()
    return this.#unclaimed.splice(0)
  }

  async #look(): Promise<void> {
    for (const name of namesIn(this.#folder)) {
      if (this.#read.has(name)) continue
      const source = readFileSync(join(this.#folder, name))
      // Made, but not written yet.
      if (source.length === 0) return
      this.#read.add(name)
      this.#unclaimed.push(await readLetter(source))
    }
  }
}

/** Oldest first. The folder is made with the first mail. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
