import { expect, test } from 'vitest'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { factsInWords } from '@/lib/messages/audit/facts'
import { record } from '@/lib/records/audit/record'
import { tell } from '@/lib/records/outbox/outbox'

/** Never run: the compiler is asked what it lets through, and a line that it should refuse and does not is an error. */
async function refusedByTheCompiler(tx: Writer, ctx: Context): Promise<void> {
  const actor = { kind: 'nobody' } as const
  const to = { name: 'Ada', email: 'ada@example.com' }
  await record(tx, ctx, 'o', { event: 'recovery-code.used', actor, detail: { recoveryCodesLeft: 3 } })
  // @ts-expect-error a fact is missing
  await record(tx, ctx, 'o', { event: 'recovery-code.used', actor })
  // @ts-expect-error a fact is of another type
  await record(tx, ctx, 'o', { event: 'recovery-code.used', actor, detail: { recoveryCodesLeft: '3' } })
  // @ts-expect-error a fact of another event
  await record(tx, ctx, 'o', { event: 'recovery-code.used', actor, detail: { resealed: 3 } })
  // @ts-expect-error words instead of a code
  await record(tx, ctx, 'o', { event: 'secret.unreadable', actor, detail: { secret: 'setup key' } })
  await record(tx, ctx, 'o', { event: 'sign-in.unlocked', actor, detail: { reason: 'She called' } })
  await record(tx, ctx, 'o', { event: 'sign-in.unlocked', actor })
  await record(tx, ctx, 'o', { event: 'user.removed', actor })
  // @ts-expect-error an event without facts
  await record(tx, ctx, 'o', { event: 'user.removed', actor, detail: { reason: 'She left' } })

  await tell(tx, ctx, to, 'recovery-code-used', { left: 3 })
  // @ts-expect-error a fact is missing
  await tell(tx, ctx, to, 'recovery-code-used', {})
  // @ts-expect-error a fact is of another type
  await tell(tx, ctx, to, 'recovery-code-used', { left: 'three' })
  // @ts-expect-error a fact of another email
  await tell(tx, ctx, to, 'two-factor-enabled', { left: 3 })
  // @ts-expect-error words instead of counts
  await tell(tx, ctx, to, 'two-factor-reset', { by: 'Ada', required: true, removed: 'the authenticator' })
}

test('a wrong, a missing or a foreign fact does not compile', () => {
  expect(refusedByTheCompiler).toBeTypeOf('function')
})

test('facts are said in words', () => {
  expect(factsInWords({ secondStep: 'none', kind: 'web' })).toEqual(['Password only', 'Browser'])
  expect(factsInWords({ secondStep: 'recovery-code', kind: 'mobile' })).toEqual([
    'Password and recovery code',
    'Mobile',
  ])
  expect(
    factsInWords({ reason: 'Lost', authenticator: true, recoveryCodes: 1, sessions: 2, required: false }),
  ).toEqual([
    ...['Reason: Lost', 'Authenticator removed', '1 recovery code removed', '2 sessions ended'],
    'Not required',
  ])
  expect(factsInWords({ reason: 'It is her', checks: 'calledBack,proved', approvalsMissing: 1 })).toEqual([
    'Reason: It is her',
    'Checked: Called back on a number known before, Proved control of the domain or an invoice',
    '1 more approval needed',
  ])
  expect(factsInWords({ role: 'admin', twoFactorRequired: true })).toEqual([
    'Role: Admin',
    'Two-factor authentication required',
  ])
})

test('an entry of before says what it said: words that were stored, and facts that nobody knows any more', () => {
  const checks = 'Called back on a number known before; Another admin of the organization vouches'
  expect(factsInWords({ checks })).toEqual([
    'Checked: Called back on a number known before, Another admin of the organization vouches',
  ])
  expect(factsInWords({ secret: 'setup key' })).toEqual(['setup key'])
  expect(factsInWords({ secondStep: 'fingerprint', motto: 'Onward', loud: true, constructor: 1 })).toEqual([
    ...['fingerprint', 'motto: Onward', 'loud: true', 'constructor: 1'],
  ])
})
