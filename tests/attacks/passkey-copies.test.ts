import { expect, test } from 'vitest'
import { listPasskeys, passkeyForStep } from '@/lib/queries/passkeys'
import { race } from '../support/process/race'
import { Letters } from '../support/world/letters'
import { organization } from '../support/world/organization'
import { codeOf, granted } from '../support/world/outcome'
import { addKey, enterBy, signedOutPage, stepWith } from '../support/world/passkeys'
import { auditEvents, passkeyRows } from '../support/world/rows'

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
  expect((await passkeyRows(org.ctx, cleo.id))[0]?.stoppedAt).not.toBeNull()
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
  expect(await new Letters(org.world).subjectsTo(agent.email)).toContain('A passkey of yours no longer works')
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
  expect((await passkeyRows(org.ctx, agent.id))[0]?.stoppedAt).not.toBeNull()
})
