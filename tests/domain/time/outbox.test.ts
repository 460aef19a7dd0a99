import { expect, test } from 'vitest'
import { days, hours, minutes } from '@/lib/duration'
import { sweep } from '@/lib/jobs/sweep'
import { tell } from '@/lib/records/outbox/outbox'
import { Letters } from '../../support/world/letters'
import { organization } from '../../support/world/organization'

test('mail written while the clock was ahead goes out once it is right, and keeps no later one waiting', async () => {
  const org = await organization()
  const ben = await org.agent()
  const letters = new Letters(org.world)
  await letters.arrived()
  const write = () =>
    org.ctx.db.write((tx) => tell(tx, org.ctx, ben, 'new-browser', {}, { mergeKey: 'new-browser:ben' }))
  org.world.clock.pass(days(1))
  await write()
  org.world.clock.pass(-days(1))
  expect(await letters.arrived()).toHaveLength(1)

  org.world.clock.pass(hours(1))
  org.world.clock.pass(days(1))
  await write()
  expect(await letters.arrived()).toHaveLength(1)
  org.world.clock.pass(-days(1))
  await write()
  expect(await letters.arrived()).toHaveLength(1)
})

test('mail that waited while the clock was years ahead goes out once it is right', async () => {
  const org = await organization()
  const ben = await org.agent()
  const letters = new Letters(org.world)
  await letters.arrived()
  await sweep(org.ctx)
  await org.ctx.db.write((tx) => tell(tx, org.ctx, ben, 'password-changed', {}))
  org.world.clock.pass(days(3650))
  expect(await letters.arrived()).toHaveLength(0)
  for (let n = 0; n < 5; n++) await sweep(org.ctx)
  org.world.clock.pass(-days(3650) + minutes(5))
  await sweep(org.ctx)
  expect((await letters.arrived()).map(({ to }) => to)).toEqual([ben.email])
})
