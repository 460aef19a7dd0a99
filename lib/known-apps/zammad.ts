import { type KnownApp, line } from './known-app'

/** Zammad is a public client: it has no field for a secret. */
export const zammad: KnownApp = {
  id: 'zammad',
  name: 'Zammad',
  example: 'https://help.example.com',
  client: 'public',
  returnsTo: (address) => [`${address}/auth/openid_connect/callback`],
  signedOutTo: (address) => [address, `${address}/desktop/login`],
  backchannel: (address) => `${address}/auth/openid_connect/backchannel_logout`,
  where: 'Settings ▸ Security ▸ Third-party Applications ▸ Authentication via OpenID Connect',
  lines: ({ issuer, clientId }) => [
    line('Identifier', clientId),
    line('Issuer', issuer),
    line('UID Field', 'sub'),
    line('Scopes', 'openid email profile'),
    line('PKCE', 'yes'),
  ],
}
