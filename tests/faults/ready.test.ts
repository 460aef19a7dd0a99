import { expect, test } from 'vitest'
import { openSite, type Site } from '../support/server/site'
import { sayPastTheProduct, takeDatabaseAway } from '../support/world/past-the-product'

/** What `/api/ready` says, and whether the server is alive. */
async function stateOf(site: Site) {
  const ready = await site.visitor().get('/api/ready')
  const said = JSON.parse(ready.body) as { ready: boolean; reason?: string; detail?: string }
  const health = (await site.visitor().get('/api/health')).status
  return { ...said, status: ready.status, type: ready.headers['content-type'], health }
}

/** Changes the database from outside, as another server or program does. */
const outside = (site: Site, statement: string) => sayPastTheProduct(site.place, statement)

const unready = (reason: string, health: number) => ({
  ...{ status: 503, ready: false, reason, health, type: 'application/json' },
  detail: expect.stringMatching(/^[A-Z][\w' ,.]+\.$/),
})

test('a server is ready while its database answers, has its migrations, and its key opens it', async () => {
  const site = await openSite()
  const well = { ready: true, status: 200, type: 'application/json', health: 200 }
  expect(await stateOf(site)).toEqual(well)

  const putBack = await takeDatabaseAway(site.place)
  expect(await stateOf(site)).toEqual(unready('database', 503))
  await putBack()
  expect(await stateOf(site)).toEqual(well)

  await outside(site, "INSERT INTO migrations SELECT 'of a newer version', max(applied_at) FROM migrations")
  expect(await stateOf(site)).toEqual(unready('migrations', 200))
  await outside(site, "DELETE FROM migrations WHERE hash = 'of a newer version'")
  expect(await stateOf(site)).toEqual(well)

  await outside(site, "UPDATE server_facts SET value = 'other ' || value WHERE name = 'key-fingerprint'")
  expect(await stateOf(site)).toEqual(unready('key', 200))
  await outside(site, "UPDATE server_facts SET value = substr(value, 7) WHERE name = 'key-fingerprint'")
  expect(await stateOf(site)).toEqual(well)
})

test('why it is not ready tells nothing of the server', async () => {
  const site = await openSite()
  const putBack = await takeDatabaseAway(site.place)
  const { body, headers } = await site.visitor().get('/api/ready')
  await putBack()
  expect(headers['cache-control']).toBe('no-store')
  for (const secret of [site.server.dataFolder, site.database, 'sqlite', 'postgres', 'Error'])
    expect(body).not.toContain(secret)
})
