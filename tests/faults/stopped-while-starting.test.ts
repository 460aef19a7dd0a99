import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { freePort } from '../support/server/server'

/** Whether someone listens there. */
const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

const moments: Record<string, (port: number, folder: string) => Promise<boolean>> = {
  'opens its database': async (_, folder) => existsSync(join(folder, 'db', 'countersign.sqlite.lock')),
  'begins to listen': answers,
}

test.each(Object.entries(moments))(
  'told to stop when it %s, a server ends well',
  async (_moment, hasCome) => {
    for (let round = 0; round < 3; round++) {
      const folder = mkdtempSync(join(tmpdir(), 'countersign-stopped-'))
      const port = await freePort()
      const server = spawn(process.execPath, [join(process.env.COUNTERSIGN_BUILD ?? '', 'server.mjs')], {
        env: {
          ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const },
          ...{ DATA_DIR: folder, PORT: String(port) },
        },
        stdio: 'ignore',
      })
      const ended = once(server, 'exit')
      while (!(await hasCome(port, folder))) await wait(1)
      server.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
