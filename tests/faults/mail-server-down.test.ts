import { createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { seconds } from '@/lib/duration'
import { builtAction } from '../support/server/build-manifest'
import { openSite, type Site } from '../support/server/site'
import { Mailbox } from '../support/world/mailbox'

const mailbox = await Mailbox.open()
await mailbox.stop()
afterAll(() => mailbox.stop())

/** Something that takes connections where a mail server should be, and never says a word. */
async function silence(port: number): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Until the next attempt at every mail that waits: a minute or more. */
async function letTimePass(site: Site): Promise<void> {
  const { db } = site.ctx()
  await db.write((tx) => tx.update(db.tables.outbox).set({ dueAt: new Date() }))
}

test('of the people whom no email reaches five are named, and it says that there are others', async () => {
  const site = await openSite({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'id@example.com' })
  const { db } = site.ctx()
  const admin = await site.signedIn(await site.seed.admin())
  await db.write((tx) => tx.delete(db.tables.outbox))
  const named = async () => {
    await db.write((tx) => tx.update(db.tables.outbox).set({ problem: '450 Busy' }))
    const { body } = await admin.get('/organization/users')
    const [list = ''] = /hasn’t been delivered[\s\S]*?<\/ul>/.exec(body) ?? []
    return [list.match(/href="\/organization\/users\//g)?.length ?? 0, list.includes('<li>and others</li>')]
  }
  expect(await named()).toEqual([0, false])
  for (let n = 0; n < 5; n++) await site.seed.agent({ invited: true })
  expect(await named()).toEqual([5, false])
  await site.seed.agent({ invited: true })
  expect(await named()).toEqual([5, true])
})

test('with a mail server that is down or mute nobody waits, and once it is back every mail arrives, once', async () => {
  const site = await openSite({ SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, MAIL_FROM: 'id@example.com' })
  const agent = await site.seed.agent({ enrolled: true })
  const browser = await site.signedIn(agent)
  const act = async (name: string, fields: Record<string, string>) => {
    const begun = Date.now()
    const answer = await browser.act(builtAction(name), fields)
    expect(answer.body).not.toContain('"status":"failed"')
    // Long before the postman gives a mute mail server up.
    expect(Date.now() - begun).toBeLessThan(seconds(8))
  }
  await expect.poll(() => site.server.output(), { timeout: 20_000 }).toContain('ECONNREFUSED')

  const newPassword = 'seven quiet umbrellas'
  const speak = await silence(mailbox.port)
  await letTimePass(site)
  await wait(seconds(1.5))
  await act('turnOff', { password: agent.password })
  await act('changeOwnPassword', { password: agent.password, newPassword })
  await act('sendResetLink', { email: agent.email })
  expect(mailbox.mails).toEqual([])
  await speak()

  await mailbox.start()
  await wait(seconds(2))
  await letTimePass(site)
  const subjects = () => mailbox.mails.map(({ subject }) => subject?.replace('Countersign: ', ''))
  await expect.poll(() => site.server.output().split('"mail.sent"').length - 1, { timeout: 60_000 }).toBe(5)
  await wait(seconds(3))
  expect(subjects().sort()).toEqual([
    'Choose a new password',
    'Join Acme Freight',
    'Two-factor authentication is off',
    'Two-factor authentication is on',
    'Your password was changed',
  ])
})
