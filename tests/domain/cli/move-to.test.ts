import { execFile } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import type { Settings } from '@/lib/settings'
import { commandLine } from '../../support/process/command-line'
import { chance } from '../../support/world/chance'
import { everyTable } from '../../support/world/every-table'
import { askPostgres, dropDatabase, emptyDatabase, tablesOf } from '../../support/world/postgres'
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

/** Starts a move, and kills it so long after rows began to be copied; whether it was faster. */
async function killedWhileCopying(
  { url, milliseconds }: { url: string; milliseconds: number },
  world: World,
  words: string[],
  from: string,
): Promise<boolean> {
  const cli = join(process.env.COUNTERSIGN_BUILD ?? '', 'cli.mjs')
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: world.folder,
    DATABASE_URL: from,
    NODE_ENV: 'production' as const,
  }
  const moving = execFile(process.execPath, [cli, 'move-to', ...words, '--yes'], { env })
  const ended = new Promise<number | null>((resolve) => moving.once('exit', resolve))
  const copying =
    'select 1 from pg_stat_activity where datname = current_database() and query ~ \'^(insert into "throttles"|fetch)\''
  while (moving.exitCode === null && (await askPostgres({ url }, copying)).length === 0) await wait(5)
  await Promise.race([ended, wait(milliseconds)])
  moving.kill('SIGKILL')
  return (await ended) === 0
}

test('killed while it copies it has moved nothing, and the next one moves everything', async () => {
  const { world, settings, url } = await stopped()
  // So many that there is time to kill it.
  const many = 'insert into throttles select n, 1, null, now() from generate_series(1, 60000) n'
  await askPostgres({ url }, many)
  const file: Settings = { ...settings, databaseServer: null }
  const before = await snapshotOf(settings)
  const random = chance(1)
  const killed: boolean[] = []
  for (const at of [0, 100, 400]) {
    const milliseconds = random.below(at + 1)
    const faster = await killedWhileCopying({ url, milliseconds }, world, ['sqlite'], url)
    const there = existsSync(file.databaseFile)
    // It may have been killed between having done it and saying so.
    if (faster || there) expect(await movesOf(file)).toBe(1)
    expect(await snapshotOf(settings)).toEqual(before)
    killed.push(!there)
    if (there) rmSync(file.databaseFile)
  }
  expect((await commandLine(world.folder, ['move-to', 'sqlite', '--yes'], { DATABASE_URL: url })).code).toBe(
    0,
  )
  expect(await movesOf(file)).toBe(1)

  const standing = await snapshotOf(file)
  const fresh = await emptyDatabase()
  const onFresh = { ...settings, databaseServer: fresh }
  for (const at of [0, 400]) {
    const milliseconds = random.below(at + 1)
    const faster = await killedWhileCopying({ url: fresh.url, milliseconds }, world, [fresh.url], '')
    const there = (await tablesOf(fresh)).length > 0
    if (faster || there) expect(await movesOf(onFresh)).toBe(2)
    expect(await snapshotOf(file)).toEqual(standing)
    killed.push(!there)
    if (there) break
  }
  const last = await commandLine(world.folder, ['move-to', fresh.url, '--yes'])
  expect(last.code).toBe(killed.at(-1) ? 0 : 1)
  expect(await movesOf(onFresh)).toBe(2)
  // The first of each, at least, came in the middle.
  expect([killed[0], killed[3]]).toEqual([true, true])
  await dropDatabase(fresh)
}, 120_000)
