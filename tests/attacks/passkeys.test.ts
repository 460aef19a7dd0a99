import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { signInWithPasskey } from '@/lib/acts/sign-in/with-passkey'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { renamePasskey } from '@/lib/acts/two-factor/rename-passkey'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { newToken } from '@/lib/crypto/token'
import { hours, minutes } from '@/lib/duration'
import {
  listPasskeys,
  passkeyForStep,
  passkeyToAdd,
  passkeyToEnroll,
  passkeyToProve,
  passkeyToSignIn,
  passkeyToSignInByApi,
} from '@/lib/queries/passkeys'
import { findSession } from '@/lib/queries/sessions/find'
import { sweepPasskeyChallenges } from '@/lib/records/factors/passkey-challenge'
import { race } from '../support/process/race'
import { Letters } from '../support/world/letters'
import { type Organization, organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import {
  addKey,
  asked,
  enterBy,
  enterWith,
  factorsOf,
  signedOutPage,
  signInByKey,
  stepWith,
} from '../support/world/passkeys'
import { challengerOf, memberOf } from '../support/world/person'
import { auditEvents, plantUser, userRow } from '../support/world/rows'
import { type Bent, SecurityKey } from '../support/world/security-key'
import { letsIn, letTrust } from '../support/world/trusting'

const rowsOf = ({ ctx }: Organization, userId: string) => {
  const { passkeys } = ctx.db.tables
  return ctx.db.read.select().from(passkeys).where(eq(passkeys.userId, userId))
}

const subjectsTo = async (org: Organization, email: string) =>
  (await new Letters(org.world).arrived()).flatMap(({ to, subject }) => (to === email ? [subject] : []))

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
    expect(await rowsOf(org, agent.id)).toEqual([])
  },
)

test('an answer works once: not again in its sign-in, in the next one, or as a whole sign-in', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const challenger = await agent.challenge()
  const answer = key.get(asked(await passkeyForStep(org.ctx, challenger)))
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('ok')
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('challenge-over')
  expect(codeOf(await finishWithPasskey(org.ctx, await agent.challenge(), { answer }))).toBe('passkey-over')
  const { browser, options } = await signedOutPage(org.ctx)
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('passkey-over')
  const whole = key.get(options)
  expect(codeOf(await enterWith(org.ctx, browser, whole))).toBe('ok')
  expect(codeOf(await enterWith(org.ctx, browser, whole))).toBe('passkey-over')
})

test('fifty times at once an answer signs in once', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  const answer = key.get(options)
  const entered = await Promise.all(Array.from({ length: 50 }, () => enterWith(org.ctx, browser, answer)))
  expect(entered.filter(({ ok }) => ok)).toHaveLength(1)
  const member = await signInByKey(agent, key)
  const proof = await factorsOf(agent, member, key)
  const begun = await Promise.all(Array.from({ length: 4 }, () => beginPasskey(org.ctx, member, proof)))
  expect(begun.map(codeOf).sort()).toEqual(['ok', 'passkey-over', 'passkey-over', 'passkey-over'])
})

test('fifty times from two processes an answer signs in once, and of a passkey and its copies one does', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const { key } = await addKey(ben, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  const job = { rule: 'signInWithPasskey', browser, answer: key.get(options) } as const
  const half = Array.from({ length: 25 }, () => job)
  const answers = await race(org.world, [half, half])
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
  expect(new Set(answers)).toEqual(new Set(['ok', 'passkey-over']))
  const { key: counted } = await addKey(cleo)
  const copies = Array.from({ length: 10 }, () => counted.copy())
  const jobs = []
  for (const copy of copies) {
    const page = await signedOutPage(org.ctx)
    jobs.push({ rule: 'signInWithPasskey', browser: page.browser, answer: copy.get(page.options) } as const)
  }
  const entered = await race(org.world, [jobs.slice(0, 5), jobs.slice(5)])
  expect(entered.filter((answer) => answer === 'ok')).toHaveLength(1)
  expect((await rowsOf(org, cleo.id))[0]?.stoppedAt).not.toBeNull()
})

