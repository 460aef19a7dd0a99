import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { openPostman } from '@/lib/mail/postman'
import { readSettings } from '@/lib/settings'
import type { World } from './world'

export type LetterReceived = {
  to: string
  subject: string
  text: string
  /** The token of the link in it; empty where it has none. */
  token: string
  /** The path of that link. */
  path: string
}

/** The mail of a world, delivered into its folder. */
export class Letters {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** What arrived since the last look. */
  async arrived(): Promise<LetterReceived[]> {
    const settings = readSettings({ DATA_DIR: this.#world.folder, APP_URL: 'https://id.example.com' })
    const postman = openPostman(settings)
    await postman.deliver(this.#world.ctx)
    postman.close()
    mkdirSync(settings.mailFolder, { recursive: true })
    const letters = readdirSync(settings.mailFolder)
      .sort()
      .map((name) => readFileSync(join(settings.mailFolder, name)))
    rmSync(settings.mailFolder, { recursive: true })
    return Promise.all(letters.map(read))
  }

  /** The last one to this address that arrived since the last look; throws where there is none. */
  async last(to: string, subject?: string): Promise<LetterReceived> {
    const letters = await this.arrived()
    const found = letters
      .filter((letter) => letter.to === to && letter.subject.includes(subject ?? ''))
      .at(-1)
    if (!found)
      throw new Error(`No such mail to ${to} among: ${letters.map((l) => `${l.to} ${l.subject}`).join('; ')}`)
    return found
  }
}

async function read(source: Buffer): Promise<LetterReceived> {
  const mail = await simpleParser(source)
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to
  const text = mail.text ?? ''
  const path = /https:\/\/id\.example\.com(\/\S+)/.exec(text)?.[1] ?? ''
  const token = /[\w-]{43}$/.exec(path)?.[0] ?? ''
  return {
    ...{ text, path, token },
    to: to?.value[0]?.address ?? '',
    subject: (mail.subject ?? '').replace('Countersign: ', ''),
  }
}
