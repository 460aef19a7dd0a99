import { block, discovery, type KnownApp, scopes } from './known-app'

const returnsTo = (address: string) => `${address}/oidc-callback`

/** mod_auth_openidc, which signs people in to whatever Apache serves. */
export const apache: KnownApp = {
  id: 'apache',
  name: 'Apache (mod_auth_openidc)',
  example: 'https://intranet.example.com',
  returnsTo: (address) => [returnsTo(address)],
  signedOutTo: (address) => [`${address}/`],
  backchannel: (address) => `${returnsTo(address)}?logout=backchannel`,
  where: 'The site’s virtual host in Apache, with the module auth_openidc turned on (a2enmod auth_openidc)',
  lines: ({ issuer, clientId, secret, address, random }) => [
    block(
      'Virtual host',
      `OIDCProviderMetadataURL ${discovery(issuer)}`,
      `OIDCClientID ${clientId}`,
      `OIDCClientSecret ${secret}`,
      `OIDCRedirectURI ${returnsTo(address)}`,
      `OIDCCryptoPassphrase ${random}`,
      `OIDCScope "${scopes}"`,
      'OIDCPKCEMethod S256',
      'OIDCRemoteUserClaim email',
      'OIDCCookieSameSite On',
      `<Location "${new URL(address).pathname}">`,
      '  AuthType openid-connect',
      '  Require valid-user',
      '</Location>',
    ),
  ],
  notes: [
    'Reload Apache afterwards. REMOTE_USER is the person’s email address.',
    `To sign out, lead people to the redirect address with ?logout= and where to go, encoded, such as ?logout=https%3A%2F%2Fintranet.example.com%2F.`,
  ],
  tried: true,
}
