import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { loadKeys } from '@/lib/keys/key-file'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { readSettings } from '@/lib/settings'
import { killFiftyTimes } from '../support/process/kill'
import { organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { auditEvents } from '../support/world/rows'
import { keyIds } from '../support/world/sealed'
import { expectWhole, standingOf } from '../support/world/standing'

const quiet = { progress: () => {}, settle: async () => {} }

test('killed while the key is rotated: everything opens, a server starts, and the next rotation finishes it', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const dora = await org.agent({ enrolled: true })
  await org.agent({ invited: true })
  const cleo = await org.agent({ required: true })
  granted(await startEnrollment(org.ctx, await cleo.challenge()))
  const before = await Promise.all([ben, dora, cleo].map(({ id }) => standingOf(org.ctx, id)))
  const shown = ben.recoveryCodes
  const states = new Set<string>()

  const inTransaction = await killFiftyTimes(org.world, [{ act: 'rotate-key' }], async (remains) => {
    const { ctx, place, clock } = remains.world
    await expectWhole(remains.world)
    const now = await Promise.all([ben, dora, cleo].map(({ id }) => standingOf(ctx, id)))
    expect(now).toEqual(before)

    const settings = readSettings({ DATA_DIR: remains.world.folder })
    const finished = (await auditEvents(ctx, 'server')).includes('key.rotated')
    if (remains.done(0) === 1) expect(finished).toBe(true)
    states.add(`${loadKeys(settings).length} keys, ${(await keyIds(place)).size} in use`)
    if (!finished) {
      const { unreadable } = await rotateKey(ctx, mintConsole('root'), settings, quiet)
      expect(unreadable).toBe(0)
    }
    expect(loadKeys(settings)).toHaveLength(2)
    expect([...(await keyIds(place))]).toEqual([ctx.vault.fingerprint.slice(0, 8)])
    clock.pass(60_000)
    const member = await ben.in(remains.world).signIn()
    clock.pass(-60_000)
    expect(await shownCodes(ctx, member)).toEqual(shown)
  })
  expect([...states]).toContain('2 keys, 2 in use')
  expect(inTransaction).toBeGreaterThan(10)
})
