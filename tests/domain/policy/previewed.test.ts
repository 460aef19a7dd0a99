import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { notePolicyPreview } from '@/lib/acts/policy/note-preview'
import { hours, minutes } from '@/lib/duration'
import { mostCounted } from '@/lib/figures'
import { previewPolicy } from '@/lib/queries/policy/find'
import { changeUser } from '@/lib/records/users/change'
import { insertUser } from '@/lib/records/users/insert'
import { organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { ruled } from '../../support/world/policy'
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

test('however many sessions people have open, each of them is counted as signed in', async () => {
  const org = await organization()
  const { ctx } = org
  const { sessions } = ctx.db.tables
  const { token: _, userId } = await (await org.agent()).openSession()
  const [session] = await ctx.db.read.select().from(sessions).where(eq(sessions.userId, userId))
  if (!session) throw new Error('No session was opened.')
  const [others, each] = [340, 3]
  await ctx.db.write(async (tx) => {
    for (let n = 0; n < others; n++) {
      const user = await insertUser(tx, ctx, {
        ...{ organizationId: org.id, name: `Person ${n}`, email: `person${n}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, twoFactorRequired: false, invitedBy: null },
      })
      for (let one = 0; user && one < each; one++)
        await tx
          .insert(sessions)
          .values({ ...session, id: randomUUID(), tokenDigest: randomBytes(32), userId: user.id })
    }
  })
  const preview = await previewPolicy(ctx, await org.asAdmin(), { who: 'everyone', groupIds: [] })
  expect(preview).toMatchObject({ signedIn: others + 2, sessions: mostCounted })
})

test('a rule that no admin could sign in with is refused, whatever is typed', async () => {
  const org = await organization()
  await org.admin.enroll()
  const admin = await org.admin.signInAsAdmin()
  granted(await ruled(org, { who: 'everyone', date: '2026-12-04T18:00' }, admin))
  const { ctx } = org
  await ctx.db.write((tx) => changeUser(tx, ctx, admin.userId, { secondStepLockedAt: ctx.now() }))
  for (const who of ['everyone', 'admins'] as const)
    expect(codeOf(await ruled(org, { who }, admin))).toBe('policy-locks-out')
  granted(await ruled(org, { who: 'nobody' }, admin))
})
