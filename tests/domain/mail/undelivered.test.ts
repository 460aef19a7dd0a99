import { afterEach, beforeEach, expect, test } from 'vitest'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { retryLetter } from '@/lib/acts/mail/retry'
import { days, hours, minutes } from '@/lib/duration'
import { openPostman, type Postman } from '@/lib/jobs/mail/postman'
import { sweep } from '@/lib/jobs/sweep'
import { reasonOf } from '@/lib/messages/mail/delivery'
import { invitationDelivery, listUndelivered, peopleUnreached } from '@/lib/queries/undelivered'
import { Mailbox } from '../../support/world/mailbox'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'

let acme: Organization
let mailbox: Mailbox
let postman: Postman

beforeEach(async () => {
  acme = await organization()
  mailbox = await Mailbox.open()
  postman = openPostman(mailbox.settingsOf(acme.world))
})

afterEach(async () => {
  postman.close()
  await mailbox.stop()
})

const everything = async () => {
  for (let delivered = 1; delivered > 0; ) delivered = (await postman.deliver(acme.ctx)).length
}

test.each<[NonNullable<Mailbox['refuses']>]>([
  [{ at: 'greeting', code: 554, text: 'No service for your address' }],
  [{ at: 'sender', code: 550, text: 'Sender rejected' }],
  [{ at: 'sender', code: 554, text: '5.7.1 You may not send from here' }],
  [{ at: 'recipient', code: 550, text: '5.7.1 Relaying denied' }],
  [{ at: 'recipient', code: 554, text: '5.7.1 <x@example.com>: Relay access denied' }],
  [{ at: 'recipient', code: 550, text: 'relay not permitted' }],
  [{ at: 'recipient', code: 550, text: '5.1.8 Bad sender' }],
  [{ at: 'recipient', code: 550, text: 'SPF check failed' }],
  [{ at: 'recipient', code: 550, text: 'User has exceeded the daily sending quota' }],
  [{ at: 'recipient', code: 550, text: 'must issue a STARTTLS command first' }],
  [{ at: 'recipient', code: 550, text: 'Verification failed for <id@example.com>: mailbox unknown' }],
  [{ at: 'recipient', code: 550, text: 'unknown reverse lookup' }],
  [{ at: 'recipient', code: 550, text: 'Your account has been suspended' }],
  [{ at: 'recipient', code: 553, text: 'Go away' }],
  [{ at: 'recipient', code: 530, text: '5.7.0 Authentication required' }],
  [{ at: 'recipient', code: 450, text: '4.2.0 Greylisted' }],
  [{ at: 'letter', code: 554, text: 'Transaction failed' }],
  [{ at: 'letter', code: 552, text: '5.3.4 Message too big' }],
])('what a mail server refuses that is not the recipient waits: %j', async (refuses) => {
  await everything()
  mailbox.mails.length = 0
  mailbox.refuses = refuses
  const ben = await acme.agent({ invited: true })
  const [delivery] = await postman.deliver(acme.ctx)
  expect(delivery).toMatchObject({ name: 'invitation', final: false })
  const admin = await acme.asAdmin()
  expect(await invitationDelivery(acme.ctx, admin, ben.id)).toMatchObject({
    ...{ state: 'waiting', failure: null, retryable: true },
    answer: expect.stringContaining(String(refuses.code)),
  })
  expect(await peopleUnreached(acme.ctx, admin)).toEqual([{ id: ben.id, name: ben.name }])
  acme.world.clock.pass(days(2))
  await everything()
  mailbox.refuses = null
  acme.world.clock.pass(minutes(30))
  await everything()
  expect(mailbox.mails.map(({ subject }) => subject)).toEqual(['Countersign: Join Acme Freight'])
  const again = await acme.asAdmin()
  expect(await invitationDelivery(acme.ctx, again, ben.id)).toMatchObject({ state: 'sent' })
  expect(await peopleUnreached(acme.ctx, again)).toEqual([])
})

test.each([
  [550, 'No such user'],
  [550, 'Requested action not taken: mailbox unavailable'],
  [551, 'User not local'],
  [550, '<your.sender@relay.example.com>: unknown here'],
  [550, '5.1.1 User unknown'],
  [552, '5.2.2 Mailbox full'],
  [553, 'Mailbox name not allowed'],
])(
  'a recipient refused with %i %s is given up, shown with the reason, and tried again on demand',
  async (code, text) => {
    await everything()
    mailbox.mails.length = 0
    mailbox.refuses = { at: 'recipient', code, text }
    const ben = await acme.agent({ invited: true })
    expect(await postman.deliver(acme.ctx)).toMatchObject([{ final: true }])
    acme.world.clock.pass(hours(1))
    expect(await postman.deliver(acme.ctx)).toEqual([])
    const admin = await acme.asAdmin()
    const delivery = await invitationDelivery(acme.ctx, admin, ben.id)
    expect(delivery).toMatchObject({
      state: 'failed',
      failure: 'refused',
      answer: `${code} ${text.replace(/\S+@\S+/, '[address]')}`,
    })
    expect(delivery && reasonOf(delivery)).toContain('refused this address')
    mailbox.refuses = null
    granted(await retryLetter(acme.ctx, admin, { userId: ben.id, letterId: delivery?.id ?? '' }))
    await everything()
    expect(mailbox.mails[0]?.text).toContain(`/invitation/${ben.invitation}`)
    expect(await invitationDelivery(acme.ctx, admin, ben.id)).toMatchObject({ state: 'sent' })
    const over = await retryLetter(acme.ctx, admin, { userId: ben.id, letterId: delivery?.id ?? '' })
    expect(codeOf(over)).toBe('letter-over')
  },
)

test('what was not delivered within its life is shown as failed for a week', async () => {
  mailbox.refuses = { at: 'sender', code: 451, text: 'Later' }
  const ben = await acme.agent()
  await acme.require(ben)
  await postman.deliver(acme.ctx)
  for (let waiting = 0; waiting < 4; waiting++) {
    acme.world.clock.pass(days(1))
    for (let n = 0; n < 5; n++) await postman.deliver(acme.ctx)
  }
  const shown = await listUndelivered(acme.ctx, await acme.asAdmin(), ben.id)
  expect(shown).toMatchObject([
    { name: 'two-factor-required', state: 'failed', failure: 'expired', retryable: false },
  ])
  acme.world.clock.pass(days(8))
  await sweep(acme.ctx)
  expect(await listUndelivered(acme.ctx, await acme.asAdmin(), ben.id)).toEqual([])
})

test('a new invitation takes the place of one that failed', async () => {
  mailbox.refuses = { at: 'recipient', code: 550, text: 'No such user' }
  const ben = await acme.agent({ invited: true })
  await everything()
  mailbox.refuses = null
  granted(await renewInvitation(acme.ctx, await acme.asAdmin(), { userId: ben.id }))
  await everything()
  const admin = await acme.asAdmin()
  expect(await invitationDelivery(acme.ctx, admin, ben.id)).toMatchObject({ state: 'sent' })
  expect((await peopleUnreached(acme.ctx, admin)).map(({ id }) => id)).not.toContain(ben.id)
})
