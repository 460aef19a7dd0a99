import { block, discovery, type KnownApp, providerName } from './known-app'

/** Nextcloud with its app user_oidc. */
export const nextcloud: KnownApp = {
  id: 'nextcloud',
  name: 'Nextcloud',
  example: 'https://cloud.example.com',
  // Without “pretty URLs” every path begins with index.php.
  returnsTo: (address) => [`${address}/apps/user_oidc/code`, `${address}/index.php/apps/user_oidc/code`],
  signedOutTo: (address) => [`${address}/`],
  backchannel: (address) => `${address}/index.php/apps/user_oidc/backchannel-logout/${providerName}`,
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
      `  --mapping-display-name=name --mapping-email=email --mapping-groups=groups`,
    ),
  ],
  notes: [
    `Keep the name “${providerName}”: it’s part of the address that Nextcloud is told at when someone signs out.`,
    'To have the groups of this server in Nextcloud, add --group-provisioning=1. It also takes people out of Nextcloud’s other groups, such as admin.',
    'If this server has a private address, Nextcloud refuses it until allow_local_remote_servers is true in its config.php.',
  ],
}
