import { block, discovery, type KnownApp, providerName } from './known-app'

/** Forgejo: its administration does the same by hand. */
export const forgejo: KnownApp = {
  id: 'forgejo',
  name: 'Forgejo',
  example: 'https://git.example.com',
  returnsTo: (address) => [`${address}/user/oauth2/${providerName}/callback`],
  where: 'A terminal, as the user that runs Forgejo',
  lines: ({ issuer, clientId, secret }) => [
    block(
      'Command',
      'forgejo admin auth add-oauth --provider=openidConnect \\',
      `  --name=${providerName} \\`,
      `  --key='${clientId}' \\`,
      `  --secret='${secret}' \\`,
      `  --auto-discover-url='${discovery(issuer)}' \\`,
      `  --scopes='openid email profile groups' --group-claim-name=groups --skip-local-2fa`,
    ),
  ],
  notes: [
    'Keep the name “countersign”: it’s part of the address that Forgejo returns to.',
    '--skip-local-2fa keeps Forgejo from asking for a second factor of its own.',
  ],
}
