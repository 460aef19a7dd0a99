import { block, type KnownApp } from './known-app'

/** GitLab, by omniauth_openid_connect. */
export const gitlab: KnownApp = {
  id: 'gitlab',
  name: 'GitLab',
  example: 'https://gitlab.example.com',
  returnsTo: (address) => [`${address}/users/auth/openid_connect/callback`],
  where: '/etc/gitlab/gitlab.rb, then gitlab-ctl reconfigure',
  lines: ({ issuer, clientId, secret, address }) => [
    block(
      'gitlab.rb',
      `gitlab_rails['omniauth_allow_single_sign_on'] = ['openid_connect']`,
      `gitlab_rails['omniauth_block_auto_created_users'] = false`,
      `gitlab_rails['omniauth_providers'] = [`,
      '  {',
      `    name: 'openid_connect',`,
      `    label: 'Countersign',`,
      '    args: {',
      `      name: 'openid_connect',`,
      `      scope: ['openid', 'profile', 'email'],`,
      `      response_type: 'code',`,
      `      issuer: '${issuer}',`,
      '      discovery: true,',
      `      client_auth_method: 'basic',`,
      `      uid_field: 'sub',`,
      '      pkce: true,',
      '      client_options: {',
      `        identifier: '${clientId}',`,
      `        secret: '${secret}',`,
      `        redirect_uri: '${address}/users/auth/openid_connect/callback'`,
      '      }',
      '    }',
      '  }',
      ']',
    ),
  ],
}
