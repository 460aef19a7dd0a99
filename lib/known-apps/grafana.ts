import { block, endpoints, type KnownApp, scopes, signOutFrom } from './known-app'

/** Grafana's generic OAuth, which reads no discovery document. */
export const grafana: KnownApp = {
  id: 'grafana',
  name: 'Grafana',
  example: 'https://grafana.example.com',
  returnsTo: (address) => [`${address}/login/generic_oauth`],
  signedOutTo: (address) => [`${address}/login`],
  where: 'grafana.ini',
  lines: ({ issuer, clientId, secret, address }) => {
    const { authorize, token, userinfo } = endpoints(issuer)
    return [
      block('[server]', '[server]', `root_url = ${address}/`),
      block(
        '[auth.generic_oauth]',
        '[auth.generic_oauth]',
        'enabled = true',
        'name = Countersign',
        `client_id = ${clientId}`,
        `client_secret = ${secret}`,
        `scopes = ${scopes}`,
        `auth_url = ${authorize}`,
        `token_url = ${token}`,
        `api_url = ${userinfo}`,
        `signout_redirect_url = ${signOutFrom(issuer, clientId, `${address}/login`)}`,
        'auth_style = InHeader',
        'use_pkce = true',
        'login_attribute_path = preferred_username',
        'name_attribute_path = name',
        'groups_attribute_path = groups',
        `role_attribute_path = contains(groups[*], 'grafana-admins') && 'Admin' || 'Viewer'`,
      ),
    ]
  },
  notes: ['People in a group called “grafana-admins” become admins of Grafana; everyone else only looks.'],
}
