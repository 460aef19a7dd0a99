import { expect, test } from 'vitest'
import { askForEmailChange } from '@/lib/acts/email/ask-for-change'
import { confirmEmailChange } from '@/lib/acts/email/confirm-change'
import { undoEmailChange } from '@/lib/acts/email/undo-change'
import { days, minutes } from '@/lib/duration'
import { findSession } from '@/lib/queries/sessions/find'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { Person } from '../../support/world/person'
import { auditEvents, userRow } from '../../support/world/rows'

const email = 'new@example.com'

async function asking() {
  const org = await organization()
  const ben = await org.agent()
  const letters = new Letters(org.world)
  await letters.arrived()
  const session = await ben.openSession()
  const member = await ben.signIn()
  granted(await askForEmailChange(org.ctx, member, { email, password: ben.password }))
  const arrived = await letters.arrived()
  const to = (address: string) => arrived.find((letter) => letter.to === address)
  return { org, ben, letters, session, confirm: to(email), undo: to(ben.email) }
}

test('the new address confirms it, the old one is told at once; nothing changes before', async () => {
  const { org, ben, letters, confirm, undo } = await asking()
  expect([confirm?.subject, undo?.subject]).toEqual([
    'Confirm your new email address',
    'Your email address is about to change',
  ])
  expect((await userRow(org.ctx, ben.id)).email).toBe(ben.email)
  granted(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))
  expect(await userRow(org.ctx, ben.id)).toMatchObject({ email, emailChangedAt: org.world.clock.now() })
  expect((await letters.last(ben.email)).subject).toBe('Your email address was changed')
  expect(await auditEvents(org.ctx, org.id)).toContain('email.changed')
  const found = await listUsers(org.ctx, await org.asAdmin(), listUsersInput.parse({ search: email }))
  expect(found.users.map((user) => user.id)).toEqual([ben.id])
  expect(codeOf(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))).toBe('link-over')
})

test('"This wasn\'t me" before the change stops it, after it restores the address; both end sessions', async () => {
  for (const changed of [false, true]) {
    const { org, ben, session, confirm, undo } = await asking()
    if (changed) granted(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))
    org.world.clock.pass(minutes(10))
    granted(await undoEmailChange(org.ctx, { token: undo?.token ?? '' }))
    expect((await userRow(org.ctx, ben.id)).email).toBe(ben.email)
    expect(await findSession(org.ctx, session.token)).toBeNull()
    expect(codeOf(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))).toBe('link-over')
    expect(await auditEvents(org.ctx, org.id)).toContain('email.restored')
  }
})

test('who changed it twice cannot take it back after it was restored', async () => {
  const { org, ben, letters, confirm, undo } = await asking()
  granted(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))
  await letters.arrived()
  org.world.clock.pass(minutes(1))
  const thief = new Person(org.world, { ...ben, email })
  const member = await thief.signIn()
  granted(await askForEmailChange(org.ctx, member, { email: 'third@example.com', password: ben.password }))
  const second = await letters.last(email)
  granted(await undoEmailChange(org.ctx, { token: undo?.token ?? '' }))
  expect(codeOf(await undoEmailChange(org.ctx, { token: second.token }))).toBe('link-over')
  expect((await userRow(org.ctx, ben.id)).email).toBe(ben.email)
})

test('the link that restores works for seven days', async () => {
  const { org, confirm, undo } = await asking()
  granted(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))
  org.world.clock.pass(days(7))
  expect(codeOf(await undoEmailChange(org.ctx, { token: undo?.token ?? '' }))).toBe('link-over')
})

test('a taken address is answered like a free one, and gets no email', async () => {
  const org = await organization()
  const ben = await org.agent()
  const other = await org.agent()
  const letters = new Letters(org.world)
  await letters.arrived()
  const input = { email: other.email, password: ben.password }
  granted(await askForEmailChange(org.ctx, await ben.signIn(), input))
  expect((await letters.arrived()).map(({ to }) => to)).toEqual([ben.email])
})

test('an address that was taken meanwhile is refused', async () => {
  const { org, ben, confirm } = await asking()
  await org.agent({ email })
  expect(codeOf(await confirmEmailChange(org.ctx, { token: confirm?.token ?? '' }))).toBe('email-unavailable')
  expect((await userRow(org.ctx, ben.id)).email).toBe(ben.email)
})

test('a wrong password asks for nothing', async () => {
  const org = await organization()
  const ben = await org.agent()
  const letters = new Letters(org.world)
  await letters.arrived()
  const wrong = await askForEmailChange(org.ctx, await ben.signIn(), { email, password: 'not the right one' })
  expect(codeOf(wrong)).toBe('password-wrong')
  expect(await letters.arrived()).toEqual([])
})
