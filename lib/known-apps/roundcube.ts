import { block, endpoints, type KnownApp } from './known-app'

/** Roundcube, which hands the access token on to the mail server. */
export const roundcube: KnownApp = {
  id: 'roundcube',
  name: 'Roundcube',
  example: 'https://mail.example.com',
  withoutPkce: true,
  returnsTo: (address) => [`${address}/index.php/login/oauth`],
  signedOutTo: (address) => [`${address}/`],
  where: 'config/config.inc.php',
  lines: ({ issuer, clientId, secret }) => {
    const { authorize, token, userinfo, signOut } = endpoints(issuer)
    return [
      block(
        'config.inc.php',
        `$config['oauth_provider'] = 'generic';`,
        `$config['oauth_provider_name'] = 'Countersign';`,
        `$config['oauth_client_id'] = '${clientId}';`,
        `$config['oauth_client_secret'] = '${secret}';`,
        `$config['oauth_auth_uri'] = '${authorize}';`,
        `$config['oauth_token_uri'] = '${token}';`,
        `$config['oauth_identity_uri'] = '${userinfo}';`,
        `$config['oauth_logout_uri'] = '${signOut}';`,
        `$config['oauth_scope'] = 'openid email profile';`,
        `$config['oauth_identity_fields'] = ['email'];`,
      ),
    ]
  },
  notes: [
    'The mail server has to accept the tokens too: with Dovecot, XOAUTH2 and introspection at /oidc/introspect.',
  ],
}
