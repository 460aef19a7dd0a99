import { expect, test } from 'vitest'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { confirmRequest } from '@/lib/acts/recovery/confirm'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { runErrands } from '@/lib/jobs/errands'
import { openPostman } from '@/lib/jobs/mail/postman'
import { followPolicies } from '@/lib/jobs/policy'
import { tell } from '@/lib/records/outbox/outbox'
import { passkeysRuled } from '../../support/world/four-eyes'
import { Letters } from '../../support/world/letters'
import { Mailbox } from '../../support/world/mailbox'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey } from '../../support/world/passkeys'
import { ruled } from '../../support/world/policy'
import { Recovery } from '../../support/world/recovery'
import { openWorld } from '../../support/world/world'

test('HTML fits a phone, names itself and its language, and shows the address of its link as text', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  await letters.arrived()
  const ben = await org.agent({ invited: true })
  const { html, text, urls, subject } = await letters.last(ben.email)
  expect(html).toContain('<html lang="en">')
  expect(html).toMatch(/<meta name="viewport" content="width=device-width, ?initial-scale=1">/)
  expect(html).toContain(`<title>Countersign: ${subject}</title>`)
  const url = `https://id.example.com/invitation/${ben.invitation}`
  expect(html.replace(/<[^>]+>/g, ' ')).toContain(url)
  expect(html).toContain(`href="${url}"`)
  expect(text).toContain(url)
  expect(urls.filter((found) => found.includes('/invitation/'))).toEqual([url])
})

test('plain text is wrapped between words, with every address and command whole, and asks for no reply', async () => {
  const world = await openWorld()
  const mailbox = await Mailbox.open()
  const postman = openPostman(mailbox.settingsOf(world))
  const to = { name: 'Ada', email: 'ada@example.com' }
  const token = 'a'.repeat(90)
  await world.db.write(async (tx) => {
    await tell(tx, world.ctx, to, 'email-changing', {
      to: 'new@example.com',
      path: `/email/restore/${token}`,
    })
    await tell(tx, world.ctx, to, 'recovery-unattended', {
      who: 'Ada',
      id: '8ff70a42-d551-4731-975f-c0f58909e38d',
    })
  })
  await postman.deliver(world.ctx)
  postman.close()
  await mailbox.stop()
  const whole = [
    `https://id.example.com/email/restore/${token}`,
    '  npm run countersign -- recovery approve 8ff70a42-d551-4731-975f-c0f58909e38d --checked called-back --note "…" --reason "…"',
  ]
  for (const { text = '', headers } of mailbox.mails) {
    const lines = text.split('\n')
    for (const line of lines.filter((line) => !whole.includes(line))) expect(line.length).toBeLessThan(73)
    expect(lines.some((line) => whole.includes(line))).toBe(true)
    expect(headers.get('x-auto-response-suppress')).toBe('All')
  }
  expect(mailbox.mails).toHaveLength(2)
})

test('an invitation says when a phone is needed, and nothing of the browser and address of whoever invites', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const [dora, emil] = [
    await org.agent({ invited: true, required: true }),
    await org.agent({ invited: true }),
  ]
  const arrived = await letters.arrived()
  const textTo = (email: string) => arrived.find(({ to }) => to === email)?.text ?? ''
  expect(textTo(dora.email)).toMatch(/Have your phone ready.*authenticator app/)
  expect(textTo(emil.email)).not.toMatch(/phone/)
  for (const { text, html } of arrived)
    for (const body of [text, html]) {
      expect(body).toContain('Ada Lindqvist invited you to Acme Freight')
      expect(body).not.toMatch(/Firefox|192\.0\.2\.10|When:|From:/)
    }
})

test('the invitation of someone whom the policy asks from a day on names the day, and what counts', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const admin = await org.asAdmin()
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }, admin))
  const dora = await org.agent({ invited: true })
  const text = (await letters.last(dora.email, 'Join')).text.replace(/\s+/g, ' ')
  expect(text).toContain(
    'requires two-factor authentication from Friday, 4 December, 18:00 (UTC): you can set it up',
  )
  expect(text).toMatch(/Have your phone ready.*authenticator app/)
  await addKey(org.admin, { member: admin })
  granted(await passkeysRuled(org, { who: 'everyone' }))
  const emil = await org.agent({ invited: true })
  const other = (await letters.last(emil.email, 'Join')).text.replace(/\s+/g, ' ')
  expect(other).toContain('from Friday, 4 December, 18:00 (UTC)')
  expect(other).toContain('a passkey is what counts here')
  expect(other).not.toContain('authenticator app')
})

