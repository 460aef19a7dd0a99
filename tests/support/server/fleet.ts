import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNginx } from '../process/nginx'
import { freePort, type Server, startServer } from './server'

/** Servers of one database behind one nginx. */
export type Fleet = {
  /** All of them, as people see them: at the address of nginx. To stop it stops everything. */
  front: Server
  servers: Server[]
  /** Ends one as a power cut would. */
  kill(n: number): Promise<void>
  /** Starts that one again, where it was. */
  revive(n: number): Promise<void>
  /** Ends all of them but nginx, each as its supervisor would. */
  drain(): Promise<void>
}

/**
 * Starts so many servers of the PostgreSQL database that `env` names, and nginx before them. They are on one machine, so
 * they share a data folder: its key, and the email that none of them sends to a mail server. `ofEach`: settings of one alone.
 */
export async function startFleet(
  howMany: number,
  env: Record<string, string>,
  ofEach: (n: number) => Record<string, string> = () => ({}),
): Promise<Fleet> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'countersign-fleet-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const all = { TRUSTED_PROXIES: '127.0.0.1', ...env, APP_URL: origin }
  const start = async (n: number, at?: number) =>
    startServer({ dataFolder, env: { ...all, ...ofEach(n) }, ...(at === undefined ? {} : { port: at }) })
  // One after the other: the first makes the key, and the link to set them up is the last one's.
  const servers: Server[] = []
  while (servers.length < howMany) servers.push(await start(servers.length))
  const portOf = (server: Server) => Number(new URL(server.origin).port)
  const nginx = await startNginx(port, servers.map(portOf))
  const at = (n: number): Server => {
    const server = servers[n]
    if (!server) throw new Error(`There is no server ${n}.`)
    return server
  }
  const drain = async () => {
    await Promise.all(servers.map((server) => server.stop()))
  }
  const stop = async () => {
    await drain()
    await nginx.stop()
    rmSync(dataFolder, { recursive: true, force: true })
    return 0
  }
  return {
    front: {
      ...at(howMany - 1),
      origin,
      output: () => servers.map((server) => server.output()).join(''),
      stop,
    },
    servers,
    drain,
    async kill(n) {
      await at(n).stop('SIGKILL')
    },
    async revive(n) {
      servers[n] = await start(n, portOf(at(n)))
    },
  }
}