test('two processes that each remove one of two passkeys leave one', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const { key: second } = await addKey(agent, { by: key, member })
  const jobs = []
  for (const [n, by] of [key, second].entries()) {
    const { password, answer } = await factorsOf(agent, member, by)
    const passkeyId = (await listPasskeys(org.ctx, member))[n]?.id ?? ''
    if (answer) jobs.push([{ rule: 'removePasskey', member, passkeyId, password, answer } as const])
  }
  const answers = await race(org.world, jobs)
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(1)
  expect(await rowsOf(org, agent.id)).toHaveLength(1)
  expect((await userRow(org.ctx, agent.id)).passkeys).toBe(1)
})

test('a challenge that was stolen, or made for something else, is answered for nothing', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  // The thief's browser shows its options to the victim, and sends the victim's answer, or the other way round.
  for (const other of [newToken(), '', 'short', `${browser}x`])
    expect(codeOf(await enterWith(org.ctx, other, key.get(options)))).toBe('passkey-over')
  const byApi = asked(await passkeyToSignInByApi(org.ctx))
  expect(codeOf(await enterWith(org.ctx, browser, key.get(byApi)))).toBe('passkey-over')
  const onApi = await signInWithPasskey(org.ctx, { answer: key.get(options) }, { channel: 'api' })
  expect(codeOf(onApi)).toBe('passkey-over')
  // One sign-in's is not another's, nor a session's.
  const [one, two] = [await agent.challenge(), await agent.challenge()]
  const forOne = asked(await passkeyForStep(org.ctx, one))
  const inTwo = await finishWithPasskey(org.ctx, two, { answer: key.get(forOne) })
  expect(codeOf(inTwo)).toBe('passkey-over')
  const toProve = key.get(asked(await passkeyToProve(org.ctx, member)))
  expect(codeOf(await finishWithPasskey(org.ctx, two, { answer: toProve }))).toBe('passkey-over')
  const { password } = agent
  expect(codeOf(await beginPasskey(org.ctx, member, { password, answer: key.get(forOne) }))).toBe(
    'passkey-over',
  )
  // Nor is one of one's own making, or of another server's.
  for (const challenge of ['', 'AAAA', Buffer.alloc(54).toString('base64url'), newToken()])
    expect(codeOf(await enterWith(org.ctx, browser, key.get(options, { challenge })))).toBe('passkey-over')
  expect(codeOf(await enterWith(org.ctx, browser, key.get(options)))).toBe('ok')
})

test('a challenge works for ten minutes, and a spent one stays spent when the clock is set back', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const { browser, options } = await signedOutPage(org.ctx)
  const answer = key.get(options)
  org.world.clock.pass(minutes(10))
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('passkey-over')
  org.world.clock.pass(-minutes(5))
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('ok')
  org.world.clock.pass(minutes(60))
  await org.ctx.db.write((tx) => sweepPasskeyChallenges(tx, org.ctx))
  org.world.clock.pass(-minutes(62))
  expect(codeOf(await enterWith(org.ctx, browser, answer))).toBe('passkey-over')
})

test('a copy is found out by its counter: neither opens anything more, it is recorded and its owner is told', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const copy = key.copy()
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(codeOf(await stepWith(agent, key))).toBe('ok')
  expect(codeOf(await stepWith(agent, copy))).toBe('passkey-stopped')
  const [stopped] = await listPasskeys(org.ctx, member)
  expect(stopped?.stoppedAt).not.toBeNull()
  expect(await auditEvents(org.ctx, org.id)).toContain('passkey.stopped')
  expect(await subjectsTo(org, agent.email)).toContain('A passkey of yours no longer works')
  // Whoever of the two has it: the owner signs in another way.
  expect(await passkeyForStep(org.ctx, await agent.challenge())).toBeNull()
  for (const either of [key, copy]) expect(codeOf(await enterBy(org.ctx, either))).toBe('passkey-stopped')
  expect(granted(await agent.enterPassword())).toMatchObject({ step: 'code', ticket: null })
})

test('a counter that stands still is a copy, too, and one that is synced may count as it likes', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const { key } = await addKey(ben)
  const copy = key.copy()
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  expect(codeOf(await enterBy(org.ctx, copy))).toBe('passkey-stopped')
  const { key: synced } = await addKey(cleo, { synced: true })
  const elsewhere = synced.copy()
  for (const one of [synced, synced, elsewhere, synced, elsewhere])
    expect(codeOf(await enterBy(org.ctx, one))).toBe('ok')
})