test('where only passkeys count no reminder and no notice asks for an authenticator app', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const [ben, mei, tom] = [await org.agent(), await org.agent(), await org.agent()]
  const admin = await org.asAdmin()
  await addKey(org.admin, { member: admin })
  granted(await passkeysRuled(org, { who: 'everyone' }))
  await letters.arrived()
  granted(await remindUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  await org.require(mei)
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }))
  await followPolicies(org.ctx)
  const arrived = await letters.arrived()
  const textTo = (email: string, about: string) =>
    arrived.find(({ to, subject }) => to === email && subject.includes(about))?.text.replace(/\s+/g, ' ') ??
    ''
  const told = [
    textTo(ben.email, 'Reminder'),
    textTo(mei.email, 'now required'),
    textTo(tom.email, 'by Friday, 4 December, 18:00'),
  ]
  for (const text of told) {
    expect(text).toContain('a passkey is what counts here')
    expect(text).not.toMatch(/authenticator app|a code from your phone/)
  }
})

test('who is required to use 2FA reads nothing of the browser and address of the admin', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const ben = await org.agent()
  await letters.arrived()
  await org.require(ben)
  const { text, html } = await letters.last(ben.email, 'now required')
  for (const body of [text, html]) {
    expect(body).toContain('Acme Freight now requires you')
    expect(body).not.toMatch(/Firefox|192\.0\.2\.10|When:|From:/)
  }
})

test('a password asked for by someone who has not joined is answered with the invitation, which works', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const dora = await org.agent({ invited: true, required: true })
  await letters.arrived()
  const stranger = org.world.from({ address: '198.51.100.9', userAgent: 'curl' })
  const answer = await askForReset(stranger, { email: dora.email })
  expect(answer).toEqual(await askForReset(stranger, { email: 'nobody@example.com' }))
  await runErrands(org.ctx)
  const [letter, ...others] = await letters.arrived()
  expect(others).toEqual([])
  expect(letter).toMatchObject({ to: dora.email, subject: 'Join Acme Freight' })
  expect(letter?.text).toContain('Ada Lindqvist invited you')
  expect(letter?.text).not.toContain('198.51.100.9')
  const password = 'seven quiet umbrellas'
  expect(codeOf(await acceptInvitation(org.ctx, { token: dora.invitation ?? '', password }))).toBe(
    'invitation-over',
  )
  granted(await acceptInvitation(org.ctx, { token: letter?.token ?? '', password }))
})

test('a password asked for in a suspended organization, or for someone suspended, is answered by nothing', async () => {
  const org = await organization()
  const letters = new Letters(org.world)
  const dora = await org.agent({ invited: true })
  await letters.arrived()
  const { organizations } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.update(organizations).set({ suspendedAt: org.ctx.now() }))
  granted(await askForReset(org.ctx, { email: dora.email }))
  await runErrands(org.ctx)
  expect(await letters.arrived()).toEqual([])
})

test('who asked for a recovery reads what comes next before how to stop it; the other admins read how to stop it', async () => {
  const recovery = await Recovery.open()
  const other = await recovery.org.anotherAdmin()
  await recovery.letters.arrived()
  const { admin } = recovery.org
  const token = await recovery.ask()
  granted(await confirmRequest(recovery.ctx, { token }))
  const arrived = await recovery.letters.arrived()
  const letterTo = (email: string) =>
    arrived.find((letter) => letter.to === email && letter.subject.includes('was asked for'))
  const own = letterTo(admin.email)
  const others = letterTo(other.email)
  expect(own?.subject).toBe('Recovery of your account was asked for')
  expect(own?.text).not.toContain(`${admin.name} `)
  expect(own?.text).toMatch(/You confirmed.*get an email when it's decided.*When:.*stop the request/s)
  expect(own?.html).not.toContain('background:#3451d1')
  expect(others?.subject).toBe(`Recovery of the account of ${admin.name} was asked for`)
  expect(others?.html).toContain('background:#3451d1')
  expect(others?.text).toMatch(/stop it now.*Stop this request:/s)
})
