import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { readSettings, SettingsError } from '@/lib/settings'
import { firefox } from '../support/world/world'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-runtime-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const settings = () => readSettings({ DATA_DIR: folder, APP_NAME: 'Portal' })

test('a server that starts again opens what it sealed', async () => {
  const first = await openRuntime(settings())
  const sealed = first.vault.seal(Buffer.from('secret'), 'table', 'row')
  await first.db.close()
  const second = await openRuntime(settings())
  expect(second.vault.unseal(sealed, 'table', 'row').toString()).toBe('secret')
  await second.db.close()
})

test('a server with another key refuses to start, in one sentence that says what to do', async () => {
  const runtime = await openRuntime(settings())
  await runtime.db.close()
  rmSync(join(folder, 'secrets'), { recursive: true })
  const error = await openRuntime(settings()).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(SettingsError)
  expect((error as Error).message).toMatch(
    /sealed with another key: put its encryption\.key back into [^\n]+\.$/,
  )
})

test('what a rule is given tells the time, the name and where the request came from', async () => {
  const runtime = await openRuntime(settings())
  const ctx = contextOf(runtime, firefox)
  expect(ctx).toMatchObject({ appName: 'Portal', origin: firefox })
  expect(Math.abs(ctx.now().getTime() - Date.now())).toBeLessThan(5000)
  await runtime.db.close()
})

test('servers of one name are told apart in authenticator apps by their host, and on one computer by their port', async () => {
  const runtime = await openRuntime(settings())
  const hostOf = (APP_URL: string) =>
    contextOf(
      { ...runtime, settings: readSettings({ DATA_DIR: folder, APP_NAME: 'Portal', APP_URL }) },
      firefox,
    ).appHost
  const addresses = [
    'https://id.example.com',
    'https://staging.example.com:8443',
    'http://localhost:3000',
    'http://localhost:3001',
  ]
  expect(addresses.map(hostOf)).toEqual([
    'id.example.com',
    'staging.example.com:8443',
    'localhost:3000',
    'localhost:3001',
  ])
  await runtime.db.close()
})
