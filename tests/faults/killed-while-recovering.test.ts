import { expect, test } from 'vitest'
import { completeRecovery } from '@/lib/acts/recovery/complete'
import { killFiftyTimes } from '../support/process/kill'
import { codeOf } from '../support/world/outcome'
import { Recovery } from '../support/world/recovery'
import { userRow } from '../support/world/rows'
import { after, expectWhole, placeOf, type Standing, standingOf } from '../support/world/standing'

const newPassword = 'eleven patient lighthouses'

test('killed while a recovery is completed: a new password, no old factor and a finished request, or none of it', async () => {
  const recovery = await Recovery.open()
  const token = await recovery.ready()
  const { admin, world } = recovery.org
  const lost = await standingOf(recovery.ctx, admin.id)
  const gone: Partial<Standing> = {
    ...{ factor: 'required', required: true, step: null, codeSets: 0, codes: 0, sessions: 0 },
    ...{ challenges: 0, tickets: 0, version: lost.version + 1 },
  }
  expect(lost).toMatchObject({ factor: 'on', codes: 10 })

  const jobs = [{ act: 'complete-recovery', token, newPassword } as const]
  const inTransaction = await killFiftyTimes(world, jobs, async (remains) => {
    const { ctx } = remains.world
    await expectWhole(remains.world)
    const { passwordHash } = await userRow(ctx, admin.id)
    const changed = passwordHash === lost.passwordHash ? 'another one' : passwordHash
    const recovered = after(
      lost,
      { ...gone, passwordHash: changed },
      'recovery.completed',
      'recovery-completed',
    )
    const isRecovered = (await placeOf(remains, 0, [lost, recovered], admin.id)) === 1

    const { recoveryRequests } = ctx.db.tables
    const [request] = await ctx.db.read.select().from(recoveryRequests)
    expect(request?.state).toBe(isRecovered ? 'completed' : 'approved')
    const again = await completeRecovery(ctx, { token, newPassword })
    expect(codeOf(again)).toBe(isRecovered ? 'link-over' : 'ok')
    const person = admin.in(remains.world)
    expect(codeOf(await person.enterPassword())).toBe('credentials-wrong')
    const accepted = await person.enterPassword(newPassword)
    expect(accepted).toMatchObject({ ok: true, value: { step: 'enrollment' } })
  })
  expect(inTransaction).toBeGreaterThan(10)
})
