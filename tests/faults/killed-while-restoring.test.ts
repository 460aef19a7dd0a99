import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { copySqlite } from '@/db/backup'
import { suspendUser } from '@/lib/acts/users/suspend'
import { killFiftyTimes } from '../support/process/kill'
import { organization } from '../support/world/organization'
import { granted } from '../support/world/outcome'
import { auditEvents, userRow } from '../support/world/rows'
import { expectWhole } from '../support/world/standing'

test('killed while a backup is restored: the database is the old one or the new one, whole, and never none', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const backup = join(org.world.folder, 'backup.sqlite')
  copySqlite(org.world.file, backup)
  granted(await suspendUser(org.ctx, await org.asAdmin(), { userId: ben.id }))
  const states = new Set<string>()

  await killFiftyTimes(org.world, [{ act: 'restore', backup }], async (remains) => {
    const { ctx, file } = remains.world
    await expectWhole(remains.world)
    const restored = (await auditEvents(ctx, 'server')).includes('server.restored')
    const { status } = await userRow(ctx, ben.id)
    expect(status).toBe(restored ? 'active' : 'suspended')
    if (remains.done(0) === 1) expect(restored).toBe(true)
    const kept = readdirSync(dirname(file)).filter((name) => name.includes('.before-restore-'))
    if (restored) expect(kept).toHaveLength(1)
    states.add(status)
  })
  expect([...states].sort()).toEqual(['active', 'suspended'])
})
