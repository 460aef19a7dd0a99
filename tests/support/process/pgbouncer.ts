import { spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabasePlace } from '@/db/open'
import { ensurePgBouncer } from '@/scripts/pgbouncer.mjs'
import { freePort } from '../server/server'
import { answering, unprivileged } from './postgres-cluster'

type Server = NonNullable<DatabasePlace['databaseServer']>

/** Fewer connections than are wanted, so that each transaction gets another one; each server keeps one for itself. */
const configuration = (port: number, { port: behind, username }: URL) => `
[databases]
* = host=127.0.0.1 port=${behind} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 8
max_client_conn = 300
log_connections = 0
log_disconnections = 0
`

/** Puts PgBouncer in transaction mode before a database. Returns the way through it, and what ends it. */
export async function startPgBouncer(server: Server): Promise<{ pooled: Server; stop: () => Promise<void> }> {
  const program = await ensurePgBouncer()
  const folder = mkdtempSync(join(tmpdir(), 'countersign-pgbouncer-'))
  const file = join(folder, 'pgbouncer.ini')
  const port = await freePort()
  writeFileSync(file, configuration(port, new URL(server.url)))
  const user = unprivileged()
  if (user) for (const path of [folder, file]) chownSync(path, user.uid, user.gid)
  const child = spawn(program, ['--quiet', file], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async () => {
    process.off('exit', kill)
    kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const url = new URL(server.url)
  url.port = `${port}`
  await answering(url.href)
  return { pooled: { ...server, url: url.href, pooled: true }, stop }
}
