import { expect, test } from 'vitest'
import { agreeToAsked } from '@/lib/acts/four-eyes/agree'
import { refuseAsked } from '@/lib/acts/four-eyes/refuse'
import { setFourEyes } from '@/lib/acts/four-eyes/set'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { suspendUser } from '@/lib/acts/users/suspend'
import { type Act, closeAuditTrail, expectNothingWithoutEntry } from '../../support/world/closed-tables'
import { examples, fourEyes, type Scene, waitingOne } from '../../support/world/four-eyes'
import { userRow } from '../../support/world/rows'

/** What admins do where a second one has to agree. */
const acts: Record<string, (scene: Scene) => Promise<Act>> = {
  async setFourEyes({ org, asker }) {
    await org.ctx.db.write((tx) => tx.update(org.ctx.db.tables.organizations).set({ fourEyes: false }))
    return () => setFourEyes(org.ctx, asker, { on: true })
  },
  async suspendUser({ org, asker, target }) {
    return () => suspendUser(org.ctx, asker, { userId: target.id })
  },
  async refuseAsked(scene) {
    const askedId = await asked(scene)
    const second = await scene.second.signInAsAdmin()
    return () => refuseAsked(scene.org.ctx, second, { askedId })
  },
  async takeBackAsked(scene) {
    const askedId = await asked(scene)
    return () => takeBackAsked(scene.org.ctx, scene.asker, { askedId })
  },
}

async function asked(scene: Scene): Promise<string> {
  await examples['suspend-admin'].act(scene, scene.asker)
  return (await waitingOne(scene, scene.asker)).id
}

for (const [name, begin] of Object.entries(acts)) {
  test(`without its entry in the audit log, ${name} changes nothing`, async () => {
    const scene = await fourEyes()
    await expectNothingWithoutEntry(scene.org.world, await begin(scene))
  })
}

test('a yes whose entry cannot be written does nothing, and can be given again', async () => {
  const scene = await fourEyes()
  const { org, second, target } = scene
  const askedId = await asked(scene)
  const admin = await second.signInAsAdmin()
  const code = await second.phone.nextCode()
  await closeAuditTrail(org.world.place)
  const yes = agreeToAsked(org.ctx, admin, { askedId, password: second.password, code })
  await expect(yes).rejects.toThrow('the audit trail is full')
  expect((await waitingOne(scene, scene.asker)).state).toBe('waiting')
  expect((await userRow(org.ctx, target.id)).status).toBe('active')
})
