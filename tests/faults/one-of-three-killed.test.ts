import { setTimeout as wait } from 'node:timers/promises'
import { isNull } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import type { Context } from '@/lib/context'
import { minutes } from '@/lib/duration'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { Crowd, type Presented } from '../support/server/crowd'
import { type Fleet, startFleet } from '../support/server/fleet'
import { settingsOf } from '../support/server/server'
import { chance } from '../support/world/chance'
import { Mailbox } from '../support/world/mailbox'
import { dropDatabase, newDatabase } from '../support/world/postgres'
import { auditTrail } from '../support/world/rows'
import { Seed } from '../support/world/seed'
import { expectSound } from '../support/world/standing'

vi.setConfig({ testTimeout: 300_000 })

const mailbox = await Mailbox.open()
const database = await newDatabase()
let fleet: Fleet

afterAll(async () => {
  await fleet.front.stop()
  await mailbox.stop()
  await dropDatabase(database)
})

/** Resolves when everything went on by this much, whoever is gone. */
async function goesOn(crowd: Crowd, by: number): Promise<void> {
  const before = crowd.done
  const wentOn = ({ signIns, refreshed, added }: Crowd['done']) =>
    signIns >= before.signIns + by && refreshed >= before.refreshed + by && added >= before.added + by
  await expect.poll(() => crowd.done, { timeout: minutes(1), interval: 5 }).toSatisfy(wentOn)
}

const sender = (n: number) => `id${n}@example.com`

/** Kills a server with a letter in its hands: the mail server says yes to it all the same, or does not. */
const killWithLetter = (n: number, saysYes: boolean) =>
  new Promise<void>((resolve) => {
    const usual = mailbox.onMail
    mailbox.onMail = async (mail) => {
      if (mail.from?.value[0]?.address !== sender(n)) return usual(mail)
      mailbox.onMail = usual
      await fleet.kill(n)
      resolve()
      if (!saysYes) throw new Error('Nobody is there any more.')
    }
  })

/** Sends what a dead server had taken up: nobody takes that up for a minute. Everything else ends before. */
async function sendTheRest(ctx: Context): Promise<void> {
  const { outbox } = ctx.db.tables
  await fleet.drain()
  await ctx.db.write((tx) => tx.update(outbox).set({ dueAt: ctx.now() }).where(isNull(outbox.closedAt)))
  await fleet.revive(0)
  const waiting = () => ctx.db.read.select().from(outbox).where(isNull(outbox.closedAt))
  await expect.poll(async () => (await waiting()).length, { timeout: minutes(1) }).toBe(0)
}

/** How often each letter arrived, by its id. */
function arrivals(): Map<string, number> {
  const times = new Map<string, number>()
  for (const { messageId = '' } of mailbox.mails) {
    const id = messageId.slice(1, messageId.indexOf('@'))
    times.set(id, (times.get(id) ?? 0) + 1)
  }
  return times
}

async function expectAcceptedOnce(ctx: Context, chain: string, presented: Presented[], since: Date) {
  for (const { opened, unanswered, by } of presented) {
    if (unanswered) expect(opened.length, by).toBeLessThanOrEqual(1)
    else expect(opened.length, by).toBe(1)
  }
  const trail = (await auditTrail(ctx, chain)).filter(({ at }) => new Date(at) >= since)
  for (const by of ['code', 'recovery-code'] as const) {
    const shown = presented.filter((one) => one.by === by)
    const answered = shown.filter(({ opened }) => opened.length > 0).length
    const succeeded = trail.filter(
      ({ event, detail }) => event === 'sign-in.succeeded' && detail?.secondStep === by,
    ).length
    expect(succeeded).toBeGreaterThanOrEqual(answered)
    expect(succeeded).toBeLessThanOrEqual(shown.length)
  }
  const { recoveryCodes } = ctx.db.tables
  const used = (await ctx.db.read.select().from(recoveryCodes)).filter(({ usedAt }) => usedAt)
  expect(trail.filter(({ event }) => event === 'recovery-code.used')).toHaveLength(used.length)
}

test('whichever of three servers is killed, nothing is done twice and nothing that was answered is lost', async () => {
  const saidYes = [true, false, true]
  const random = chance(3)
  mailbox.onMail = () => wait(random.below(20))
  fleet = await startFleet(
    3,
    {
      ...{ DATABASE_URL: database?.url ?? '', LOG_LEVEL: 'warn' },
      SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
    },
    (n) => ({ MAIL_FROM: sender(n) }),
  )
  const seed = await Seed.open(fleet.front)
  const enrolled = await Promise.all(Array.from({ length: 6 }, () => seed.agent({ enrolled: true })))
  const others = await Promise.all(Array.from({ length: 3 }, () => seed.agent()))
  await seed.close()
  const runtime = await openRuntime(settingsOf(fleet.front))
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const { users, outbox } = ctx.db.tables
  const since = ctx.now()

  const crowd = new Crowd(fleet.front.origin)
  crowd.begin(enrolled, others, { email: 'ada@example.com', password: 'violet harbour stapler' })
  for (const [victim, saysYes] of saidYes.entries()) {
    await goesOn(crowd, 3)
    await killWithLetter(victim, saysYes)
    await goesOn(crowd, 3)
    await fleet.revive(victim)
  }
  await goesOn(crowd, 3)
  await crowd.end()
  await sendTheRest(ctx)

  // nginx tells of those who died with a call in their hands; no server fails by itself.
  const failures = Object.keys(crowd.statuses)
    .map(Number)
    .filter((status) => status === 0 || status >= 500)
  expect(failures.filter((status) => ![502, 503].includes(status))).toEqual([])

  const people = await ctx.db.read.select().from(users)
  const chain = people[0]?.organizationId ?? ''
  await expectAcceptedOnce(ctx, chain, crowd.presented, since)
  const tokens = [...crowd.kept.values()].map(({ accessToken }) => accessToken)
  for (const token of [...tokens, ...crowd.presented.flatMap(({ opened }) => opened)])
    expect((await crowd.call('/me', undefined, token)).status).toBe(200)
  expect((await auditTrail(ctx, chain)).map(({ event }) => event)).not.toContain('refresh-token.reused')

  const invited = people.filter(({ email }) => email.startsWith('new.'))
  expect(invited.map(({ id }) => id)).toEqual(expect.arrayContaining(crowd.added))
  expect(new Set(invited.map(({ email }) => email)).size).toBe(invited.length)
  expect(crowd.asked).toEqual(expect.arrayContaining(invited.map(({ email }) => email)))

  const letters = await ctx.db.read.select().from(outbox)
  const times = arrivals()
  expect([...times.keys()].sort()).toEqual(letters.map(({ id }) => id).sort())
  expect(letters.filter(({ failure }) => failure)).toEqual([])
  // A server that dies between the mail server's yes and its own note of it: one letter each, and with one id.
  const twice = [...times.values()].filter((arrived) => arrived > 1)
  expect(twice.length).toBe(saidYes.filter(Boolean).length)
  expect(Math.max(...times.values())).toBeLessThanOrEqual(2)
  for (const { email } of invited) expect(new Set(mailsTo(email)).size, email).toBe(1)

  await expectSound(ctx)
  await runtime.db.close()
})

/** The ids of the letters to an address. */
const mailsTo = (email: string) =>
  mailbox.mails
    .filter(({ to }) => [to].flat().some((one) => one?.text.includes(`<${email}>`)))
    .map(({ messageId }) => messageId)
