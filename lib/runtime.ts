import type { Database } from '@/db/database'
import type { Context, Origin } from './context'
import type { Vault } from './crypto/vault'
import type { Settings } from './settings'

/** What lives as long as the process: one database handle, one key, the settings. */
export type Runtime = { db: Database; vault: Vault; settings: Settings }

/** The context of one request or command. */
export const contextOf = ({ db, vault, settings }: Runtime, origin: Origin): Context => ({
  db,
  vault,
  appName: settings.appName,
  // There may be another server of the same name, such as one for trying, on another port of this computer too.
  appHost: settings.appUrl.host,
  appOrigin: settings.appUrl.origin,
  recovery: settings.recovery,
  now: () => new Date(),
  origin,
})

// The server and Next's bundle each have this module: the runtime they share stands on globalThis.
const shared = globalThis as { countersignRuntime?: Runtime }

/** Makes this the process's runtime. */
export function shareRuntime(runtime: Runtime): void {
  shared.countersignRuntime = runtime
}

/** The process's runtime. Throws where no server was started, as during a build: nothing works without one. */
export function sharedRuntime(): Runtime {
  if (!shared.countersignRuntime) throw new Error('No runtime: pages are served by server/main.ts.')
  return shared.countersignRuntime
}
