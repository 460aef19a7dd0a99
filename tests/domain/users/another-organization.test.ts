import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Admin } from '@/lib/actors'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { listAudit } from '@/lib/queries/audit/list'
import { shownInvitation } from '@/lib/queries/invitations'
import { findUser } from '@/lib/queries/users/find'
import { headcount } from '@/lib/queries/users/headcount'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { insertUser } from '@/lib/records/users/insert'
import type { Result } from '@/lib/result'
import { organization } from '../../support/world/organization'
import { codeOf } from '../../support/world/outcome'
import { userRow } from '../../support/world/rows'

/** Another organization with one agent. There is no rule yet that makes a second one. */
async function foreignAgent(ctx: Context): Promise<string> {
  const { organizations } = ctx.db.tables
  const id = randomUUID()
  return ctx.db.write(async (tx) => {
    await tx.insert(organizations).values({ id, name: 'Globex', createdAt: ctx.now() })
    const user = await insertUser(tx, ctx, {
      ...{ organizationId: id, name: 'Hank Scorpio', email: 'hank@globex.example', role: 'agent' },
      ...{ status: 'active', passwordHash: null, twoFactorRequired: false, invitedBy: null },
    })
    if (!user) throw new Error('The address was taken.')
    return user.id
  })
}

type Act = (ctx: Context, admin: Admin, userId: string) => Promise<Result<unknown, string>>

const acts: Record<string, Act> = {
  requireTwoFactor: (ctx, admin, userId) =>
    requireTwoFactor(ctx, admin, { userId, required: true, signOut: true }),
  resetTwoFactor: (ctx, admin, userId) => resetTwoFactor(ctx, admin, { userId }),
  unlockSecondStep: (ctx, admin, userId) => unlockSecondStep(ctx, admin, { userId }),
  renewInvitation: (ctx, admin, userId) => renewInvitation(ctx, admin, { userId }),
  suspendUser: (ctx, admin, userId) => suspendUser(ctx, admin, { userId }),
  reactivateUser: (ctx, admin, userId) => reactivateUser(ctx, admin, { userId }),
  removeUser: (ctx, admin, userId) => removeUser(ctx, admin, { userId }),
  changeRole: (ctx, admin, userId) => changeRole(ctx, admin, { userId, role: 'admin' }),
  signOutUser: (ctx, admin, userId) => signOutUser(ctx, admin, { userId }),
}

test.each(Object.keys(acts))(
  '%s answers for a foreign id as for nobody, and changes nothing',
  async (name) => {
    const org = await organization()
    const foreign = await foreignAgent(org.ctx)
    const before = await userRow(org.ctx, foreign)
    const admin = await org.asAdmin()
    const act = acts[name] as Act
    const answer = await act(org.ctx, admin, foreign)
    expect(answer).toEqual(await act(org.ctx, admin, 'nobody'))
    expect(codeOf(answer)).toBe('user-unknown')
    expect(await userRow(org.ctx, foreign)).toEqual(before)
  },
)

test('people of another organization are neither found, listed, searched nor counted', async () => {
  const org = await organization()
  const foreign = await foreignAgent(org.ctx)
  const admin = await org.asAdmin()
  expect(await findUser(org.ctx, admin, foreign)).toBeNull()
  expect(await shownInvitation(org.ctx, admin, foreign)).toBeNull()
  for (const search of ['', 'hank', 'globex']) {
    const { users } = await listUsers(org.ctx, admin, listUsersInput.parse({ search }))
    expect(users.map((user) => user.id)).not.toContain(foreign)
  }
  expect((await headcount(org.ctx, admin)).people).toBe(1)
  expect((await listAudit(org.ctx, admin, { subjectId: foreign })).entries).toEqual([])
})
