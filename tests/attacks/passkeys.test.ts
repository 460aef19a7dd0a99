import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { newToken } from '@/lib/crypto/token'
import { passkeyForStep, passkeyToAdd } from '@/lib/queries/passkeys'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { addKey, asked, enterBy, factorsOf, stepWith } from '../support/world/passkeys'
import { memberOf } from '../support/world/person'
import { auditEvents, passkeyRows } from '../support/world/rows'
import { type Bent, SecurityKey } from '../support/world/security-key'
import { letsIn, letTrust } from '../support/world/trusting'

test("the victim's password and a passkey of one's own open nothing", async () => {
  const org = await organization()
  const [victim, thief] = [await org.agent(), await org.agent()]
  const { key } = await addKey(victim)
  const { key: own } = await addKey(thief)
  const challenger = await victim.challenge()
  const options = asked(await passkeyForStep(org.ctx, challenger))
  const [kept] = own.kept
  if (!kept) throw new Error('The thief has no passkey.')
  const [named] = key.kept
  for (const bent of [{}, { userHandle: named?.userHandle ?? '' }, { userHandle: null }])
    expect(
      codeOf(await finishWithPasskey(org.ctx, challenger, { answer: own.sign(kept, options, bent) })),
    ).toBe('passkey-wrong')
  // Nor does it, where it says that it is the victim's.
  const answer = own.sign(kept, options, { id: key.lastId, userHandle: null })
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('passkey-wrong')
  expect(await auditEvents(org.ctx, org.id)).toContain('sign-in.passkey-rejected')
  // And as a whole sign-in it opens no account but its owner's.
  expect(codeOf(await enterBy(org.ctx, own, { userHandle: named?.userHandle ?? '' }))).toBe('passkey-wrong')
  expect(codeOf(await enterBy(org.ctx, own, { userHandle: null }))).toBe('passkey-wrong')
  const entered = granted(await enterBy(org.ctx, own))
  expect(entered.userId).toBe(thief.id)
})

const strange: [string, Bent][] = [
  ['another site', { origin: 'https://id.example.com.evil.test' }],
  ['another port of this host', { origin: 'https://id.example.com:8443' }],
  ['plain http', { origin: 'http://id.example.com' }],
  ['an extension', { origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop' }],
  ['a passkey for the domain above', { rpId: 'example.com' }],
  ['a frame of another site', { crossOrigin: true }],
  ['a frame that names its page', { topOrigin: 'https://id.example.com' }],
  ['the other ceremony', { type: 'webauthn.create' }],
  ['one that may suddenly be synced', { backupEligible: true }],
]

test.each(strange)('what was signed for %s opens nothing here', async (_, bent) => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent)
  expect(codeOf(await stepWith(agent, key, bent))).toBe('passkey-wrong')
  expect(codeOf(await enterBy(org.ctx, key, bent))).toBe('passkey-wrong')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
})

test.each(strange.filter(([, bent]) => bent.backupEligible === undefined))(
  'what was made for %s is not added',
  async (_, bent) => {
    const org = await organization()
    const agent = await org.agent()
    const member = await agent.signIn()
    granted(await beginPasskey(org.ctx, member, { password: agent.password }))
    const wrong = bent.type ? { type: 'webauthn.get' } : bent
    const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)), wrong)
    expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('passkey-refused')
    expect(await passkeyRows(org.ctx, agent.id)).toEqual([])
  },
)

test('a found key without its PIN opens nothing alone, nor one on which a PIN was set later', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const { key } = await addKey(ben)
  expect(codeOf(await enterBy(org.ctx, key, { userVerified: false }))).toBe('passkey-unverified')
  const { key: bare } = await addKey(cleo, { verifies: false })
  expect(codeOf(await enterBy(org.ctx, bare, { userVerified: true }))).toBe('passkey-unverified')
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
})

test('a passkey of someone who was suspended or removed, or whose organization was, opens nothing', async () => {
  const org = await organization()
  const [ben, cleo, dmitri] = [await org.agent(), await org.agent(), await org.agent()]
  const [{ key: his }, { key: hers }, { key: third }] = [
    await addKey(ben),
    await addKey(cleo),
    await addKey(dmitri),
  ]
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  expect(codeOf(await enterBy(org.ctx, his))).toBe('account-suspended')
  granted(await removeUser(org.ctx, await org.asAdmin(), { userId: cleo.id }))
  expect(codeOf(await enterBy(org.ctx, hers))).toBe('passkey-unknown')
  const { organizations } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.update(organizations).set({ suspendedAt: org.ctx.now() }))
  expect(codeOf(await enterBy(org.ctx, third))).toBe('organization-suspended')
})

test('a ticket of a passkey opens nothing once the person was reset', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent)
  const { ticket } = granted(await enterBy(org.ctx, key))
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(codeOf(await redeemTicket(org.ctx, ticket, 'web'))).toBe('ticket-invalid')
})

test("a passkey whose row was given another person's key opens neither account", async () => {
  const org = await organization()
  const [victim, thief] = [await org.agent(), await org.agent()]
  const { key } = await addKey(victim)
  const { key: own } = await addKey(thief)
  const { passkeys } = org.ctx.db.tables
  const [row] = await passkeyRows(org.ctx, thief.id)
  const publicKey = row?.publicKey ?? Buffer.alloc(0)
  await org.ctx.db.write((tx) => tx.update(passkeys).set({ publicKey }).where(eq(passkeys.userId, victim.id)))
  const challenger = await victim.challenge()
  const options = asked(await passkeyForStep(org.ctx, challenger))
  const [kept] = own.kept
  if (!kept) throw new Error('The thief has no passkey.')
  const answer = own.sign(kept, options, { id: key.lastId, userHandle: key.kept[0]?.userHandle ?? null })
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('secret-unreadable')
  expect(await auditEvents(org.ctx, org.id)).toContain('secret.unreadable')
})

test('a browser that was trusted by a passkey stands in for it at sign-in, and for nothing else', async () => {
  const org = await organization()
  await letTrust(org)
  const agent = await org.agent()
  const { key } = await addKey(agent)
  const token = newToken()
  const challenger = await agent.challenge()
  const answer = key.get(asked(await passkeyForStep(org.ctx, challenger)))
  granted(await finishWithPasskey(org.ctx, challenger, { answer }, 'ticket', { trusted: token }))
  const { email, password } = agent
  const accepted = granted(await signInWithPassword(org.ctx, { email, password, trustToken: token }, 'web'))
  const { token: session } = granted(await redeemTicket(org.ctx, accepted.ticket ?? '', 'web'))
  const member = await memberOf(org.ctx, session)
  expect(codeOf(await beginPasskey(org.ctx, member, { password }))).toBe('code-wrong')
  expect(await passkeyToAdd(org.ctx, member)).toBeNull()
  // With one more passkey no browser is trusted any more.
  granted(await beginPasskey(org.ctx, member, await factorsOf(agent, member, key)))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)))
  granted(await confirmPasskey(org.ctx, member, { credential }))
  expect(await letsIn(org, agent, token)).toBe(false)
})
