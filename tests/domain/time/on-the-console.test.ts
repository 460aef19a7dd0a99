import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { examine } from '@/lib/cli/examine'
import { days, hours, later, minutes } from '@/lib/duration'
import { misdatedRows } from '@/lib/queries/server/misdated'
import { organization } from '../../support/world/organization'
import { codeOf } from '../../support/world/outcome'
import { plantUser, userRow } from '../../support/world/rows'
import { keyInFile, openWorld } from '../../support/world/world'

const console_ = mintConsole('root')
const nowhere = { host: '127.0.0.1', port: 9 }

test('what is dated in the future is counted by kind, and nothing is while the clock is right', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  expect(await misdatedRows(org.ctx)).toEqual([])
  org.world.clock.pass(days(1))
  await ben.openSession()
  await ben.challenge()
  org.world.clock.pass(-days(1))
  const counted = Object.fromEntries((await misdatedRows(org.ctx)).map(({ what, rows }) => [what, rows]))
  expect(counted).toMatchObject({ sessions: 1, 'sign-ins under way': 1 })
  expect(counted['audit entries']).toBeGreaterThan(0)
})

test('doctor says so', async () => {
  const world = await openWorld()
  const org = await organization('Acme Freight', world)
  const ben = await org.agent()
  const { token } = await ben.openSession()
  expect(token).toHaveLength(43)
  const settings = keyInFile(world)
  const dates = async () =>
    (await examine(settings, nowhere)).find(({ name }) => name === 'dates') ?? { level: 'missing', text: '' }
  const right = await world.db.write((tx) =>
    tx
      .update(world.db.tables.sessions)
      .set({ lastSeenAt: later(new Date(), days(1)) })
      .returning({ id: world.db.tables.sessions.id }),
  )
  expect(right.length).toBeGreaterThan(0)
  const found = await dates()
  expect([found.level, found.text]).toEqual(['warning', expect.stringContaining(`sessions: ${right.length}`)])
  expect(found.text).toContain('user unlock EMAIL')
})

test('user unlock clears whatever is counted of someone, believed or not', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const unlock = async () =>
    codeOf(await unlockSecondStep(org.ctx, console_, { userId: ben.id, reason: 'the clock' }))
  expect(await unlock()).toBe('not-locked')
  org.world.clock.pass(days(1))
  for (let n = 0; n < 8; n++) await ben.enterPassword('not the right password')
  org.world.clock.pass(-days(1))
  await plantUser(org.ctx, ben.id, { secondStepRetryAt: later(org.ctx.now(), hours(24)) })
  expect(await unlock()).toBe('ok')
  expect((await userRow(org.ctx, ben.id)).secondStepRetryAt).toBeNull()
  const { throttles } = org.ctx.db.tables
  const left = await org.ctx.db.read.select().from(throttles)
  expect(left.filter(({ key }) => key.startsWith('password:account:'))).toEqual([])
  org.world.clock.pass(minutes(1))
  expect(await unlock()).toBe('not-locked')
})
