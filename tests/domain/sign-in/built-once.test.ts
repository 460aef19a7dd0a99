import { PgDialect } from 'drizzle-orm/pg-core'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { newToken } from '@/lib/crypto/token'
import { minutes } from '@/lib/duration'
import { findChallenge } from '@/lib/queries/challenges'
import { findSession } from '@/lib/queries/sessions/find'
import { organization } from '../../support/world/organization'
import { granted } from '../../support/world/outcome'
import { challengerOf } from '../../support/world/person'

test('the tenth sign-in with password and code builds no statement: all are there from those before', async () => {
  const org = await organization()
  const agent = await org.agent({ enrolled: true })
  const known = newToken()
  const signIn = async () => {
    org.world.clock.pass(minutes(2))
    const accepted = granted(await agent.enterPassword(agent.password, { browser: known }))
    await findChallenge(org.ctx, accepted.token, 'web')
    const challenger = await challengerOf(org.ctx, accepted)
    const code = await agent.phone.nextCode()
    const { token } = granted(await finishWithCode(org.ctx, challenger, { code }, 'session', { known }))
    expect(await findSession(org.ctx, token)).toMatchObject({ userId: agent.id })
  }
  for (let n = 0; n < 9; n++) await signIn()
  const built = [SQLiteSyncDialect, PgDialect].map(({ prototype }) => vi.spyOn(prototype, 'sqlToQuery'))
  onTestFinished(() => void vi.restoreAllMocks())
  await signIn()
  const texts = built.flatMap(({ mock }) => mock.results.map(({ value }) => (value as { sql: string }).sql))
  expect(texts).toEqual([])
})
