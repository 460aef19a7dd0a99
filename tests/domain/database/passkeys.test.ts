import { expect, test } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { headcount } from '@/lib/queries/users/headcount'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { addKey, enterBy } from '../../support/world/passkeys'
import { startOnTheOneBefore } from '../../support/world/release-before'
import { userRow } from '../../support/world/rows'

/*
 * A database of the release before there were passkeys, and what this release makes of it.
 */

const came = {
  users: ['passkeys', 'passkey_handle', 'passkey_reminded_at'],
  challenges: ['recovered'],
  enrollments: ['adds_passkey'],
  organizations: [
    ...['passkeys_who', 'passkeys_from', 'passkeys_begun', 'passkeys_since', 'passkeys_followed_at'],
  ],
}

const stood =
  "case when second_step_locked_at is not null then 'locked' when authenticator_secret is not null then 'on' when two_factor_required then 'required' else 'off' || case when role = 'admin' then '-admin' else '' end || case when in_policy_group then '-group' else '' end || case when grace_until is not null then '-grace' else '' end end"

const takeBack = (postgres: boolean) => [
  'drop index users_by_second_factor',
  'alter table users drop column second_factor',
  ...['passkeys', 'passkey_groups', 'spent_passkey_challenges'].map((table) => `drop table ${table}`),
  ...Object.entries(came).flatMap(([table, columns]) =>
    columns.map((column) => `alter table ${table} drop column ${column}`),
  ),
  `alter table users add second_factor text ${postgres ? 'collate "C" ' : ''}generated always as (${stood}) ${postgres ? 'stored' : 'virtual'}`,
  'create index users_by_second_factor on users (organization_id, second_factor, sort_name, id)',
]

const startBefore = (org: Organization) =>
  startOnTheOneBefore(org, 'passkeys', takeBack(org.world.place.databaseServer !== null))

test('everyone stands where they stood, is found and counted there, and signs in as before', async () => {
  const org = await organization()
  const [on, off, asked] = [await org.agent({ enrolled: true }), await org.agent(), await org.agent()]
  granted(
    await requireTwoFactor(org.ctx, await org.asAdmin(), { userId: asked.id, required: true, signOut: true }),
  )
  const before = await headcount(org.ctx, await org.asAdmin())
  org.world.clock.pass(60_000)
  await startBefore(org)
  const standing = async ({ id }: { id: string }) => (await userRow(org.ctx, id)).secondFactor
  expect([await standing(on), await standing(off), await standing(asked)]).toEqual(['on', 'off', 'required'])
  const admin = await org.asAdmin()
  expect(await headcount(org.ctx, admin)).toEqual(before)
  const { users } = await listUsers(org.ctx, admin, listUsersInput.parse({ twoFactor: 'on' }))
  expect(users.map(({ id }) => id)).toEqual([on.id])
  const code = await on.phone.nextCode()
  expect(codeOf(await finishWithCode(org.ctx, await on.challenge(), { code }))).toBe('ok')
  expect(granted(await off.enterPassword()).ticket).not.toBeNull()
})

test('whoever had none before adds a passkey, and is then counted among those who have it on', async () => {
  const org = await organization()
  const agent = await org.agent()
  await startBefore(org)
  const { on } = await headcount(org.ctx, await org.asAdmin())
  const { key } = await addKey(agent)
  expect(codeOf(await enterBy(org.ctx, key))).toBe('ok')
  expect((await headcount(org.ctx, await org.asAdmin())).on).toBe(on + 1)
})
