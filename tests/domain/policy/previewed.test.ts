import { expect, test } from 'vitest'
import { notePolicyPreview } from '@/lib/acts/policy/note-preview'
import { hours, minutes } from '@/lib/duration'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

test('a preview of the policy is in the audit log, once an hour for each admin', async () => {
  const org = await organization()
  const { ctx, world } = org
  const second = await (await org.anotherAdmin()).signInAsAdmin()
  const previewed = async () =>
    (await auditTrail(ctx, org.id))
      .filter(({ event }) => event === 'policy.previewed')
      .map(({ actor, detail }) => [actor.kind === 'user' && actor.id, detail])
  const admin = await org.asAdmin()
  await Promise.all([1, 2, 3].map(() => notePolicyPreview(ctx, admin, { who: 'admins' })))
  await world.clock.pass(minutes(59))
  granted(await notePolicyPreview(ctx, admin, { who: 'everyone' }))
  granted(await notePolicyPreview(ctx, second, { who: 'everyone' }))
  const first = [
    [admin.userId, { policyWho: 'admins' }],
    [second.userId, { policyWho: 'everyone' }],
  ]
  expect(await previewed()).toEqual(first)
  await world.clock.pass(minutes(1))
  granted(await notePolicyPreview(ctx, admin, { who: 'nobody' }))
  expect(await previewed()).toEqual([...first, [admin.userId, { policyWho: 'nobody' }]])
  await world.clock.pass(hours(24))
  expect(codeOf(await notePolicyPreview(ctx, admin, { who: 'nobody' }))).toBe('session-over')
})
