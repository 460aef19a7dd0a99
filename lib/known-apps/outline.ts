import { block, endpoints, type KnownApp, signOutFrom } from './known-app'

/** Outline, told each endpoint: it reads the discovery document only in recent versions. */
export const outline: KnownApp = {
  id: 'outline',
  name: 'Outline',
  example: 'https://wiki.example.com',
  withoutPkce: true,
  returnsTo: (address) => [`${address}/auth/oidc.callback`],
  signedOutTo: (address) => [`${address}/`],
  where: 'Its environment (.env or docker.env)',
  lines: ({ issuer, clientId, secret, address }) => {
    const { authorize, token, userinfo } = endpoints(issuer)
    return [
      block(
        'Environment',
        `OIDC_CLIENT_ID=${clientId}`,
        `OIDC_CLIENT_SECRET=${secret}`,
        `OIDC_AUTH_URI=${authorize}`,
        `OIDC_TOKEN_URI=${token}`,
        `OIDC_USERINFO_URI=${userinfo}`,
        `OIDC_LOGOUT_URI=${signOutFrom(issuer, clientId, `${address}/`)}`,
        'OIDC_USERNAME_CLAIM=preferred_username',
        'OIDC_DISPLAY_NAME=Countersign',
        'OIDC_SCOPES="openid offline_access profile email"',
      ),
    ]
  },
}
