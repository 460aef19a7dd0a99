import { beforeAll, expect, test } from 'vitest'
import { codeInput, finishWithCode } from '@/lib/acts/sign-in/code'
import { recoveryCodeInput } from '@/lib/acts/sign-in/recovery-code'
import { builtAction } from '../support/server/build-manifest'
import { inDigits, oddities } from '../support/server/odd-codes'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { multipart } from '../support/server/visitor'
import { organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import { plantUser, unspendSteps, userRow } from '../support/world/rows'

let site: Site
let agent: Resident

beforeAll(async () => {
  site = await openSite()
  agent = await site.seed.agent({ enrolled: true })
})

const noise = ['', ' ', '1'.repeat(10_240), '💥'.repeat(2_000), '\u0000'.repeat(70)]

test('at the form an odd code is told apart and costs no attempt, and is never an error of the server', async () => {
  const code = await agent.phone.shownCode()
  for (const odd of [...oddities(code), ...noise]) {
    await plantUser(site.ctx(), agent.id, { secondStepFailures: 0, secondStepRetryAt: null })
    const browser = site.visitor({ challenge: await site.challenge(agent) })
    const answer = await browser.submit('/sign-in/code', { code: odd })
    expect([odd.slice(0, 20), answer.status]).toEqual([odd.slice(0, 20), 200])
    expect(answer.body).toMatch(/role="alert"|aria-invalid="true"/)
    expect(browser.cookie('session')).toBeUndefined()
    expect((await userRow(site.ctx(), agent.id)).secondStepFailures).toBe(0)
  }
  const browser = site.visitor({ challenge: await site.challenge(agent) })
  const spaced = `\u200e ${code.slice(0, 3)}\u2011${code.slice(3)}\u00a0`
  expect((await browser.submit('/sign-in/code', { code: spaced })).leadsTo).toBe('/profile')
  expect(browser.cookie('session')).toBeDefined()
})

test('odd recovery codes are told apart and cost no attempt', async () => {
  const code = agent.nextRecoveryCode()
  const odd = [
    code.slice(1),
    `${code}0`,
    inDigits('0000000000000000', 0xff10),
    'U'.repeat(16),
    '💥',
    '1'.repeat(10_240),
  ]
  for (const recoveryCode of odd) {
    await plantUser(site.ctx(), agent.id, { secondStepFailures: 0, secondStepRetryAt: null })
    const browser = site.visitor({ challenge: await site.challenge(agent) })
    const answer = await browser.submit('/sign-in/recovery-code', { recoveryCode })
    expect([recoveryCode.slice(0, 20), answer.status]).toEqual([recoveryCode.slice(0, 20), 200])
    expect(browser.cookie('session')).toBeUndefined()
    expect((await userRow(site.ctx(), agent.id)).secondStepFailures).toBe(0)
  }
  const browser = site.visitor({ challenge: await site.challenge(agent) })
  const typed = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('-', '–')} `
  expect((await browser.submit('/sign-in/recovery-code', { recoveryCode: typed })).leadsTo).toBe('/profile')
})

test('arrays, objects and other things for arguments are refused', async () => {
  const challenge = await site.challenge(agent)
  const verify = builtAction('verifyCode')
  const args = [
    '[]',
    '[{"status":"idle"},{"code":"123456"}]',
    '[{"status":"idle"},{"code":["123456"]}]',
    '[{"status":"idle"},{"code":{"$gt":""}}]',
    '[{"status":"idle"},"$undefined"]',
    '[{"status":"idle"},["code","123456"]]',
    '[{"__proto__":{"status":"done"}},{"__proto__":{"code":"123456"}}]',
    `[${'['.repeat(500)}${']'.repeat(500)}]`,
    `["${'1'.repeat(10_240)}"]`,
  ]
  for (const text of args) {
    const browser = site.visitor({ challenge })
    const answer = await browser.actJson(verify, text)
    const what = text.slice(0, 60)
    expect([what, answer.status, /"status":"failed"/.test(answer.body)]).toEqual([what, 200, true])
    expect(browser.cookie('session')).toBeUndefined()
  }
})

test('what is no form at all is refused without a stack trace, and changes nothing', async () => {
  const challenge = await site.challenge(agent)
  const { id, path } = builtAction('verifyCode')
  const before = await site.snapshot()
  const text = { 'Content-Type': 'text/plain;charset=UTF-8' }
  const unbounded = { 'Content-Type': 'multipart/form-data' }
  const bounded = { 'Content-Type': 'multipart/form-data; boundary=x' }
  for (const [headers, body] of [
    [{ ...text, 'Next-Action': id }, 'null'],
    [{ ...text, 'Next-Action': id }, '"123456"'],
    [{ ...text, 'Next-Action': id }, '{'],
    [{ ...text, 'Next-Action': id }, ''],
    [{ ...text, 'Next-Action': '__proto__' }, '[]'],
    [{ ...text, 'Next-Action': 'constructor' }, '[]'],
    [{ ...text, 'Next-Action': `7f${'0'.repeat(40)}` }, '[]'],
    [{ ...unbounded, 'Next-Action': id }, 'x'],
    [unbounded, 'x'],
    [bounded, 'garbage'],
    [bounded, '--x\r\nContent-Disposition: form-data; name="$ACTION_ID_x"\r\n\r\n\r\n--x--\r\n'],
    [{ 'Content-Type': 'application/json' }, '{"code":"123456"}'],
  ] as [Record<string, string>, string][]) {
    const answer = await site.visitor({ challenge }).request('POST', path, headers, body)
    const what = `${JSON.stringify(headers)} ${body}`
    const shows = /node_modules|\.mjs|\.js:\d|\bat [A-Z]\w+\./.test(answer.body)
    expect([what, shows, answer.headers['set-cookie']]).toEqual([what, false, undefined])
  }
  expect(await site.snapshot()).toEqual(before)
  expect((await site.visitor({ challenge }).get('/sign-in/code')).status).toBe(200)
})

test('a field sent twice is refused, whichever of the two is right, and costs no attempt', async () => {
  const challenge = await site.challenge(agent)
  await plantUser(site.ctx(), agent.id, { secondStepFailures: 0, secondStepRetryAt: null })
  await unspendSteps(site.ctx(), agent.id)
  const { id, path } = builtAction('verifyCode')
  const form = { 'Next-Action': id, 'Content-Type': 'multipart/form-data; boundary=----countersign-visitor' }
  const [right, wrong] = [await agent.phone.nextCode(), await agent.phone.wrongCode()]
  for (const codes of [
    [wrong, right],
    [right, wrong],
    [right, right],
  ]) {
    const fields = codes.map((code): [string, string] => ['_1_code', code])
    const body = multipart([...fields, ['0', '[{"status":"idle"},"$K1"]']])
    const browser = site.visitor({ challenge })
    const answer = await browser.request('POST', path, form, body)
    expect(answer.body).toContain('"status":"failed"')
    expect(browser.cookie('session')).toBeUndefined()
  }
  expect((await userRow(site.ctx(), agent.id)).secondStepFailures).toBe(0)
  const browser = site.visitor({ challenge })
  expect((await browser.act(builtAction('verifyCode'), { code: right })).leadsTo).toBe('/profile')
})

test('several codes in one form are not several guesses', async () => {
  const challenge = await site.challenge(agent)
  await plantUser(site.ctx(), agent.id, { secondStepFailures: 0, secondStepRetryAt: null })
  const code = await agent.phone.wrongCode()
  for (const fields of [{ 'code[]': code }, { 'code[0]': code }, { 'code.0': code }]) {
    const answer = await site.visitor({ challenge }).act(builtAction('verifyCode'), fields)
    expect(answer.body).toContain('"status":"failed"')
    expect((await userRow(site.ctx(), agent.id)).secondStepFailures).toBe(0)
  }
})

test('the rule itself says no to what its schema lets through, and the schema to what is no text', async () => {
  const org = await organization()
  const person = await org.agent({ enrolled: true })
  const code = await person.phone.shownCode()
  for (const odd of oddities(code)) {
    await plantUser(org.ctx, person.id, { secondStepFailures: 0 })
    await unspendSteps(org.ctx, person.id)
    const answer = await finishWithCode(org.ctx, await person.challenge(), { code: odd })
    expect([odd, codeOf(answer)]).toEqual([odd, 'code-wrong'])
  }
  for (const given of [[code], { code }, Number(code), null, undefined, true, '', '1'.repeat(10_240)]) {
    expect(codeInput.safeParse({ code: given }).success).toBe(false)
    expect(recoveryCodeInput.safeParse({ recoveryCode: given }).success).toBe(false)
  }
})
