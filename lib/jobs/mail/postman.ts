import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { ensureFolder, replaceFile } from '@/db/files/write'
import type { Context } from '@/lib/context'
import { minutes, seconds } from '@/lib/duration'
import type { DueLetter } from '@/lib/messages/mail/letter'
import {
  claimLetter,
  closeLetter,
  giveUpLetter,
  noteProblem,
  type SetAside,
} from '@/lib/records/outbox/claim'
import { isOnlyAdmin } from '@/lib/records/users/admins'
import type { Settings } from '@/lib/settings'
import { answerOf, isRecipientRefused, problemOf } from './refusal'
import { render } from './render'
import { openTransport } from './transport'

/** Brings mail to a mail server, or, where none is set, into a folder. */
export type Postman = {
  /**
   * Sends what is due, one after the other, for a minute at most. Returns what became of it; throws nothing that a mail
   * server does, and what the database does only where nothing became of anything. A letter that takes longer than 50
   * seconds is tried again later, and so is the one under way when `signal` is aborted.
   */
  deliver(ctx: Context, signal?: AbortSignal): Promise<Delivery[]>
  /** Throws what the mail server says when it does not let us in, within half a minute. */
  verify(): Promise<void>
  /** Takes no other letter; the one under way is finished. */
  close(): void
}

/**
 * `file`: where it was put. `problem`: what the mail server said, or why the letter itself cannot be sent; it is tried
 * again unless `final`. `id`: the row of the letter that has the problem.
 */
export type Delivery = { name: string; file?: string; id?: string; problem?: string; final?: boolean }

/** `answer`: what the mail server itself said. */
type Attempt = Delivery & { answer?: string }

// Shorter than the shortest wait between two attempts: no other process takes up a letter that is under way.
const longestLetter = seconds(50)

const longestRound = minutes(1)

const longestLook = seconds(30)

type Mail = {
  from: string
  to: { name: string; address: string }
  subject: string
  text: string
  html: string
}

/** Opens the way to the mail server of the settings; it is first used when there is something to send. */
export function openPostman(settings: Settings): Postman {
  const { mailFrom, mailFolder, appUrl } = settings
  const transport = openTransport(settings)
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })

  let closed = false

  async function bring(id: string, mail: Mail, signal: AbortSignal): Promise<string | undefined> {
    // So that no one's automatic reply answers it (RFC 3834 5; the second is what Exchange looks for, MS-OXCMAIL).
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
    const complete = { ...mail, headers, messageId: `<${id}@${appUrl.hostname}>` }
    if (transport) {
      await transport.sendMail({ ...complete, signal })
      return undefined
    }
    const { message } = await composer.sendMail(complete)
    ensureFolder(mailFolder)
    const file = join(mailFolder, `${new Date().toISOString().replaceAll(':', '-')}-${id.slice(0, 8)}.eml`)
    replaceFile(file, message as Buffer)
    return file
  }

  /** Null where it was broken off by `stop`. */
  async function attempt(letter: DueLetter, mail: Mail, stop: AbortSignal): Promise<Attempt | null> {
    const { id, name } = letter
    const late = AbortSignal.timeout(longestLetter)
    try {
      const file = await bring(id, mail, AbortSignal.any([late, stop]))
      return file ? { name, file } : { name }
    } catch (error) {
      if (stop.aborted) return null
      if (late.aborted)
        return { name, id, final: false, answer: '', problem: 'the mail server took longer than 50 seconds' }
      const final = isRecipientRefused(error)
      return { name, id, problem: problemOf(error), answer: answerOf(error), final }
    }
  }

  /** The letter as it is sent; null where what it holds does not make one. */
  function write(ctx: Context, letter: DueLetter, alone: boolean): Mail | null {
    try {
      const to = { name: letter.to.name, address: letter.to.email }
      return { from: mailFrom, to, ...render(letter, alone, ctx.appName, appUrl) }
    } catch {
      return null
    }
  }

  // Kept until it is written down, however long the database is held: nothing that was brought goes out again.
  const settled: { letter: DueLetter; refused?: string }[] = []
  async function writeDown(ctx: Context): Promise<void> {
    for (let one = settled[0]; one; one = settled[0]) {
      if (one.refused === undefined) await closeLetter(ctx, one.letter)
      else await giveUpLetter(ctx, one.letter, 'refused', one.refused)
      settled.shift()
    }
  }

  /** Sends one, and tells `deliveries` what became of it before it is written down. False: enough for now. */
  async function deliverOne(ctx: Context, letter: DueLetter, stop: AbortSignal, deliveries: Delivery[]) {
    const alone = letter.userId !== null && (await isOnlyAdmin(ctx, letter.userId))
    const mail = write(ctx, letter, alone)
    if (!mail) {
      deliveries.push(unreadable(await giveUpLetter(ctx, letter, 'unreadable')))
      return true
    }
    const attempted = await attempt(letter, mail, stop)
    if (!attempted) return false
    const { answer = '', ...delivery } = attempted
    deliveries.push(delivery)
    if (delivery.problem && !delivery.final) {
      await noteProblem(ctx, letter, answer)
      return false
    }
    settled.push(delivery.final ? { letter, refused: answer } : { letter })
    await writeDown(ctx)
    return true
  }

  return {
    async deliver(ctx, stop = new AbortController().signal) {
      const deliveries: Delivery[] = []
      const until = performance.now() + longestRound
      try {
        await writeDown(ctx)
        while (!closed && !stop.aborted && performance.now() < until) {
          const claimed = await claimLetter(ctx)
          if (!claimed) break
          if (!('failure' in claimed)) {
            if (!(await deliverOne(ctx, claimed, stop, deliveries))) break
          } else if (claimed.failure !== 'expired') deliveries.push(unreadable(claimed))
        }
      } catch (error) {
        // What was brought is told first; a database that is still held says so again.
        if (deliveries.length === 0) throw error
      }
      return deliveries
    },
    async verify() {
      if (!transport) return
      const late = wait(longestLook, undefined, { ref: false }).then(() => {
        throw new Error('it took longer than 30 seconds')
      })
      await Promise.race([transport.verify(), late])
    },
    close() {
      closed = true
      transport?.close()
    },
  }
}

const unreadable = ({ id, name }: SetAside): Delivery => ({
  ...{ id, name, final: true },
  problem: 'this letter cannot be read and was put aside',
})
