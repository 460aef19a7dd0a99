import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { openPostman } from '@/lib/jobs/mail/postman'
import { tell } from '@/lib/records/outbox/outbox'
import { readSettings } from '@/lib/settings'
import { ada, changed, open, postOffice } from '../../support/world/post-office'
import { openWorld } from '../../support/world/world'

test('an email arrives with both bodies, its headers, and when and from where it happened', async () => {
  const { world, mailbox, postman } = await postOffice()
  await changed(world)
  expect(await postman.deliver(world.ctx)).toEqual([{ name: 'password-changed' }])
  const [mail] = mailbox.mails
  expect(mail?.subject).toBe('Countersign: Your password was changed')
  expect(mail?.from?.text).toBe('"Countersign" <id@example.com>')
  expect(mail?.to).toMatchObject({ value: [{ name: ada.name, address: ada.email }] })
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail?.messageId).toMatch(/^<[0-9a-f-]{36}@id\.example\.com>$/)
  for (const body of [mail?.text, mail?.html]) {
    expect(body).toContain('Hello Ada Lindqvist')
    expect(body).toContain('Firefox on Linux, 192.0.2.10')
    expect(body).toContain('UTC')
    expect(body).toMatch(/If this wasn('|&#39;)t you/)
  }
})

test('a link leads to APP_URL', async () => {
  const { world, mailbox, postman } = await postOffice()
  const facts = { organization: 'Acme', by: 'Ben', path: '/invitation/abc', twoFactor: false }
  await world.db.write((tx) => tell(tx, world.ctx, ada, 'invitation', facts))
  await postman.deliver(world.ctx)
  expect(mailbox.mails[0]?.text).toContain('https://id.example.com/invitation/abc')
  expect(mailbox.mails[0]?.html).toContain('href="https://id.example.com/invitation/abc"')
})

test('hostile names are text: no header, no tag, no second recipient', async () => {
  const { world, mailbox, postman } = await postOffice()
  const name = 'Zoë "<img onerror=1>" \r\nBcc: eve@example.com'
  const facts = {
    organization: '<b>Ümläut & Söhne 🚚</b>\r\nX-Evil: 1',
    by: name,
    path: '/invitation/abc',
    twoFactor: false,
  }
  await world.db.write((tx) => tell(tx, world.ctx, { ...ada, name }, 'invitation', facts))
  await postman.deliver(world.ctx)
  const [mail] = mailbox.mails
  expect(mailbox.mails).toHaveLength(1)
  expect(mail?.headers.has('bcc')).toBe(false)
  expect(mail?.headers.has('x-evil')).toBe(false)
  expect(mail?.to).toMatchObject({ value: [{ address: ada.email }] })
  expect(mail?.html).not.toMatch(/<img|<b>/)
  expect(mail?.subject).toContain('Ümläut & Söhne 🚚')
})

test('without a mail server it is a file that only its owner reads', async () => {
  const world = await openWorld()
  const postman = openPostman(readSettings({ DATA_DIR: world.folder }))
  open.push(postman)
  await changed(world)
  const [delivery] = await postman.deliver(world.ctx)
  const folder = join(world.folder, 'mail')
  expect(readdirSync(folder)).toHaveLength(1)
  expect(delivery?.file).toBe(join(folder, readdirSync(folder)[0] ?? ''))
  expect(statSync(delivery?.file ?? '').mode & 0o777).toBe(0o600)
  const mail = await simpleParser(readFileSync(delivery?.file ?? ''))
  expect(mail.subject).toBe('Countersign: Your password was changed')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.text).toContain('Hello Ada Lindqvist')
})
