import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { addOperator } from '@/lib/acts/operators/add'
import { reactivateOperator } from '@/lib/acts/operators/reactivate'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { addOrganization } from '@/lib/acts/organizations/add'
import { renewFirstInvitation } from '@/lib/acts/organizations/renew-first-invitation'
import { days } from '@/lib/duration'
import { openPostman } from '@/lib/jobs/mail/postman'
import { findOrganization } from '@/lib/queries/organizations'
import { Mailbox } from '../../support/world/mailbox'
import { operatorOf } from '../../support/world/operator'
import { codeOf, granted } from '../../support/world/outcome'
import { openWorld } from '../../support/world/world'

const console_ = mintConsole('root')
const password = 'seven quiet umbrellas'

test('the first admin of an organization gets a new link, until they have joined', async () => {
  const world = await openWorld()
  const { operator } = await operatorOf(world)
  const input = { organization: 'Globex', name: 'Hank Scorpio', email: 'hank@globex.example' }
  const { organizationId } = granted(await addOrganization(world.ctx, operator, input))
  const first = (await findOrganization(world.ctx, operator, organizationId))?.invited?.invitation ?? ''
  granted(await renewFirstInvitation(world.ctx, operator, { organizationId }))
  const second = (await findOrganization(world.ctx, operator, organizationId))?.invited?.invitation ?? ''
  expect(codeOf(await acceptInvitation(world.ctx, { token: first, password }))).toBe('invitation-over')
  granted(await acceptInvitation(world.ctx, { token: second, password }))
  expect(codeOf(await renewFirstInvitation(world.ctx, operator, { organizationId }))).toBe('already-joined')
})

test('an operator sees what became of the email to the first admin, and nothing of it once they joined', async () => {
  const world = await openWorld()
  const { operator } = await operatorOf(world)
  const mailbox = await Mailbox.open()
  const postman = openPostman(mailbox.settingsOf(world))
  const input = { organization: 'Globex', name: 'Hank Scorpio', email: 'hank@globex.example' }
  const { organizationId } = granted(await addOrganization(world.ctx, operator, input))
  const invited = async () => (await findOrganization(world.ctx, operator, organizationId))?.invited
  const deliverAll = async () => {
    while ((await postman.deliver(world.ctx)).length > 0);
  }
  expect(await invited()).toMatchObject({ email: input.email, delivery: { state: 'sending' } })
  mailbox.refuses = { at: 'recipient', code: 550, text: '5.1.1 No such user' }
  await deliverAll()
  expect((await invited())?.delivery).toMatchObject({ state: 'failed', answer: '550 5.1.1 No such user' })
  mailbox.refuses = null
  granted(await renewFirstInvitation(world.ctx, operator, { organizationId }))
  await deliverAll()
  expect((await invited())?.delivery).toMatchObject({ state: 'sent' })
  granted(await acceptInvitation(world.ctx, { token: (await invited())?.invitation ?? '', password }))
  expect(await invited()).toBeNull()
  postman.close()
  await mailbox.stop()
})

test('an operator whose invitation expired is added again by the same command', async () => {
  const { ctx, clock } = await openWorld()
  const input = { email: 'olga@example.com', name: 'Olga Support' }
  const first = granted(await addOperator(ctx, console_, input))
  clock.pass(days(4))
  expect(codeOf(await acceptInvitation(ctx, { token: first.invitation, password }))).toBe('invitation-over')
  const second = granted(await addOperator(ctx, console_, input))
  granted(await acceptInvitation(ctx, { token: second.invitation, password }))
  expect(codeOf(await addOperator(ctx, console_, input))).toBe('operator-already')
})

test('a suspended operator is let back in, and nobody else by this', async () => {
  const world = await openWorld()
  const { person } = await operatorOf(world)
  granted(await suspendOperator(world.ctx, console_, { email: person.email }))
  expect(codeOf(await person.enterPassword())).toBe('account-suspended')
  granted(await reactivateOperator(world.ctx, console_, { email: person.email }))
  expect(granted(await person.enterPassword()).step).toBe('code')
  expect(codeOf(await reactivateOperator(world.ctx, console_, { email: person.email }))).toBe('not-suspended')
  expect(codeOf(await reactivateOperator(world.ctx, console_, { email: 'x@example.com' }))).toBe(
    'user-unknown',
  )
})
