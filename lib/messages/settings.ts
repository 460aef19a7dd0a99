/** That a proxy was seen which the settings do not know, and what to do. */
export const foreignProxyWords = (proxy: string) =>
  `X-Forwarded-For came from ${proxy}, which isn't in TRUSTED_PROXIES. If it is your proxy, add it there: until then everyone behind it counts as one client.`

/** That the server was asked for by another name than its own, and what to do. */
export const foreignHostWords = (host: string, appUrl: URL) =>
  `A page was asked for as ${host}, but APP_URL is ${appUrl.origin}. People must open that address, or APP_URL must be changed.`
