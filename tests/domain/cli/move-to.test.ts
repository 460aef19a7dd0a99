import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { copySqlite } from '@/db/backup'
import type { DatabasePlace } from '@/db/open'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import type { Settings } from '@/lib/settings'
import { commandLine } from '../../support/process/command-line'
import { chance } from '../../support/world/chance'
import { everyTable } from '../../support/world/every-table'
import { dropDatabase, emptyDatabase, tablesOf } from '../../support/world/postgres'
import { auditEvents } from '../../support/world/rows'
import { snapshotOf } from '../../support/world/snapshot'
import { firefox, keyInFile, type World } from '../../support/world/world'

async function stopped(): Promise<{ world: World; settings: Settings; url: string }> {
  const { world } = await everyTable()
  await world.db.close()
  const settings = keyInFile(world)
  await (await openRuntime(settings)).db.close()
  return { world, settings, url: settings.databaseServer?.url ?? '' }
}

const withPassword = (url: string) => url.replace('countersign@', 'countersign:topsecret@')

/** How often everything in it was moved. */
async function movesOf(place: Settings): Promise<number> {
  const runtime = await openRuntime(place)
  const events = await auditEvents(contextOf(runtime, firefox), 'server')
  await runtime.db.close()
  return events.filter((event) => event === 'server.moved').length
}

test('it moves there and back, says what to change next, and never a password', async () => {
  const { world, settings, url } = await stopped()
  const env = { DATABASE_URL: withPassword(url) }
  const there = await commandLine(world.folder, ['move-to', 'sqlite', '--yes'], env)
  expect([there.code, there.err]).toEqual([0, ''])
  expect(there.out).toMatch(/Copied \d+ rows to .*countersign\.sqlite, and compared them\.\n/)
  expect(there.out).toContain('remove DATABASE_URL and DATABASE_URL_FILE from .env')

  const fresh = await emptyDatabase()
  const urlFile = join(world.folder, 'url')
  writeFileSync(urlFile, `${withPassword(fresh.url)}\n`)
  const back = await commandLine(world.folder, ['move-to', '--url-file', urlFile, '--yes'])
  expect([back.code, back.err]).toEqual([0, ''])
  expect(back.out).toContain('set DATABASE_URL in .env to the new address')
  expect(await movesOf({ ...settings, databaseServer: fresh })).toBe(2)

  const nowhere = withPassword(fresh.url).replace('127.0.0.1', '127.0.0.2')
  const refused = [
    await commandLine(world.folder, ['move-to', nowhere, '--yes']),
    await commandLine(world.folder, ['move-to', withPassword(fresh.url), '--yes']),
    await commandLine(world.folder, ['move-to', withPassword(fresh.url)]),
    await commandLine(world.folder, ['move-to', 'mysql://root:topsecret@db/x', '--yes']),
    await commandLine(world.folder, ['move-to', '--yes']),
    await commandLine(world.folder, ['move-to', 'sqlite', '--yes'], { DATABASE_URL: withPassword(url) }),
  ]
  expect(refused.map(({ code, err }) => [code, err.trim()])).toEqual([
    [1, expect.stringMatching(/^The database 127\.0\.0\.2:\d+\/test_\w+ can't be used: connect/)],
    [1, expect.stringContaining("There's something in that place already.")],
    [1, expect.stringMatching(/^Copies everything in .*Nothing was done\. Add --yes/s)],
    [1, expect.stringContaining('must look like postgres://countersign:password@')],
    [1, expect.stringContaining('Name where to move to')],
    [1, expect.stringContaining("There's something in that place already.")],
  ])
  for (const { out, err } of [there, back, ...refused]) expect(out + err).not.toContain('topsecret')
  await dropDatabase(fresh)
})

/** Starts a move and kills it after so long; whether it was faster. */
async function killedAfter(
  milliseconds: number,
  world: World,
  words: string[],
  url: string,
): Promise<boolean> {
  const cli = join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs')
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: world.folder,
    DATABASE_URL: url,
    NODE_ENV: 'production' as const,
  }
  const moving = execFile(process.execPath, [cli, 'move-to', ...words, '--yes'], { env })
  const ended = new Promise<number | null>((resolve) => moving.once('exit', resolve))
  await Promise.race([ended, wait(milliseconds)])
  moving.kill('SIGKILL')
  return (await ended) === 0
}

const rounds = 5

test('killed at any moment it has moved everything or nothing, and the next one does it', async () => {
  const { world, settings, url } = await stopped()
  const before = await snapshotOf(settings)
  const file: Settings = { ...settings, databaseServer: null }
  const random = chance(1)
  const seen = new Set<boolean>()
  const started = performance.now()
  expect(await killedAfter(60_000, world, ['sqlite'], url)).toBe(true)
  const whole = performance.now() - started
  const standing = await snapshotOf(file)
  const kept = join(world.folder, 'kept.sqlite')
  copySqlite(file.databaseFile, kept)

  for (let round = 0; round < rounds; round++) {
    const moment = whole * (0.3 + (0.8 * (round + random.below(100) / 100)) / rounds)
    rmSync(file.databaseFile, { force: true })
    const done = await killedAfter(moment, world, ['sqlite'], url)
    expect(await snapshotOf(settings)).toEqual(before)
    const there = await commandLine(world.folder, ['move-to', 'sqlite', '--yes'], { DATABASE_URL: url })
    if (done) expect(there.code).toBe(1)
    expect(await movesOf(file)).toBe(1)

    writeFileSync(file.databaseFile, readFileSync(kept))
    const fresh: NonNullable<DatabasePlace['databaseServer']> = await emptyDatabase()
    const doneBack = await killedAfter(moment, world, [fresh.url], '')
    expect(await snapshotOf(file)).toEqual(standing)
    const tables = await tablesOf(fresh)
    if (doneBack || tables.length > 0) expect(await movesOf({ ...settings, databaseServer: fresh })).toBe(2)
    seen.add(tables.length > 0)
    await dropDatabase(fresh)
  }
  expect([...seen].sort()).toEqual([false, true])
}, 120_000)
