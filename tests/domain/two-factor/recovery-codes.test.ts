import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { changePassword } from '@/lib/acts/passwords/change'
import { endOwnSession } from '@/lib/acts/sessions/end-own'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { hideCodes } from '@/lib/acts/two-factor/hide-codes'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import type { Context } from '@/lib/context'
import { minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { findSession } from '@/lib/queries/sessions/find'
import { newCodeSet } from '@/lib/records/factors/recovery-codes'
import { beforeWrite } from '../../support/world/interleave'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditEvents } from '../../support/world/rows'

async function storedSet(ctx: Context, userId: string) {
  const { recoveryCodeSets } = ctx.db.tables
  const [set] = await ctx.db.read.select().from(recoveryCodeSets).where(eq(recoveryCodeSets.userId, userId))
  return set
}

test('a set is ten different codes of 80 bits, hashed under a salt of its own', async () => {
  const first = await newCodeSet()
  const second = await newCodeSet()
  expect(new Set([...first.codes, ...second.codes]).size).toBe(20)
  for (const code of first.codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(first.hashes.map((hash) => hash.toString('hex'))).size).toBe(10)
  expect(first.hashes[0]).toHaveLength(32)
  expect(first.salt).toHaveLength(16)
  expect(first.salt).not.toEqual(second.salt)
})

test('the codes are shown again on a reload, until Continue', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.enroll()
  expect(await shownCodes(org.ctx, member)).toEqual(agent.recoveryCodes)
  expect(await shownCodes(org.ctx, member)).toEqual(agent.recoveryCodes)
  await hideCodes(org.ctx, member)
  expect(await shownCodes(org.ctx, member)).toBeNull()
  expect(await storedSet(org.ctx, agent.id)).toMatchObject({ shown: null, shownUntil: null })
})

test('without Continue the codes are shown for ten minutes, and then swept away', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.enroll()
  org.world.clock.pass(minutes(10) - 1)
  await sweep(org.ctx)
  expect(await shownCodes(org.ctx, member)).toHaveLength(10)
  org.world.clock.pass(1)
  expect(await shownCodes(org.ctx, member)).toBeNull()
  expect((await storedSet(org.ctx, agent.id))?.shown).not.toBeNull()
  await sweep(org.ctx)
  expect(await storedSet(org.ctx, agent.id)).toMatchObject({ shown: null, shownUntil: null })
  const recoveryCode = agent.nextRecoveryCode()
  expect(codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))).toBe('ok')
})

test('nobody is shown the codes of another', async () => {
  const org = await organization()
  await org.agent({ enrolled: true })
  const other = await (await org.agent()).signIn()
  expect(await shownCodes(org.ctx, other)).toBeNull()
})

test('a new set voids the old one and ends the other sessions', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const other = await agent.openSession()
  const member = await agent.signIn()
  const [first, old] = agent.recoveryCodes
  const input = { password: agent.password, code: first ?? '' }
  expect(codeOf(await renewRecoveryCodes(org.ctx, member, input))).toBe('ok')
  expect(await findSession(org.ctx, other.token)).toBeNull()
  const fresh = (await shownCodes(org.ctx, member)) ?? []
  const use = async (recoveryCode = '') =>
    codeOf(await finishWithRecoveryCode(org.ctx, await agent.challenge(), { recoveryCode }))
  expect(await use(old)).toBe('code-wrong')
  expect(await use(fresh[0])).toBe('ok')
  expect(await auditEvents(org.ctx, org.id)).toContain('recovery-codes.renewed')
})

test('a new set asks for both factors', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const member = await agent.signIn()
  const renew = async (password: string, code: string) =>
    codeOf(await renewRecoveryCodes(org.ctx, member, { password, code }))
  expect(await renew('wrong', await agent.phone.nextCode())).toBe('password-wrong')
  expect(await renew(agent.password, await agent.phone.wrongCode())).toBe('code-wrong')
  expect(await shownCodes(org.ctx, member)).toEqual(agent.recoveryCodes)
  const plain = await org.agent()
  const input = { password: plain.password, code: '123456' }
  expect(codeOf(await renewRecoveryCodes(org.ctx, await plain.signIn(), input))).toBe('two-factor-off')
})

test('a session that ends, a password that changes or 2FA turned off meanwhile: no new codes', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const { password } = agent
  const before = await storedSet(org.ctx, agent.id)
  const ends = [
    (member: Awaited<ReturnType<typeof agent.signIn>>) =>
      endOwnSession(org.ctx, member, { sessionId: member.sessionId }),
    async () =>
      changePassword(org.ctx, await agent.signIn(), { password, newPassword: 'seven brown teapots' }),
  ]
  for (const end of ends) {
    const member = await agent.signIn()
    const raced = beforeWrite(org.ctx, 4, async () => granted(await end(member)))
    const code = await agent.phone.nextCode()
    expect(codeOf(await renewRecoveryCodes(raced, member, { password, code }))).toBe('session-over')
  }
  expect(await storedSet(org.ctx, agent.id)).toEqual(before)
})

test('turning 2FA off deletes the codes', async () => {
  const org = await organization()
  const agent = await org.agent()
  const member = await agent.enroll()
  granted(await disableTwoFactor(org.ctx, member, { password: agent.password }))
  expect(await storedSet(org.ctx, agent.id)).toBeUndefined()
  const { recoveryCodes } = org.ctx.db.tables
  expect(await org.ctx.db.read.select().from(recoveryCodes)).toEqual([])
})
