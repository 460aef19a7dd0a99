import { expect, test } from 'vitest'
import { takeEvidence } from '@/lib/acts/evidence/take'
import { days, hours, later } from '@/lib/duration'
import { endExpired } from '@/lib/jobs/four-eyes'
import { sweep } from '@/lib/jobs/sweep'
import { findAskedAct } from '@/lib/queries/four-eyes'
import { askedLife } from '@/lib/records/four-eyes/asked'
import { agrees, examples, fourEyes, type Scene, waitingOne } from '../../support/world/four-eyes'
import { codeOf, granted } from '../../support/world/outcome'

/* What waits for a second admin while the clock of the server is wrong, and after it is right again. */

const suspension = examples['suspend-admin']

async function jobs({ org }: Scene): Promise<void> {
  await sweep(org.ctx)
  await endExpired(org.ctx)
}

test('what waited while the clock was two days ahead waits on once it is right', async () => {
  const scene = await fourEyes()
  const { clock } = scene.org.world
  await suspension.act(scene, scene.asker)
  const { id } = await waitingOne(scene, scene.asker)
  await jobs(scene)
  clock.pass(days(2))
  await jobs(scene)
  clock.pass(-days(2))
  await jobs(scene)
  expect(granted(await agrees(scene, scene.second, id))).toBe('done')
})

test('asked while the clock was ahead: it waits for a day from when that is right, and is over for good then', async () => {
  const scene = await fourEyes()
  const { clock } = scene.org.world
  clock.pass(hours(11))
  await suspension.act(scene, scene.asker)
  const { id } = await waitingOne(scene, scene.asker)
  clock.pass(-hours(11))
  await jobs(scene)
  expect(await findAskedAct(scene.org.ctx, scene.asker, id)).toMatchObject({
    ...{ open: true, expiresAt: later(clock.now(), askedLife) },
  })
  clock.pass(askedLife)
  await jobs(scene)
  expect(codeOf(await agrees(scene, scene.second, id))).toBe('asked-over')
})

test('a yes of a time that has yet to come lets nobody take evidence, and once it is right for a day alone', async () => {
  const scene = await fourEyes()
  const { org } = scene
  const { clock } = org.world
  const period = { from: '2026-11-01', until: '2026-12-31' }
  const take = async () => codeOf(await takeEvidence(org.ctx, await org.asAdmin(), period))
  expect(await take()).toBe('second-asked')
  const { askedActs } = org.ctx.db.tables
  const askedAt = later(clock.now(), days(3650))
  const agreed = { state: 'agreed', askedAt, expiresAt: later(askedAt, askedLife) } as const
  await org.ctx.db.write((tx) => tx.update(askedActs).set(agreed))
  expect(await take()).toBe('second-asked')
  await jobs(scene)
  clock.pass(askedLife)
  expect(await take()).toBe('second-asked')
})
