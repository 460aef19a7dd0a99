import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type LetterReceived, readLetter } from '../world/letters'
import type { Server } from './server'

/** A server carries its mail every second; a busy one later. */
const arrivesWithinMs = 60_000

/** The mail that a running server without SMTP puts into its data folder. */
export class Postbox {
  readonly #folder: string
  readonly #read = new Map<string, LetterReceived>()
  readonly #taken = new Set<LetterReceived>()

  constructor({ dataFolder }: Pick<Server, 'dataFolder'>) {
    this.#folder = join(dataFolder, 'mail')
  }

  /** Waits for the next one to this address, each handed out once; throws where none comes. */
  async next(to: string, subject = ''): Promise<LetterReceived> {
    for (const deadline = Date.now() + arrivesWithinMs; Date.now() < deadline; await sleep(50)) {
      const found = (await this.others()).find(
        (letter) => letter.to === to && letter.subject.includes(subject),
      )
      if (!found) continue
      this.#taken.add(found)
      return found
    }
    const there = (await this.all()).map((letter) => `${letter.to} ${letter.subject}`)
    throw new Error(`No such mail to ${to} among: ${there.join('; ')}`)
  }

  /** What arrived so far and was not handed out. */
  async others(): Promise<LetterReceived[]> {
    return (await this.all()).filter((letter) => !this.#taken.has(letter))
  }

  /** Everything that arrived so far, oldest first, handed out or not. */
  async all(): Promise<LetterReceived[]> {
    for (const name of namesIn(this.#folder)) {
      if (this.#read.has(name)) continue
      this.#read.set(name, await readLetter(readFileSync(join(this.#folder, name))))
    }
    return [...this.#read.values()]
  }
}

/** Oldest first. The folder is made with the first mail; an email has its name once all of it is there. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.eml'))
      .sort()
  } catch {
    return []
  }
}
