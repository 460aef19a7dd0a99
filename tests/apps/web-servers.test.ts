import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { newPlace } from '../support/apps/place'
import { startApache } from '../support/process/apache'
import { startCaddy } from '../support/process/caddy'
import { startNginxWith } from '../support/process/nginx'
import type { WebServer } from '../support/process/web-server'
import { ask, greet } from '../support/server/asking'
import { type Echo, type EchoSite, startEcho } from '../support/server/echo'
import { freePort } from '../support/server/server'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const started: { stop(): Promise<void> }[] = []
let echo: EchoSite

const keep = async (starting: Promise<WebServer>) => {
  const server = await starting
  started.push(server)
  return server
}

beforeAll(async () => {
  echo = await startEcho()
})

afterAll(async () => {
  for (const server of started) await server.stop()
  await echo.close()
})

const nginxSite = (port: number) => `
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${echo.port};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
    }
  }`

const proxies: [string, (port: number) => Promise<WebServer>][] = [
  ['nginx', (port) => startNginxWith(port, nginxSite(port))],
  [
    'Caddy',
    (port) =>
      startCaddy(port, `http://wiki.localhost:${port} {\n  reverse_proxy 127.0.0.1:${echo.port}\n}\n`),
  ],
]

test.each(proxies)('%s passes on what browsers send', async (_name, start) => {
  const { port } = await keep(start(await freePort()))
  const host = `wiki.localhost:${port}`
  const posted = await ask(port, { host, method: 'POST', path: '/a%20b?c=d', body: 'hello' })
  expect(posted.status).toBe(200)
  const seen = JSON.parse(posted.body) as Echo
  expect(seen).toMatchObject({ method: 'POST', url: '/a%20b?c=d', body: 'hello' })
  expect(seen.headers.host).toBe(host)
  expect(await greet(port, { host }, 'hello')).toEqual({ status: 101, said: 'hello' })
})

test('Apache with mod_auth_openidc takes claims from nobody but itself', async () => {
  const place = await newPlace()
  await keep(
    startApache(
      place,
      `
OIDCProviderIssuer https://127.0.0.1:9
OIDCProviderAuthorizationEndpoint https://127.0.0.1:9/authorize
OIDCProviderTokenEndpoint https://127.0.0.1:9/token
OIDCClientID wiki
OIDCRedirectURI ${place.origin}/callback
OIDCCryptoPassphrase ${'x'.repeat(32)}
<Location />
  AuthType openid-connect
  Require valid-user
  OIDCUnAuthAction pass
  ProxyPass http://127.0.0.1:${echo.port}/
</Location>
`,
    ),
  )
  const headers = { OIDC_CLAIM_email: 'ada@example.com', 'X-Plain': 'kept' }
  const answer = await ask(place.port, { host: place.host, at: place.host, headers })
  const seen = JSON.parse(answer.body) as Echo
  expect(seen.headers).toMatchObject({ 'x-plain': 'kept' })
  expect(Object.keys(seen.headers).filter((name) => /claim/i.test(name))).toEqual([])
})
