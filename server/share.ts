import type { Settings } from '@/lib/settings'

/** Connections of each kind that the process which leads has for the little it does. */
const leading = 2

/** The least a process can work with. */
const least = 2

/** The settings of the process that leads several. */
export const primarysShare = (settings: Settings): Settings => withConnections(settings, leading)

/** Those of each process that serves: DATABASE_POOL is for the whole server. */
export function workersShare(settings: Settings): Settings {
  const whole = settings.databaseServer?.connections ?? 0
  return withConnections(settings, Math.max(least, Math.floor((whole - leading) / settings.workers)))
}

const withConnections = (settings: Settings, connections: number): Settings => ({
  ...settings,
  databaseServer: settings.databaseServer && { ...settings.databaseServer, connections },
})
