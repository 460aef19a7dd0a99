import type { Runtime } from '@/lib/runtime'
import { shareRuntime } from '@/lib/runtime'
import type { Settings } from '@/lib/settings'
import manifest from '@/package.json'
import { builtActions, handOverBuiltConfig } from './built'
import { listen, type Told } from './listen'
import type { Log } from './log'
import { mountAt } from './mounts'
import type { Stop } from './stop'
import type { Tracing } from './tracing'

type Serving = {
  /** Takes no other request, and waits for those under way. */
  close(): Promise<void>
  /** Ends Next and the database, once no one uses them any more. */
  end(): Promise<void>
}

/** Begins tracing, where the settings say where to: once in a process, before it serves. */
export async function openTracing({ tracesUrl }: Settings, log: Log): Promise<Tracing | null> {
  if (!tracesUrl) return null
  // A bundle of its own beside this one: its packages are in it.
  const file = new URL('tracing.mjs', import.meta.url).href
  const { startTracing }: typeof import('./tracing') = await import(file)
  return startTracing(manifest.version, log, mountAt)
}

/** Serves from this process: Next, behind our own server that knows the socket. */
export async function serveHere(opened: Runtime, told: Told, stop: Stop): Promise<Serving> {
  const { settings } = opened
  const runtime = told.tracing ? told.tracing.tracedWrites(opened) : opened
  shareRuntime(runtime)
  // next-auth builds its own addresses from this, never from a header.
  process.env.AUTH_URL = settings.appUrl.origin
  // When an action redirects, Next fetches the page it leads to, with the cookies: from us, not from port 3000.
  process.env.__NEXT_PRIVATE_ORIGIN = ownOrigin(settings)
  const dev = process.env.NODE_ENV !== 'production'
  if (!dev) handOverBuiltConfig()
  // Whoever only leads processes that serve does without it.
  const { default: next } = await import('next')
  const app = next({ dev, dir: process.cwd(), customServer: true, quiet: true })
  await app.prepare()
  const end = async () => {
    await app.close()
    await Promise.all([runtime.db.close(), told.tracing?.close()])
  }
  stop.ends(end)
  const server = await listen(runtime, told, app.getRequestHandler(), dev ? null : builtActions())
  return { close: server.close, end }
}

/** Where this process reaches itself, past any proxy. */
function ownOrigin({ host, port }: Settings): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
