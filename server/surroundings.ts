import {
  foreignProxyWords,
  foreignVerifierWords,
  silentProxyWords,
  unknownSiteWords,
} from '@/lib/messages/settings'
import { observe } from '@/lib/records/server/observed'
import { contextOf, type Runtime } from '@/lib/runtime'
import type { Log } from './log'

const mostWarnings = 20

/** What a request shows of the network in front of this server that its settings do not fit. */
export type Surroundings = {
  /** A proxy that is not trusted named whom it asks for. */
  forwardedBy(proxy: string): void
  /** A proxy that is trusted does not name whom it asks for. */
  unnamedBy(proxy: string): void
  /** Someone who is not trusted asked, as proxies do, whether a person may pass to a site. */
  verifiedBy(proxy: string): void
  /** A proxy that is trusted asked about a site that no one registered. */
  siteUnknown(host: string): void
  /** Someone was at another address than `APP_URL`. */
  askedAs(asked: string, where: 'page' | 'form'): void
}

/** Hands each proxy and host on once, and twenty at most: anyone can send any. */
export function onceEach(to: Surroundings): Surroundings {
  const seen = new Set<string>()
  const isNews = (what: string) => !seen.has(what) && seen.size < mostWarnings && seen.add(what) !== null
  return {
    forwardedBy(proxy) {
      if (isNews(proxy)) to.forwardedBy(proxy)
    },
    unnamedBy(proxy) {
      if (isNews(`unnamed ${proxy}`)) to.unnamedBy(proxy)
    },
    verifiedBy(proxy) {
      if (isNews(`verifying ${proxy}`)) to.verifiedBy(proxy)
    },
    siteUnknown(asked) {
      const host = asked.slice(0, 100)
      if (isNews(`site ${host}`)) to.siteUnknown(host)
    },
    askedAs(asked, where) {
      const host = asked.slice(0, 100)
      if (isNews(host)) to.askedAs(host, where)
    },
  }
}

/** Warns of it in the log. `doctor` is told of the last. */
export function warnings(runtime: Runtime, log: Log): Surroundings {
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const appUrl = runtime.settings.appUrl.origin
  return onceEach({
    forwardedBy(proxy) {
      const words = foreignProxyWords(proxy)
      log.warn({ event: 'proxy.not-trusted', proxy }, words)
      observe(ctx, 'forwarded-by', proxy).catch(() => {})
    },
    unnamedBy(proxy) {
      log.warn({ event: 'proxy.no-address', proxy }, silentProxyWords(proxy))
    },
    verifiedBy(proxy) {
      log.warn({ event: 'proxy.may-not-verify', proxy }, foreignVerifierWords(proxy))
      observe(ctx, 'forwarded-by', proxy).catch(() => {})
    },
    siteUnknown(host) {
      log.warn({ event: 'site.unknown', host }, unknownSiteWords(host))
    },
    askedAs(host, where) {
      const words = `A ${where} was ${where === 'page' ? 'asked for' : 'sent'} as ${host}, but APP_URL is ${appUrl}: people must open that address, or APP_URL must be changed.`
      log.warn({ event: 'host.foreign', host, appUrl }, words)
      if (where === 'page') observe(ctx, 'asked-as', host).catch(() => {})
    },
  })
}
