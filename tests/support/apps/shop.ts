import express from 'express'
import expressOpenid from 'express-openid-connect'
import type { Client, Place } from './place'

/** An app with express-openid-connect before all of it. It shows the claims of who came in. */
export type Shop = { origin: string; stop(): Promise<void> }

/** What the portal must know of it, before it knows its client. */
export const shopAddresses = ({ origin }: Place) => ({
  address: origin,
  redirectUris: [`${origin}/callback`],
  signedOutUris: [origin],
  backchannelUri: `${origin}/backchannel-logout`,
})

type Logout = Exclude<NonNullable<expressOpenid.ConfigParams['backchannelLogout']>, boolean>
type Store = NonNullable<Logout['store']>
type Kept = Parameters<Store['set']>[1]

/** Starts it. */
export async function startShop(
  { host, port, origin }: Place,
  { issuer, id, secret }: Client,
  clientAuthMethod: 'client_secret_basic' | 'client_secret_post' = 'client_secret_post',
): Promise<Shop> {
  const kept = new Map<string, Kept>()
  const store: Store = {
    get: (sid, done) => done(null, kept.get(sid)),
    set: (sid, value, done) => done?.(void kept.set(sid, value)),
    destroy: (sid, done) => done?.(void kept.delete(sid)),
  }
  const app = express()
  app.get('/favicon.ico', (_request, response) => void response.status(204).end())
  app.use(
    expressOpenid.auth({
      issuerBaseURL: issuer,
      baseURL: origin,
      clientID: id,
      clientSecret: secret,
      secret: 'the cookies of this shop are signed with this',
      clientAuthMethod,
      authorizationParams: { response_type: 'code', scope: 'openid profile email groups' },
      idpLogout: true,
      backchannelLogout: { store },
    }),
  )
  app.get('/', (request, response) => void response.json(request.oidc.user))
  const server = app.listen(port, host)
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    origin,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