test('two copies at once: the counter is claimed, not checked', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent)
  const keys = [key, key.copy(), key.copy(), key.copy()]
  const entered = await Promise.all(keys.map((one) => enterBy(org.ctx, one)))
  expect(entered.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await rowsOf(org, agent.id))[0]?.stoppedAt).not.toBeNull()
})

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

test('where the second step waits or is locked after wrong codes, a passkey waits too', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const closed = [
    ['second-step-locked', { secondStepLockedAt: org.ctx.now() }],
    [
      'too-many-attempts',
      {
        ...{ secondStepLockedAt: null, secondStepFailures: 10 },
        secondStepRetryAt: new Date(org.ctx.now().getTime() + minutes(15)),
      },
    ],
  ] as const
  for (const [code, changes] of closed) {
    const challenger = await agent.challenge()
    const options = asked(await passkeyForStep(org.ctx, challenger))
    await plantUser(org.ctx, agent.id, changes)
    expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer: key.get(options) }))).toBe(code)
    expect(codeOf(await enterBy(org.ctx, key))).toBe(code)
    expect(codeOf(await beginPasskey(org.ctx, member, await factorsOf(agent, member, key)))).toBe(code)
  }
})

test('five wrong answers end a sign-in, whatever comes next', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key } = await addKey(agent, { synced: true, counts: false })
  const challenger = await agent.challenge()
  const options = asked(await passkeyForStep(org.ctx, challenger))
  const codes = []
  for (let n = 0; n < 5; n++) {
    const answer = key.get(options, { origin: 'https://evil.test' })
    codes.push(codeOf(await finishWithPasskey(org.ctx, challenger, { answer })))
  }
  expect(codes).toEqual([...Array.from({ length: 4 }, () => 'passkey-wrong'), 'attempts-used-up'])
  const right = await finishWithPasskey(org.ctx, challenger, { answer: key.get(options) })
  expect(codeOf(right)).toBe('challenge-over')
  // It is no code that anyone guesses: the account waits for no one.
  expect((await userRow(org.ctx, agent.id)).secondStepFailures).toBe(0)
})

test('the password alone, in a session that was left open, adds, renames and removes no passkey', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { key, member } = await addKey(agent)
  const { password } = agent
  const [passkey] = await listPasskeys(org.ctx, member)
  const passkeyId = passkey?.id ?? ''
  const stranger = new SecurityKey()
  const forged = stranger.create({
    ...{
      rp: { id: 'id.example.com', name: '' },
      user: { id: 'AAAA', name: '', displayName: '' },
      challenge: 'AAAA',
    },
    ...{ pubKeyCredParams: [], timeout: 1, excludeCredentials: [], attestation: 'none' },
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    extensions: { credProps: true },
  })
  const wrong = await agent.phone.wrongCode()
  const proofs = [
    { password },
    { password, code: '' },
    { password, code: wrong },
    { password, code: '0000-0000-0000-0000' },
  ]
  for (const proof of proofs) {
    expect(codeOf(await beginPasskey(org.ctx, member, proof))).toBe('code-wrong')
    expect(codeOf(await removePasskey(org.ctx, member, { ...proof, passkeyId }))).toBe('code-wrong')
    expect(codeOf(await renamePasskey(org.ctx, member, { ...proof, passkeyId, name: 'Mine' }))).toBe(
      'code-wrong',
    )
  }
  expect(await passkeyToAdd(org.ctx, member)).toBeNull()
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential: forged }))).toBe('enrollment-over')
  // The second factor alone does not either.
  const answer = key.get(asked(await passkeyToProve(org.ctx, member)))
  const guessed = await beginPasskey(org.ctx, member, { password: 'not the right password', answer })
  expect(codeOf(guessed)).toBe('password-wrong')
  expect(await listPasskeys(org.ctx, member)).toHaveLength(1)
})

test('what was proved in one session, or for something else, adds no passkey in another', async () => {
  const org = await organization()
  const agent = await org.agent()
  const { key, member } = await addKey(agent)
  const other = await signInByKey(agent, key)
  granted(await beginPasskey(org.ctx, member, await factorsOf(agent, member, key)))
  expect(await passkeyToAdd(org.ctx, other)).toBeNull()
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)))
  expect(codeOf(await confirmPasskey(org.ctx, other, { credential }))).toBe('enrollment-over')
  granted(await beginPasskey(org.ctx, other, await factorsOf(agent, other, key)))
  expect(codeOf(await confirmPasskey(org.ctx, other, { credential }))).toBe('passkey-over')
  // Nor does it stand as an authenticator, whose setup key no one has seen.
  expect(codeOf(await confirmEnrollment(org.ctx, other, { code: '123456' }))).toBe('enrollment-over')
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('ok')
  expect(await rowsOf(org, agent.id)).toHaveLength(2)
  // Sent once more it is answered as before, and adds nothing; not for long.
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('ok')
  expect(await rowsOf(org, agent.id)).toHaveLength(2)
  org.world.clock.pass(hours(1))
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('enrollment-over')
})

