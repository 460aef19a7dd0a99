import { expect, test } from 'vitest'
import type { Challenger } from '@/lib/actors'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { finishWithRecoveryCode } from '@/lib/acts/sign-in/recovery-code'
import { killFiftyTimes } from '../support/process/kill'
import type { Job } from '../support/process/victim'
import { organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import { after, expectWhole, placeOf, standingOf } from '../support/world/standing'
import type { World } from '../support/world/world'

test('killed while a code is spent: what opened something once opens nothing again, and no code is lost', async () => {
  const org = await organization()
  const person = await org.agent({ enrolled: true })
  org.world.clock.pass(60_000)
  const challenger = await person.challenge()
  const spare = await person.challenge()
  const code = await person.phone.nextCode()
  const open = await standingOf(org.ctx, person.id)
  const step = Math.floor(org.world.clock.now().getTime() / 30_000)
  const finished = { ...open, step, attempts: 1, challenges: 1, tickets: open.tickets + 1 }

  const inTransaction = await killFiftyTimes(
    org.world,
    [{ act: 'code', challenger, code }],
    async (remains) => {
      await expectWhole(remains.world)
      const spent = (await placeOf(remains, 0, [open, finished], person.id)) === 1
      const again = await finishWithCode(remains.world.ctx, spent ? spare : challenger, { code })
      expect(codeOf(again)).toBe(spent ? 'code-wrong' : 'ok')
    },
  )
  expect(inTransaction).toBeGreaterThan(10)
})

test('killed while a code opens a session: there is a session and no code left, or no session and the code still works', async () => {
  const org = await organization()
  const person = await org.agent({ enrolled: true })
  org.world.clock.pass(60_000)
  const challenger = await person.challenge()
  const spare = await person.challenge()
  const code = await person.phone.nextCode()
  const open = await standingOf(org.ctx, person.id)
  const step = Math.floor(org.world.clock.now().getTime() / 30_000)
  const opened = { step, challenges: 1, sessions: open.sessions + 1 }
  const way = [open, after(open, opened, 'sign-in.succeeded')]

  const inTransaction = await killFiftyTimes(
    org.world,
    [{ act: 'code', challenger, code, leaving: 'session' }],
    async (remains) => {
      await expectWhole(remains.world)
      const spent = (await placeOf(remains, 0, way, person.id)) === 1
      const from = spent ? spare : challenger
      const again = await finishWithCode(remains.world.ctx, from, { code }, 'session')
      expect(codeOf(again)).toBe(spent ? 'code-wrong' : 'ok')
    },
  )
  expect(inTransaction).toBeGreaterThan(10)
})

test('killed while a recovery code is spent: what opened something once opens nothing again, and no code is lost', async () => {
  const org = await organization()
  const people = [await org.agent({ enrolled: true }), await org.agent({ enrolled: true })]
  const jobs: (Job & { act: 'recovery-code' })[] = []
  const spares: Challenger[] = []
  for (const person of people) {
    const challenger = await person.challenge()
    jobs.push({ act: 'recovery-code', challenger, recoveryCode: person.nextRecoveryCode() })
    spares.push(await person.challenge())
  }
  const ways = await Promise.all(people.map(({ id }) => wayOf(org.world, id)))

  const inTransaction = await killFiftyTimes(org.world, jobs, async (remains) => {
    await expectWhole(remains.world)
    const { ctx } = remains.world
    for (const [n, job] of jobs.entries()) {
      const { challenger, recoveryCode } = job
      const spent = (await placeOf(remains, n, ways[n] ?? [], challenger.userId)) === 2
      const from = spent ? (spares[n] ?? challenger) : challenger
      const again = await finishWithRecoveryCode(ctx, from, { recoveryCode })
      expect(codeOf(again)).toBe(spent ? 'code-wrong' : 'ok')
    }
  })
  expect(inTransaction).toBeGreaterThan(10)
})

/** A recovery code is hashed between two transactions: the attempt is spent in the first, the code in the second. */
async function wayOf({ ctx }: World, userId: string) {
  const open = await standingOf(ctx, userId)
  const attempted = { ...open, attempts: 1, failures: 1 }
  const changes = { attempts: 1, codesUsed: 1, challenges: 1, tickets: open.tickets + 1 }
  return [open, attempted, after(open, changes, 'recovery-code.used', 'recovery-code-used')]
}
