import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { addOperator } from '@/lib/acts/operators/add'
import { setUpOrganization, setupInput } from '@/lib/acts/organizations/set-up'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { newToken } from '@/lib/crypto/token'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { findSession } from '@/lib/queries/sessions/find'
import { isInUse, isSetUp, isSetupToken } from '@/lib/queries/setup'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents } from '../../support/world/rows'
import { openWorld } from '../../support/world/world'

const input = {
  organization: 'Acme Freight',
  name: 'Ada Lindqvist',
  email: 'ada@example.com',
  password: 'violet harbour stapler',
}

test("the console's token makes the organization and its first admin, who is signed in", async () => {
  const { ctx } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  expect(await isSetUp(ctx)).toBe(false)
  const accepted = granted(await setUpOrganization(ctx, { token, ...input }))
  expect(accepted.step).toBe('none')
  const session = granted(await redeemTicket(ctx, accepted.ticket ?? '', 'web'))
  const person = await findSession(ctx, session.token)
  expect(person).toMatchObject({ role: 'admin', organizationName: 'Acme Freight', email: input.email })
  expect(await isSetUp(ctx)).toBe(true)
  expect(await auditEvents(ctx, person?.organizationId ?? '')).toEqual([
    'organization.created',
    'sign-in.succeeded',
  ])
})

test('afterwards the page is closed for ever: no token is issued and the old one is void', async () => {
  const { ctx } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  granted(await setUpOrganization(ctx, { token, ...input }))
  expect(await issueSetupToken(ctx)).toBeNull()
  expect(await isSetupToken(ctx, token)).toBe(false)
  const again = { token, ...input, email: 'eve@example.com' }
  expect(codeOf(await setUpOrganization(ctx, again))).toBe('setup-closed')
})

test('without the token, or with one that was made up, nobody gets it', async () => {
  const { ctx } = await openWorld()
  await issueSetupToken(ctx)
  for (const token of ['', newToken()])
    expect(codeOf(await setUpOrganization(ctx, { token, ...input }))).toBe('setup-closed')
  expect(await isSetUp(ctx)).toBe(false)
})

test('an operator may be there before any organization: set-up stays open, but not with their address', async () => {
  const { ctx } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  expect(await isInUse(ctx)).toBe(false)
  granted(await addOperator(ctx, mintConsole('root'), { email: input.email }))
  expect([await isInUse(ctx), await isSetUp(ctx)]).toEqual([true, false])
  expect(codeOf(await setUpOrganization(ctx, { token, ...input }))).toBe('email-unavailable')
  expect(await isSetUp(ctx)).toBe(false)
  granted(await setUpOrganization(ctx, { token, ...input, email: 'maria@example.com' }))
})

test('of fifty who claim it at once, one gets it', async () => {
  const { ctx } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      setUpOrganization(ctx, { token, ...input, email: `n${n}@example.com` }),
    ),
  )
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  const { organizations, users } = ctx.db.tables
  expect(await ctx.db.read.select().from(organizations)).toHaveLength(1)
  expect(await ctx.db.read.select().from(users)).toHaveLength(1)
})

test('looking at the token does not spend it; a new start voids it; the database holds only its digest', async () => {
  const { ctx } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  expect(await isSetupToken(ctx, token)).toBe(true)
  expect(await isSetupToken(ctx, token)).toBe(true)
  const { serverFacts } = ctx.db.tables
  expect(JSON.stringify(await ctx.db.read.select().from(serverFacts))).not.toContain(token)
  const next = (await issueSetupToken(ctx)) ?? ''
  expect(await isSetupToken(ctx, token)).toBe(false)
  expect(codeOf(await setUpOrganization(ctx, { token, ...input }))).toBe('setup-closed')
  expect(codeOf(await setUpOrganization(ctx, { token: next, ...input }))).toBe('ok')
})

test('a common or personal password is refused, and the token still works', async () => {
  const { ctx } = await openWorld()
  const token = (await issueSetupToken(ctx)) ?? ''
  const claim = async (password: string) =>
    codeOf(await setUpOrganization(ctx, { token, ...input, password }))
  expect(await claim('passwordpassword')).toBe('password-common')
  expect(await claim('AcmeFreight2026')).toBe('password-personal')
  expect(await claim(input.password)).toBe('ok')
})

test("dates are meant where the admin's browser is, and in UTC where it says nothing that is a zone", async () => {
  const zoneOf = async (timeZone: string | undefined) => {
    const { ctx } = await openWorld()
    const token = (await issueSetupToken(ctx)) ?? ''
    granted(await setUpOrganization(ctx, setupInput.parse({ token, ...input, timeZone })))
    const [made] = await ctx.db.read.select().from(ctx.db.tables.organizations)
    return made?.timeZone
  }
  expect(await zoneOf('Europe/Berlin')).toBe('Europe/Berlin')
  // One place, two names: each browser has its own.
  const [first, second] = ['Asia/Kolkata', 'Asia/Calcutta'].map(
    (timeZone) => setupInput.parse({ token: 'x', ...input, timeZone }).timeZone,
  )
  expect(first).toMatch(/^Asia/)
  expect(first).toBe(second)
  expect(await zoneOf(undefined)).toBe('UTC')
  for (const none of ['', 'Middle/Earth', '+01:00', 'x'.repeat(65)])
    expect(setupInput.parse({ token: 'x', ...input, timeZone: none }).timeZone).toBeUndefined()
})

test('what is missing, too long or too much is an error of the form', () => {
  const whole = { token: 'x', ...input }
  expect(setupInput.safeParse(whole).success).toBe(true)
  for (const change of [
    { organization: ' ' },
    { name: '' },
    { email: 'ada' },
    { password: 'too short' },
    { token: 'x'.repeat(65) },
    { role: 'operator' },
  ])
    expect(setupInput.safeParse({ ...whole, ...change }).success).toBe(false)
})