test('a credential that is known here is not added again, be it to another account', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent(), await org.agent()]
  const { key, member } = await addKey(ben)
  const hers = await cleo.signIn()
  granted(await beginPasskey(org.ctx, hers, { password: cleo.password }))
  granted(await beginPasskey(org.ctx, member, await factorsOf(ben, member, key)))
  const { passkeys } = org.ctx.db.tables
  for (const session of [hers, member]) {
    const mimic = new SecurityKey()
    const credential = mimic.create(asked(await passkeyToAdd(org.ctx, session)))
    // The id that it is known by, as another account's already has it.
    await org.ctx.db.write((tx) => tx.update(passkeys).set({ credentialId: mimic.lastId }))
    expect(codeOf(await confirmPasskey(org.ctx, session, { credential }))).toBe('passkey-known')
  }
  expect(await rowsOf(org, cleo.id)).toEqual([])
})

test('the last passkey of someone who must have one is not removed, and 2FA is not turned off', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  granted(await startEnrollment(org.ctx, challenger))
  const key = new SecurityKey()
  const credential = key.create(asked(await passkeyToEnroll(org.ctx, challenger)))
  granted(await finishWithNewPasskey(org.ctx, challenger, { credential }))
  const member = await signInByKey(agent, key)
  const [passkey] = await listPasskeys(org.ctx, member)
  const gone = { passkeyId: passkey?.id ?? '', ...(await factorsOf(agent, member, key)) }
  expect(codeOf(await removePasskey(org.ctx, member, gone))).toBe('last-passkey')
  const off = await disableTwoFactor(org.ctx, member, { password: agent.password })
  expect(codeOf(off)).toBe('required-by-organization')
  // Two tabs that each remove one of two: one is left.
  const { key: second } = await addKey(agent, { by: key, member })
  const theirs = await listPasskeys(org.ctx, member)
  const proofs = [await factorsOf(agent, member, key), await factorsOf(agent, member, second)]
  const removals = theirs.map(({ id }, n) => ({
    passkeyId: id,
    ...(proofs[n] ?? proofs[0]),
    password: agent.password,
  }))
  await Promise.all(removals.map((removal) => removePasskey(org.ctx, member, removal)))
  expect(await listPasskeys(org.ctx, member)).toHaveLength(1)
  expect((await userRow(org.ctx, agent.id)).passkeys).toBe(1)
})

test('another person renames and removes none of them', async () => {
  const org = await organization()
  const [victim, thief] = [await org.agent(), await org.agent()]
  const { member: theirs } = await addKey(victim)
  const { key, member } = await addKey(thief)
  const [passkey] = await listPasskeys(org.ctx, theirs)
  const passkeyId = passkey?.id ?? ''
  const removed = await removePasskey(org.ctx, member, {
    passkeyId,
    ...(await factorsOf(thief, member, key)),
  })
  expect(codeOf(removed)).toBe('passkey-not-yours')
  const named = { passkeyId, name: 'Mine', ...(await factorsOf(thief, member, key)) }
  expect(codeOf(await renamePasskey(org.ctx, member, named))).toBe('passkey-not-yours')
  expect(await listPasskeys(org.ctx, theirs)).toEqual([passkey])
})

test('two tabs that enroll, one by each kind: one factor stands in the end', async () => {
  const org = await organization()
  const agent = await org.agent({ required: true })
  const challenger = await agent.challenge()
  granted(await startEnrollment(org.ctx, challenger))
  const keys = [new SecurityKey(), new SecurityKey()]
  const made = []
  for (const key of keys) made.push(key.create(asked(await passkeyToEnroll(org.ctx, challenger))))
  const ended = await Promise.all(
    made.map((credential) => finishWithNewPasskey(org.ctx, challenger, { credential })),
  )
  expect(ended.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await rowsOf(org, agent.id)).toHaveLength(1)
  const late = await finishWithNewPasskey(org.ctx, challenger, { credential: made[0] ?? made[1] ?? never() })
  expect(codeOf(late)).toBe('enrollment-over')
})

