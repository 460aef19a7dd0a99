import { expect, test } from 'vitest'
import { mintConsole } from '@/lib/actors'
import { rotateKey } from '@/lib/acts/keys/rotate'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { openVault } from '@/lib/crypto/vault'
import { loadKeys } from '@/lib/keys/key-file'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { openAll } from '@/lib/queries/server/secrets'
import { readSettings } from '@/lib/settings'
import { killRivals } from '../support/process/kill'
import { organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { auditEvents } from '../support/world/rows'
import { keyIds } from '../support/world/sealed'
import { expectWhole } from '../support/world/standing'

const quiet = { progress: () => {}, settle: async () => {} }

test('four processes rotate the key at once, two of them are killed: no key is lost, and every sealed value opens', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  await org.agent({ enrolled: true })
  await org.agent({ invited: true })
  const cleo = await org.agent({ required: true })
  granted(await startEnrollment(org.ctx, await cleo.challenge()))
  let rotations = 0

  await killRivals(org.world, [{ act: 'rotate-key' }], 12, async (remains, lines) => {
    const settings = readSettings({ DATA_DIR: remains.folder })
    const ring = loadKeys(settings).map((key) => openVault(key).fingerprint.slice(0, 8))
    expect(ring).toEqual(expect.arrayContaining([...(await keyIds(remains.place))]))
    expect(new Set(ring).size).toBe(ring.length)
    const { sealed, unreadable } = await openAll(remains.ctx)
    expect([sealed > 5, unreadable]).toEqual([true, 0])
    await expectWhole(remains)

    const finished = (await auditEvents(remains.ctx, 'server')).filter((event) => event === 'key.rotated')
    const told = lines.flat().filter((line) => line.startsWith('done'))
    expect(finished.length).toBeGreaterThanOrEqual(told.length)
    rotations += finished.length

    // What was killed holds nothing: the next one goes through.
    await rotateKey(remains.ctx, mintConsole('root'), settings, quiet)
    expect([...(await keyIds(remains.place))]).toEqual([remains.vault.fingerprint.slice(0, 8)])
    expect(await openAll(remains.ctx)).toEqual({ sealed, unreadable: 0 })
    remains.clock.pass(60_000)
    expect(await shownCodes(remains.ctx, await ben.in(remains).signIn())).toEqual(ben.recoveryCodes)
    remains.clock.pass(-60_000)
  })
  expect(rotations).toBeGreaterThan(12)
})
