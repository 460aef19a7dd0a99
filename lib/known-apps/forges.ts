import { block, discovery, type KnownApp, providerName } from './known-app'

/** Forgejo and Gitea: one comes from the other, and both take the same command. */
const forge = (id: string, name: string): KnownApp => ({
  id,
  name,
  example: 'https://git.example.com',
  returnsTo: (address) => [`${address}/user/oauth2/${providerName}/callback`],
  where: `A terminal, as the user that runs ${name}`,
  lines: ({ issuer, clientId, secret }) => [
    block(
      'Command',
      `${id} admin auth add-oauth --provider=openidConnect \\`,
      `  --name=${providerName} \\`,
      `  --key='${clientId}' \\`,
      `  --secret='${secret}' \\`,
      `  --auto-discover-url='${discovery(issuer)}' \\`,
      `  --scopes='openid email profile groups' --group-claim-name=groups --skip-local-2fa`,
    ),
  ],
  notes: [
    `Keep the name “${providerName}”: it’s part of the address that ${name} returns to.`,
    `--skip-local-2fa keeps ${name} from asking for a second factor of its own.`,
  ],
})

export const forgejo = forge('forgejo', 'Forgejo')
export const gitea: KnownApp = { ...forge('gitea', 'Gitea'), withoutPkce: true }
