import { type KnownApp, line } from './known-app'

/** Immich, on the web and as an app on phones, which returns to a scheme of its own. */
export const immich: KnownApp = {
  id: 'immich',
  name: 'Immich',
  example: 'https://photos.example.com',
  native: true,
  returnsTo: (address) => [
    `${address}/auth/login`,
    `${address}/user-settings`,
    'app.immich:///oauth-callback',
  ],
  signedOutTo: (address) => [`${address}/auth/login`],
  backchannel: (address) => `${address}/api/oauth/backchannel-logout`,
  where: 'Administration ▸ Settings ▸ Authentication Settings ▸ OAuth',
  lines: ({ issuer, clientId, secret }) => [
    line('Issuer URL', issuer),
    line('Client ID', clientId),
    line('Client secret', secret),
    line('Scope', 'openid email profile'),
    line('Token endpoint auth method', 'client_secret_basic'),
    line('ID token signed response algorithm', 'RS256'),
  ],
  notes: ['Immich needs https:// here, because its phone app signs in too.'],
}
