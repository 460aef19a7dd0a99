import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { openPostman } from '@/lib/jobs/mail/postman'
import { readSettings } from '@/lib/settings'
import type { World } from './world'

export type LetterReceived = {
  to: string
  subject: string
  text: string
  html: string
  /** Every address in it, in the text and in the HTML, as a scanner of email would find them. */
  urls: string[]
  /** The path of the first one; empty where it has none. */
  path: string
  /** The token at the end of that path; empty where it has none. */
  token: string
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
    return Promise.all(letters.map(readLetter))
  }

  /** The subjects of those to this address that arrived since the last look. */
  async subjectsTo(to: string): Promise<string[]> {
    return (await this.arrived()).flatMap((letter) => (letter.to === to ? [letter.subject] : []))
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

/** What an email says, from its source. */
export async function readLetter(source: Buffer): Promise<LetterReceived> {
  const mail = await simpleParser(source)
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to
  const text = unwrapped(mail.text ?? '')
  const html = mail.html || ''
  const urls = [...new Set(`${text}\n${html}`.match(/https?:\/\/[^\s"<>]+/g) ?? [])]
  // The sender's line names the server alone.
  const path = urls.map((url) => new URL(url).pathname).find((found) => found !== '/') ?? ''
  return {
    ...{ text, html, urls, path },
    token: /[\w-]{43}$/.exec(path)?.[0] ?? '',
    to: to?.value[0]?.address ?? '',
    subject: (mail.subject ?? '').replace('Countersign: ', ''),
  }
}

/** As it reads: the line breaks within paragraphs are there for narrow screens only. */
const unwrapped = (text: string) => text.replace(/(?<=[^\n])\n(?=[^\n])/g, ' ')
