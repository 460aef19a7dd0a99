import { block, discovery, type KnownApp, providerName } from './known-app'

/** Gitea: its administration does the same by hand. */
export const gitea: KnownApp = {
  id: 'gitea',
  name: 'Gitea',
  example: 'https://git.example.com',
  withoutPkce: true,
  returnsTo: (address) => [`${address}/user/oauth2/${providerName}/callback`],
  where: 'A terminal, as the user that runs Gitea',
  lines: ({ issuer, clientId, secret }) => [
    block(
      'Command',
      'gitea admin auth add-oauth --provider=openidConnect \\',
      `  --name=${providerName} \\`,
      `  --key='${clientId}' \\`,
      `  --secret='${secret}' \\`,
      `  --auto-discover-url='${discovery(issuer)}' \\`,
      `  --scopes='openid email profile groups' --group-claim-name=groups --skip-local-2fa`,
    ),
  ],
  notes: [
    'Keep the name “countersign”: it’s part of the address that Gitea returns to.',
    '--skip-local-2fa keeps Gitea from asking for a second factor of its own.',
  ],
}
