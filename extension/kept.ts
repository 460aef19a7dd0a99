import type { TokenStorage, Tokens } from '../client/client'

/** The server that the person chose. */
export type Server = { origin: string }

/** A sign-in whose password was right and that is not finished. It outlives the popup, which closes at every click elsewhere. */
export type PendingSignIn = {
  step: 'code' | 'enrollment'
  challenge: string
  /** By this computer's clock, in milliseconds since 1970. */
  until: number
  email: string
}

/** For as long as the browser runs, in memory only. */
type ForSession = {
  tokens: Tokens & Server
  pending: PendingSignIn
  /** Shown until the person says that they are saved, and to no one else. */
  recoveryCodes: { email: string; codes: string[] }
  /** The session ended by itself or from elsewhere, and no one has read so yet. */
  ended: true
}

/** Over restarts of the browser, on its disk. */
type ForGood = {
  server: Server
  /** *Stay signed in after the browser closes* is ticked. */
  keep: true
  /** The refresh token, and only where `keep` is. */
  refresh: Pick<Tokens, 'refreshToken' | 'refreshTokenExpiresAt'> & Server
  /** By which the server knows this browser. It opens nothing. */
  device: { token: string } & Server
}

type Keys = ForSession & ForGood
const onDisk: readonly (keyof Keys)[] = ['server', 'keep', 'refresh', 'device'] satisfies (keyof ForGood)[]

const areaOf = (key: keyof Keys) => (onDisk.includes(key) ? chrome.storage.local : chrome.storage.session)

/** What is kept under a name; undefined where nothing is. */
export async function recall<Key extends keyof Keys>(key: Key): Promise<Keys[Key] | undefined> {
  return (await areaOf(key).get(key))[key] as Keys[Key] | undefined
}

export const keep = <Key extends keyof Keys>(key: Key, value: Keys[Key]): Promise<void> =>
  areaOf(key).set({ [key]: value })

export const forget = async (...keys: (keyof Keys)[]): Promise<void> => {
  for (const key of keys) await areaOf(key).remove(key)
}

/** Tells of changes to what is kept for the session, whoever made them. Answers with how to stop. */
export function onChange(told: () => void): () => void {
  chrome.storage.session.onChanged.addListener(told)
  return () => chrome.storage.session.onChanged.removeListener(told)
}

/**
 * Tokens in memory; with *Stay signed in after the browser closes* the refresh token on disk as well. They belong to the server that gave
 * them: for another one there are none.
 */
export const tokenStorageOf = ({ origin }: Server): TokenStorage => ({
  async read() {
    const tokens = await recall('tokens')
    if (tokens) return tokens.origin === origin ? tokens : null
    const refresh = await recall('refresh')
    if (refresh?.origin !== origin) return null
    // After a restart: an access token that no server accepts, so that the first call gets the next one.
    return { accessToken: '', accessTokenExpiresAt: new Date(0).toISOString(), ...refresh }
  },
  async write(tokens) {
    if (!tokens) return forget('tokens', 'refresh')
    const { refreshToken, refreshTokenExpiresAt } = tokens
    if (await recall('keep')) await keep('refresh', { origin, refreshToken, refreshTokenExpiresAt })
    await keep('tokens', { ...tokens, origin })
  },
  exclusively: (work) => navigator.locks.request('tokens', work),
  async readDevice() {
    const device = await recall('device')
    return device?.origin === origin ? device.token : null
  },
  writeDevice: (token) => keep('device', { origin, token }),
})

/** Chooses the server. What another one gave is forgotten: nothing of it may reach this one. */
export async function chooseServer(server: Server): Promise<void> {
  if ((await recall('server'))?.origin !== server.origin) {
    await chrome.storage.session.clear()
    await chrome.storage.local.clear()
  }
  await keep('server', server)
}
