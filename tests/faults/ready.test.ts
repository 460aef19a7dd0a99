import { renameSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openSite, type Site } from '../support/server/site'

/** What `/api/ready` says, and whether the server is alive. */
async function stateOf(site: Site) {
  const ready = await site.visitor().get('/api/ready')
  const said = JSON.parse(ready.body) as { ready: boolean; reason?: string; detail?: string }
  const health = (await site.visitor().get('/api/health')).status
  return { ...said, status: ready.status, type: ready.headers['content-type'], health }
}

/** Changes the database from outside, as another server or program does. */
function outside(site: Site, statement: string): void {
  const connection = new Sqlite(site.database)
  connection.exec(statement)
  connection.close()
}

const unready = (reason: string, health: number) => ({
  ...{ status: 503, ready: false, reason, health, type: 'application/json' },
  detail: expect.stringMatching(/^[A-Z][\w' ,.]+\.$/),
})

test('a server is ready while its database answers, has its migrations, and its key opens it', async () => {
  const site = await openSite()
  const well = { ready: true, status: 200, type: 'application/json', health: 200 }
  expect(await stateOf(site)).toEqual(well)

  renameSync(site.database, `${site.database}.away`)
  expect(await stateOf(site)).toEqual(unready('database', 503))
  renameSync(`${site.database}.away`, site.database)
  expect(await stateOf(site)).toEqual(well)

  outside(site, "INSERT INTO migrations (hash, applied_at) VALUES ('of a newer version', 0)")
  expect(await stateOf(site)).toEqual(unready('migrations', 200))
  outside(site, "DELETE FROM migrations WHERE hash = 'of a newer version'")
  expect(await stateOf(site)).toEqual(well)

  outside(site, "UPDATE server_facts SET value = 'other ' || value WHERE name = 'key-fingerprint'")
  expect(await stateOf(site)).toEqual(unready('key', 200))
  outside(site, "UPDATE server_facts SET value = substr(value, 7) WHERE name = 'key-fingerprint'")
  expect(await stateOf(site)).toEqual(well)
})

test('why it is not ready tells nothing of the server', async () => {
  const site = await openSite()
  renameSync(site.database, `${site.database}.away`)
  const { body, headers } = await site.visitor().get('/api/ready')
  renameSync(`${site.database}.away`, site.database)
  expect(headers['cache-control']).toBe('no-store')
  for (const secret of [site.server.dataFolder, site.database, 'sqlite', 'Error'])
    expect(body).not.toContain(secret)
})
