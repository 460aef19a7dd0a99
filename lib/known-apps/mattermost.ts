import { endpoints, type KnownApp, line } from './known-app'

/** Mattermost Team Edition, whose only sign-in of this kind is the one for GitLab. */
export const mattermost: KnownApp = {
  id: 'mattermost',
  name: 'Mattermost',
  example: 'https://chat.example.com',
  withoutPkce: true,
  returnsTo: (address) => [`${address}/signup/gitlab/complete`],
  where: 'System Console ▸ Authentication ▸ GitLab',
  lines: ({ issuer, clientId, secret }) => {
    const { authorize, token, userinfo } = endpoints(issuer)
    return [
      line('Application ID', clientId),
      line('Application Secret Key', secret),
      line('Scope (config.json)', 'openid email profile'),
      line('User API Endpoint', userinfo),
      line('Auth Endpoint', authorize),
      line('Token Endpoint', token),
    ]
  },
  notes: [
    'Mattermost Team Edition expects a number as each person’s id, which this server doesn’t send yet. Its paid editions sign in with OpenID Connect: add those as “Another app”.',
  ],
}
