import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { addOperator } from '@/lib/acts/operators/add'
import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { runErrands } from '@/lib/jobs/errands'
import { joinWords } from '@/lib/messages/invitation'
import { findInvitation } from '@/lib/queries/invitations'
import { type Recipient, sealedIn, tell } from '@/lib/records/outbox/outbox'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { openWorld, type World } from '../../support/world/world'

/** What a letter of before says, whose facts hold sentences. */
async function letterOfBefore(world: World, name: string, facts: Record<string, unknown>): Promise<string> {
  const { ctx } = world
  const { outbox } = ctx.db.tables
  const to: Recipient = { name: 'Ada', email: `${crypto.randomUUID()}@example.com` }
  await ctx.db.write((tx) => tell(tx, ctx, to, 'two-factor-enabled', {}))
  const [row] = (await ctx.db.read.select().from(outbox)).filter(({ closedAt }) => closedAt === null)
  if (!row?.payload) throw new Error('No letter is waiting.')
  const letter = JSON.parse(ctx.vault.unseal(row.payload, sealedIn, row.id).toString())
  const payload = ctx.vault.seal(Buffer.from(JSON.stringify({ ...letter, name, facts })), sealedIn, row.id)
  await ctx.db.write((tx) => tx.update(outbox).set({ name, payload }))
  return (await new Letters(world).last(to.email)).text.replace(/\s+/g, ' ')
}

test('what a reset took away is told in counts, which become words when the letter is sent', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const letters = new Letters(org.world)
  await letters.arrived()
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: ben.id }))
  const { outbox } = org.ctx.db.tables
  const told = (await org.ctx.db.read.select().from(outbox)).filter(({ name }) => name === 'two-factor-reset')
  const facts = told.map(({ payload, id }) =>
    JSON.parse(org.ctx.vault.unseal(payload ?? Buffer.alloc(0), sealedIn, id).toString()),
  )
  expect(facts).toMatchObject([
    { facts: { removed: { authenticator: true, recoveryCodes: 10, sessions: 1 } } },
  ])
  const text = (await letters.last(ben.email)).text.replace(/\s+/g, ' ')
  expect(text).toContain('Removed: the authenticator, 10 recovery codes, 1 session.')
})

test('letters whose facts were stored in words say what they said', async () => {
  const world = await openWorld()
  const by = { osUser: 'root' }
  const removed = 'the authenticator, 1 recovery code, 2 sessions'
  expect(await letterOfBefore(world, 'two-factor-reset', { by, removed, required: true })).toContain(
    `Removed: ${removed}.`,
  )
  const without = { by: 'Ada', removed: '0 recovery codes, 1 session', who: 'Ben', reason: '' }
  expect(await letterOfBefore(world, 'two-factor-reset-of-other', without)).toContain(
    'Removed: 0 recovery codes, 1 session.',
  )
  expect(await letterOfBefore(world, 'recovery-completed', { own: true, who: 'Ada', removed })).toContain(
    `Removed: ${removed}.`,
  )
  const invitation = { path: '/invitation/x', twoFactor: false, organization: 'the operators' }
  expect(
    await letterOfBefore(world, 'invitation', { ...invitation, by: 'Whoever runs the server (root)' }),
  ).toContain('Whoever runs the server (root) invited you to the operators. Open the link')
})

test('operators join no organization by name: their household has none, and an old one goes unread', async () => {
  const world = await openWorld()
  const { ctx } = world
  const email = 'olga@example.com'
  granted(await addOperator(ctx, mintConsole('root'), { email, name: 'Olga Support' }))
  const { organizations } = ctx.db.tables
  expect(await ctx.db.read.select({ name: organizations.name }).from(organizations)).toEqual([{ name: '' }])
  for (const name of ['', 'the operators']) {
    await ctx.db.write((tx) => tx.update(organizations).set({ name }))
    granted(await askForReset(ctx, { email }))
    await runErrands(ctx)
    const { text, token } = await new Letters(world).last(email)
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Whoever runs the server (root) invited you to the operators.',
    )
    const invitation = await findInvitation(ctx, token)
    expect(invitation).toMatchObject({ email, organizationName: null })
    expect(joinWords(invitation?.organizationName ?? null)).toBe('Join the operators')
    world.clock.pass(3_600_000)
  }
})
