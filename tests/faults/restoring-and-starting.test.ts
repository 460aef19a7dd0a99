import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holdSqlite } from '@/db/sqlite'
import { sentence } from '@/lib/messages/codes'
import { readSettings } from '@/lib/settings'
import { commandLine } from '../support/process/command-line'
import { startServer } from '../support/server/server'
import { openSite } from '../support/server/site'

test('a restore is refused while a server runs, and a server is while a backup is restored, in one sentence each', async () => {
  const site = await openSite()
  const { dataFolder } = site.server
  const backup = join(dataFolder, 'backup.sqlite')
  expect((await commandLine(dataFolder, ['backup', backup])).code).toBe(0)
  const refused = await commandLine(dataFolder, ['restore', backup, '--yes'])
  expect([refused.code, refused.err.trim()]).toEqual([
    1,
    'Countersign or another command is still running. Stop it, then restore.',
  ])
  expect((await site.visitor().get('/api/health')).status).toBe(200)

  const missing = await commandLine(dataFolder, ['backup', join(dataFolder, 'nowhere', 'backup.sqlite')])
  expect([missing.code, missing.err.split('\n')[0]]).toEqual([
    1,
    expect.stringContaining('There is no folder'),
  ])
})

test('a server, a command and doctor say so where a backup is being restored', async () => {
  const site = await openSite()
  const { dataFolder } = site.server
  const elsewhere = join(dataFolder, 'second')
  const restoring = holdSqlite(readSettings({ DATA_DIR: elsewhere }).databaseFile, 'alone')
  const words = /^(The server did not start:\n)?A backup is being restored to [^\n]+ then try again\.\n?$/
  await expect(startServer({ dataFolder: elsewhere })).rejects.toThrow(words)
  const command = await commandLine(elsewhere, ['recovery', 'list'])
  expect([command.code, command.err]).toEqual([1, expect.stringMatching(words)])
  restoring?.release()
})

test('health fails once the database was taken away or replaced, and nothing is written to the old one', async () => {
  const site = await openSite()
  const agent = await site.seed.agent({ enrolled: true })
  const browser = site.visitor()
  const health = async () => (await browser.get('/api/health')).status
  expect(await health()).toBe(200)
  renameSync(site.database, `${site.database}.away`)
  expect(await health()).toBe(503)
  const answer = await browser.submit('/sign-in', { email: agent.email, password: agent.password }, 'Sign in')
  expect(answer.body).toContain(sentence('server-busy'))
  renameSync(`${site.database}.away`, site.database)
  expect(await health()).toBe(200)
  const again = await browser.submit('/sign-in', { email: agent.email, password: agent.password }, 'Sign in')
  expect(again.leadsTo).toBe('/sign-in/code')
})
