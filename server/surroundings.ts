import { foreignProxyWords, silentProxyWords } from '@/lib/messages/settings'
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
      const words = foreignProxyWords(proxy)
      log.warn({ event: 'proxy.not-trusted', proxy }, words)
      observe(ctx, 'forwarded-by', proxy).catch(() => {})
    },
    unnamedBy(proxy: string) {
      if (!isNews(`unnamed ${proxy}`)) return
      log.warn({ event: 'proxy.no-address', proxy }, silentProxyWords(proxy))
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
