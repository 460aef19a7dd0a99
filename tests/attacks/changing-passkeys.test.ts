import { expect, test } from 'vitest'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { confirmPasskey, finishWithNewPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { renamePasskey } from '@/lib/acts/two-factor/rename-passkey'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { newToken } from '@/lib/crypto/token'
import { hours } from '@/lib/duration'
import {
  listPasskeys,
  passkeyForStep,
  passkeyToAdd,
  passkeyToEnroll,
  passkeyToProve,
} from '@/lib/queries/passkeys'
import { findSession } from '@/lib/queries/sessions/find'
import { race } from '../support/process/race'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { addKey, asked, factorsOf, signInByKey } from '../support/world/passkeys'
import { challengerOf } from '../support/world/person'
import { passkeyRows, userRow } from '../support/world/rows'
import { SecurityKey } from '../support/world/security-key'

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
  expect(await passkeyRows(org.ctx, agent.id)).toHaveLength(1)
  expect((await userRow(org.ctx, agent.id)).passkeys).toBe(1)
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
  expect(await passkeyRows(org.ctx, agent.id)).toHaveLength(2)
  // Sent once more it is answered as before, and adds nothing; not for long.
  expect(codeOf(await confirmPasskey(org.ctx, member, { credential }))).toBe('ok')
  expect(await passkeyRows(org.ctx, agent.id)).toHaveLength(2)
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
  expect(await passkeyRows(org.ctx, cleo.id)).toEqual([])
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
  expect(await passkeyRows(org.ctx, agent.id)).toHaveLength(1)
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
  expect(await passkeyRows(org.ctx, agent.id)).toEqual([])
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
