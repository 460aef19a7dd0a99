import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { builtAction } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { type Server, startServer } from '../support/server/server'
import { Visitor } from '../support/server/visitor'
import { chance } from '../support/world/chance'
import { Seed } from '../support/world/seed'
import { expectWhole } from '../support/world/standing'

vi.setConfig({ testTimeout: 300_000 })
const dataFolder = mkdtempSync(join(tmpdir(), 'countersign-killed-server-'))
let server: Server
afterAll(async () => {
  await server.stop()
  rmSync(dataFolder, { recursive: true, force: true })
})

/** What the server gave for a recovery code, as far as its answer arrived. */
type SignIn = { who: Resident; code: string; session: string }

const enter = builtAction('signIn')
const verify = builtAction('verifyRecoveryCode')

/** Signs in with one recovery code after the other, until the server is gone. */
async function signInAgainAndAgain(who: Resident, done: SignIn[]): Promise<void> {
  try {
    while (who.recoveryCodes.length > 0) {
      const browser = new Visitor(server)
      await browser.act(enter, { email: who.email, password: who.password })
      const code = who.nextRecoveryCode()
      await browser.act(verify, { recoveryCode: code })
      const session = browser.cookie('session')
      if (session) done.push({ who, code, session })
    }
  } catch {
    // It was killed.
  }
}

async function expectKept({ who, code, session }: SignIn): Promise<void> {
  const browser = new Visitor(server, { cookies: { session } })
  expect((await browser.get('/profile')).status).toBe(200)
  const thief = new Visitor(server)
  await thief.act(enter, { email: who.email, password: who.password })
  await thief.act(verify, { recoveryCode: code })
  expect(thief.cookie('session')).toBeUndefined()
}

test('a server that is killed while people sign in starts again, and keeps every session and used code', async () => {
  const random = chance(3)
  server = await startServer({ dataFolder })
  const port = Number(new URL(server.origin).port)
  const seed = await Seed.open(server)
  const people = [1, 2, 3, 4].map(() => seed.agent({ enrolled: true }))
  const residents = await Promise.all(people)
  await seed.close()

  for (let round = 0; round < 4; round++) {
    const done: SignIn[] = []
    const signingIn = residents.map((who) => signInAgainAndAgain(who, done))
    const enough = 2 + random.below(3)
    await expect.poll(() => done.length, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(enough)
    await wait(random.below(100))
    expect(await server.stop('SIGKILL')).toBeNull()
    await Promise.all(signingIn)

    server = await startServer({ dataFolder, port })
    const runtime = await openRuntime(readSettings({ DATA_DIR: dataFolder }))
    const ctx = contextOf(runtime, { address: '192.0.2.10', userAgent: 'none' })
    await expectWhole({ ctx, file: runtime.settings.databaseFile })
    await runtime.db.close()
    for (const signIn of done.slice(-3)) await expectKept(signIn)
  }
})
