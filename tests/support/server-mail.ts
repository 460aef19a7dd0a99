import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import type { Server } from './server'

export type ServerLetter = {
  to: string
  subject: string
  text: string
  /** The path of the link in it; empty where it has none. */
  path: string
  /** Everything of it that is not a header, undone of its encoding. */
  source: string
}

const arrivesWithinMs = 60_000

/** The mail of a running server, which has no mail server and puts it into a folder a second after it was written. */
export class ServerMail {
  readonly #server: Server
  readonly #read = new Map<string, ServerLetter>()
  readonly #taken = new Set<ServerLetter>()

  constructor(server: Server) {
    this.#server = server
  }

  /** Waits for a mail to this address whose subject has these words and that was not taken before. */
  async take(to: string, subject: string): Promise<ServerLetter> {
    for (const deadline = Date.now() + arrivesWithinMs; Date.now() < deadline; await sleep(100)) {
      const found = (await this.all()).find(
        (letter) => letter.to === to && letter.subject.includes(subject) && !this.#taken.has(letter),
      )
      if (!found) continue
      this.#taken.add(found)
      return found
    }
    const there = (await this.all()).map((letter) => `${letter.to} ${letter.subject}`)
    throw new Error(`No such mail to ${to} among: ${there.join('; ')}`)
  }

  /** Everything that arrived so far, in the order in which it did. */
  async all(): Promise<ServerLetter[]> {
    const folder = join(this.#server.dataFolder, 'mail')
    if (!existsSync(folder)) return []
    for (const name of readdirSync(folder).sort()) {
      if (this.#read.has(name)) continue
      const source = readFileSync(join(folder, name))
      // An empty one is being written.
      if (source.length > 0) this.#read.set(name, await this.#parse(source))
    }
    return [...this.#read.values()]
  }

  async #parse(source: Buffer): Promise<ServerLetter> {
    const mail = await simpleParser(source)
    const to = Array.isArray(mail.to) ? mail.to[0] : mail.to
    const text = mail.text ?? ''
    const link = text.split(/\s/).find((word) => word.startsWith(`${this.#server.origin}/`))
    return {
      ...{ text, subject: mail.subject ?? '', to: to?.value[0]?.address ?? '' },
      source: `${text}\n${mail.html || ''}`,
      path: link?.slice(this.#server.origin.length) ?? '',
    }
  }
}