const never = (): never => {
  throw new Error('Nothing was made.')
}

test('a passkey that is being added while an admin resets the person is not added', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { key, member } = await addKey(agent)
  granted(await beginPasskey(org.ctx, member, await factorsOf(agent, member, key)))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)))
  const challenger = await agent.challenge()
  const answer = key.get(asked(await passkeyForStep(org.ctx, challenger)))
  granted(await resetTwoFactor(org.ctx, await org.asAdmin(), { userId: agent.id }))
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('enrollment-over')
  expect(codeOf(await finishWithPasskey(org.ctx, challenger, { answer }))).toBe('challenge-over')
  expect(await findSession(org.ctx, newToken())).toBeNull()
  expect(await rowsOf(org, agent.id)).toEqual([])
})

test('a stranger posts answers to a whole sign-in without end', async () => {
  const org = await organization()
  const victim = await org.agent()
  const { key } = await addKey(victim)
  const stranger = org.world.from({ address: '203.0.113.66' })
  const { browser, options } = await signedOutPage(stranger)
  // The same page, which is right for ten minutes, and a signature of the wrong kind.
  const wrong = key.get(options, { origin: 'https://evil.test' })
  const codes: string[] = []
  for (let n = 0; n < 62; n++) codes.push(codeOf(await enterWith(stranger, browser, wrong)))
  expect(codes).toEqual([...Array(61).fill('passkey-wrong'), 'too-many-attempts'])
  const waits = await enterWith(stranger, browser, wrong)
  expect(waits).toMatchObject({ detail: { retryAt: expect.any(Date) } })
  // Over the API it is the same count, and what is not even an answer to us is none.
  const byApi = asked(await passkeyToSignInByApi(stranger))
  const answer = key.get(byApi)
  expect(codeOf(await signInWithPasskey(stranger, { answer }, { channel: 'api' }))).toBe('too-many-attempts')
  expect(codeOf(await enterWith(stranger, newToken(), wrong))).toBe('passkey-over')
  // Its owner comes in from elsewhere, however often; there they wait, and no longer than a minute.
  for (let n = 0; n < 70; n++) expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  org.world.clock.pass(minutes(1))
  expect(codeOf(await enterBy(stranger, key))).toBe('ok')
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
  const [row] = await rowsOf(org, thief.id)
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

test('no options and no answer tell who has a passkey before the password was right', async () => {
  const org = await organization()
  const [ben, cleo] = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  await addKey(ben)
  const shapes = [
    asked(await passkeyToSignIn(org.ctx, newToken())),
    asked(await passkeyToSignInByApi(org.ctx)),
  ].map(({ challenge, ...rest }) => ({ ...rest, challenge: challenge.length }))
  expect(shapes[0]).toEqual(shapes[1])
  expect(shapes[0]).not.toHaveProperty('allowCredentials')
  const wrong = async (email: string) =>
    signInWithPassword(org.ctx, { email, password: 'not the right password' }, 'web')
  expect(await wrong(ben.email)).toEqual(await wrong(cleo.email))
  // Whoever signs with a key that no account has is told no more than that.
  const { key } = await addKey(await org.agent())
  const nobody = key.copy()
  nobody.kept = key.kept.map((kept) => ({ ...kept, id: Buffer.alloc(32, 7) }))
  expect(codeOf(await enterBy(org.ctx, nobody))).toBe('passkey-unknown')
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

test('a factor is begun, and another way is taken before it is confirmed: the first is void', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.signIn()
  granted(await beginPasskey(org.ctx, member, { password: agent.password }))
  const credential = new SecurityKey().create(asked(await passkeyToAdd(org.ctx, member)))
  await agent.enroll()
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('enrollment-over')
  const again = await agent.signIn()
  expect(codeOf(await beginEnrollment(org.ctx, again, { password: agent.password }))).toBe('two-factor-on')
  expect(await passkeyToAdd(org.ctx, again)).toBeNull()
  const challenger = granted(await agent.enterPassword())
  expect(await passkeyToEnroll(org.ctx, await challengerOf(org.ctx, challenger))).toBeNull()
})
