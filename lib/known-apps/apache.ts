import { block, discovery, type KnownApp, line, scopes } from './known-app'

const returnsTo = (address: string) => `${address}/oidc-callback`

/** mod_auth_openidc, which signs people in to whatever Apache serves. */
export const apache: KnownApp = {
  id: 'apache',
  name: 'Apache (mod_auth_openidc)',
  nameless: true,
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
    line('Sign-out address', `${returnsTo(address)}?${new URLSearchParams({ logout: `${address}/` })}`),
  ],
  notes: [
    'Reload Apache afterwards. REMOTE_USER is the person’s email address.',
    'Link “Sign out” in your pages to the address above: it signs people out of the site and of this server.',
  ],
  tried: true,
}
