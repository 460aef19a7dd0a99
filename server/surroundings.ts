import { observe } from '@/lib/records/server/observed'
import { contextOf, type Runtime } from '@/lib/runtime'
import type { Log } from './log'

const mostWarnings = 20

/**
 * Warns of what is wrong with the network in front of this server: once for each proxy and host, and of twenty at most,
 * for anybody can send any. `doctor` is told of the last.
 */
export function watchSurroundings(runtime: Runtime, log: Log) {
  const seen = new Set<string>()
  const isNews = (what: string) => !seen.has(what) && seen.size < mostWarnings && seen.add(what) !== null
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const appUrl = runtime.settings.appUrl.origin
  return {
    forwardedBy(proxy: string) {
      if (!isNews(proxy)) return
      const words = `X-Forwarded-For came from ${proxy}, which is not in TRUSTED_PROXIES: if that is your proxy, add it there, or everyone behind it counts as one client.`
      log.warn({ event: 'proxy.not-trusted', proxy }, words)
      observe(ctx, 'forwarded-by', proxy).catch(() => {})
    },
    askedAs(asked: string, where: 'page' | 'form') {
      const host = asked.slice(0, 100)
      if (!isNews(host)) return
      const words = `A ${where} was ${where === 'page' ? 'asked for' : 'sent'} as ${host}, but APP_URL is ${appUrl}: people must open that address, or APP_URL must be changed.`
      log.warn({ event: 'host.foreign', host, appUrl }, words)
      if (where === 'page') observe(ctx, 'asked-as', host).catch(() => {})
    },
  }
}

export type Surroundings = ReturnType<typeof watchSurroundings>
