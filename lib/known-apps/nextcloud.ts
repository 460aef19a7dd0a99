import { block, discovery, type KnownApp, providerName } from './known-app'

/** Nextcloud with its app user_oidc. */
export const nextcloud: KnownApp = {
  id: 'nextcloud',
  name: 'Nextcloud',
  example: 'https://cloud.example.com',
  returnsTo: (address) => [`${address}/apps/user_oidc/code`],
  signedOutTo: (address) => [`${address}/`],
  backchannel: (address) => `${address}/apps/user_oidc/backchannel-logout/${providerName}`,
  where:
    'A terminal in Nextcloud’s folder, once its app “OpenID Connect user backend” (user_oidc) is installed',
  lines: ({ issuer, clientId, secret }) => [
    block(
      'Command',
      `php occ user_oidc:provider ${providerName} \\`,
      `  --clientid='${clientId}' \\`,
      `  --clientsecret='${secret}' \\`,
      `  --discoveryuri='${discovery(issuer)}' \\`,
      `  --scope='openid email profile groups' \\`,
      `  --mapping-uid=preferred_username --mapping-display-name=name --mapping-email=email --mapping-groups=groups`,
    ),
  ],
  notes: [
    'user_oidc refuses servers on private addresses or plain HTTP unless its own settings in config.php allow them.',
  ],
}
