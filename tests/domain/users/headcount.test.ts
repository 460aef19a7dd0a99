import { expect, test } from 'vitest'
import { acceptInvitation } from '@/lib/acts/invitations/accept'
import { disableTwoFactor } from '@/lib/acts/two-factor/disable'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import { minutes } from '@/lib/duration'
import { headcount } from '@/lib/queries/users/headcount'
import { changeUser } from '@/lib/records/users/change'
import { chance } from '../../support/world/chance'
import { organization } from '../../support/world/organization'
import type { Person } from '../../support/world/person'
import { bothCounts } from '../../support/world/standing'

test.each([1, 2, 3])(
  'after a hundred random acts, seed %i, the counts are those of a real count',
  { timeout: minutes(4) },
  async (seed) => {
    const org = await organization()
    const random = chance(seed)
    const { ctx } = org
    const people: Person[] = []
    const some = () => (people.length > 0 ? random.pick(people) : null)
    const userId = () => some()?.id ?? 'nobody'
    const acts: ((person: Person | null) => Promise<unknown>)[] = [
      async () => people.push(await org.agent({ required: random.flip(), enrolled: random.flip() })),
      async () => people.push(await org.anotherAdmin({ invited: true, required: random.flip() })),
      async (person) =>
        person && acceptInvitation(ctx, { token: person.invitation, password: person.password }),
      async () =>
        requireTwoFactor(ctx, await org.asAdmin(), {
          userId: userId(),
          required: random.flip(),
          signOut: true,
        }),
      async () => resetTwoFactor(ctx, await org.asAdmin(), { userId: userId() }),
      async () => suspendUser(ctx, await org.asAdmin(), { userId: userId() }),
      async () => reactivateUser(ctx, await org.asAdmin(), { userId: userId() }),
      async () =>
        changeRole(ctx, await org.asAdmin(), { userId: userId(), role: random.pick(['agent', 'admin']) }),
      async () => unlockSecondStep(ctx, await org.asAdmin(), { userId: userId() }),
      async (person) =>
        person && ctx.db.write((tx) => changeUser(tx, ctx, person.id, { secondStepLockedAt: ctx.now() })),
      async (person) => {
        const accepted = person && (await person.enterPassword())
        if (!person || !accepted?.ok) return
        if (accepted.value.step === 'none') await person.enroll()
        else if (accepted.value.step === 'enrollment') await person.enrollAtSignIn()
      },
      async (person) => {
        const accepted = person && (await person.enterPassword())
        if (person && accepted?.ok && accepted.value.step === 'none')
          await disableTwoFactor(ctx, await person.signIn(), { password: person.password })
      },
      async (person) => {
        await removeUser(ctx, await org.asAdmin(), { userId: person?.id ?? 'nobody' })
        if (person) people.splice(people.indexOf(person), 1)
      },
    ]
    for (let n = 0; n < 100; n++) {
      await random.pick(acts)(some())
      org.world.clock.pass(minutes(1))
      if (n % 20 === 19) {
        const { kept, real } = await bothCounts(ctx, org.id)
        expect([n, kept]).toEqual([n, real])
      }
    }
    const { real } = await bothCounts(ctx, org.id)
    expect(Object.keys(real).length).toBeGreaterThan(3)
  },
)

test('the dashboard counts everyone whom the list shows, by where their second factor stands', async () => {
  const org = await organization()
  await org.agent({ enrolled: true })
  await org.agent({ enrolled: true, required: true })
  await org.agent({ required: true })
  await org.agent({ invited: true, required: true })
  await org.agent({ suspended: true })
  const locked = await org.agent({ enrolled: true })
  await org.ctx.db.write((tx) => changeUser(tx, org.ctx, locked.id, { secondStepLockedAt: org.ctx.now() }))
  expect(await headcount(org.ctx, await org.asAdmin())).toEqual({
    ...{ people: 7, on: 2, required: 2, off: 2, due: 0, locked: 1 },
  })
})
