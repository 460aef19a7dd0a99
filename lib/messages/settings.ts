/** That a proxy was seen which the settings do not know, and what to do. */
export const foreignProxyWords = (proxy: string) =>
  `Requests are forwarded from ${proxy}, which isn't in TRUSTED_PROXIES. If it is your proxy, add it there and have it send X-Forwarded-For: until then everyone behind it counts as one client.`

/** That a proxy asked on behalf of a site behind it and was not believed, and what to do. */
export const foreignVerifierWords = (proxy: string) =>
  `${proxy} asked whether someone may open a site behind it (/api/verify), but isn't in TRUSTED_PROXIES, so no one was let through. If it is your proxy, add ${proxy} to TRUSTED_PROXIES.`

/** That a proxy asked about a site that is not registered, and what to do. */
export const unknownSiteWords = (host: string) =>
  `A proxy asked whether someone may open ${host}, but no site here has that address, so no one was let through. Add it under Organization ▸ Apps, or correct its address there or in the proxy's settings.`

/** That a proxy which the settings know does not say who is behind it, and what to do. */
export const silentProxyWords = (proxy: string) =>
  `${proxy} is in TRUSTED_PROXIES, but sends no X-Forwarded-For, the only header that is read. Have it send that: until then everyone behind it counts as one client.`

/** That the server was asked for by another name than its own, and what to do. */
export const foreignHostWords = (host: string, appUrl: URL) =>
  `A page was asked for as ${host}, but APP_URL is ${appUrl.origin}. People must open that address, or APP_URL must be changed.`

/** That passkeys were made for another host than the server has now, and what to do. `here`: null where none work at all. */
export const strandedPasskeysWords = (passkeys: number, rpId: string, here: string | null) =>
  `${passkeys === 1 ? '1 passkey was' : `${passkeys} passkeys were`} made for ${rpId}, but ${
    here === null
      ? "APP_URL is an address at which passkeys don't work: they need https and a host name"
      : `APP_URL has the host ${here}`
  }. Nobody can sign in with them until APP_URL has the old host again. Their owners use another factor or a recovery code, or you reset them: npm run countersign -- two-factor reset EMAIL --reason "moved".`
