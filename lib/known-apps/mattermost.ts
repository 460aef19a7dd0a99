import { discovery, type KnownApp, line } from './known-app'

/** Mattermost's paid editions. Team Edition has nothing that it could sign in here with. */
export const mattermost: KnownApp = {
  id: 'mattermost',
  name: 'Mattermost',
  example: 'https://chat.example.com',
  withoutPkce: true,
  returnsTo: (address) => [`${address}/signup/openid/complete`],
  where: 'System Console ▸ Authentication ▸ OpenID Connect, with “OpenID Connect (Other)” as the provider',
  lines: ({ issuer, clientId, secret }) => [
    line('Discovery Endpoint', discovery(issuer)),
    line('Client ID', clientId),
    line('Client Secret', secret),
    line('Button Name', 'Countersign'),
  ],
  notes: [
    'Restart Mattermost afterwards.',
    'OpenID Connect is part of Mattermost’s paid editions. Team Edition doesn’t have it and can’t be connected.',
  ],
}
