import { expect, test } from 'vitest'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { FactsOf, MailName } from '@/lib/messages/mail/catalogue'
import { tell } from '@/lib/records/outbox/outbox'
import { Letters } from '../../support/world/letters'
import { type Organization, organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import type { Person } from '../../support/world/person'

const removed = { authenticator: true, recoveryCodes: 10, sessions: 1 }

/** What says whom to ask: one of each. */
const letters: { [Name in MailName]?: FactsOf<Name> } = {
  'new-browser': {},
  'session-stolen': { client: 'Pixel 9' },
  'sign-in-locked': {},
  'browser-trusted': { browser: 'Firefox on Linux', days: 14 },
  'authenticator-added': { called: 'Pixel 9' },
  'two-factor-required': { organization: 'Acme Freight', enabled: true },
  'two-factor-reset': { by: { osUser: 'root' }, removed, required: true },
  'password-changed': {},
  'recovery-asked': { path: '/recovery/x' },
  'recovery-completed': { who: 'Ada', own: true, removed },
}

const toAnAdmin = /\b(an|another|other) admins?\b/

/** The names of the letters that send this person to another admin. */
async function sentToAdmins(org: Organization, { id, email }: Person): Promise<string[]> {
  const post = new Letters(org.world)
  await post.arrived()
  const found: string[] = []
  for (const [name, facts] of Object.entries(letters) as [MailName, never][]) {
    await org.ctx.db.write((tx) => tell(tx, org.ctx, { id, name: 'Someone', email }, name, facts))
    const { text } = await post.last(email)
    if (toAnAdmin.test(text.replaceAll('\n', ' '))) found.push(name)
  }
  return found
}

test('the only admin of an organization is sent to no other one, as they are at the time', async () => {
  const org = await organization()
  const all = Object.keys(letters)
  expect(await sentToAdmins(org, org.admin)).toEqual([])
  expect(await sentToAdmins(org, await org.agent())).toEqual(all)
  const second = await org.anotherAdmin()
  expect(await sentToAdmins(org, org.admin)).toEqual(all)
  expect(await sentToAdmins(org, second)).toEqual(all)
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: second.id }))
  expect(await sentToAdmins(org, org.admin)).toEqual([])
})
