import { block, type KnownApp } from './known-app'

/** Vaultwarden, which compares the issuer character by character. */
export const vaultwarden: KnownApp = {
  id: 'vaultwarden',
  name: 'Vaultwarden',
  example: 'https://vault.example.com',
  returnsTo: (address) => [`${address}/identity/connect/oidc-signin`],
  where: 'Its environment',
  lines: ({ issuer, clientId, secret, address }) => [
    block(
      'Environment',
      `DOMAIN=${address}`,
      'SSO_ENABLED=true',
      `SSO_AUTHORITY=${issuer}`,
      `SSO_CLIENT_ID=${clientId}`,
      `SSO_CLIENT_SECRET=${secret}`,
      'SSO_SCOPES="profile email offline_access"',
      'SSO_PKCE=true',
    ),
  ],
  notes: [
    'The master password stays: it unlocks the vault, which this sign-in doesn’t.',
    'Phones and browsers are signed out of the vault when people sign out here. To ask them whether they want to stay signed in, add SSO_AUTHORIZE_EXTRA_PARAMS="prompt=consent".',
  ],
}
