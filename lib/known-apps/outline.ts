import { block, endpoints, type KnownApp } from './known-app'

/** Outline, which reads no discovery document. */
export const outline: KnownApp = {
  id: 'outline',
  name: 'Outline',
  example: 'https://wiki.example.com',
  withoutPkce: true,
  returnsTo: (address) => [`${address}/auth/oidc.callback`],
  signedOutTo: (address) => [`${address}/`],
  where: 'Its environment (.env or docker.env)',
  lines: ({ issuer, clientId, secret }) => {
    const { authorize, token, userinfo, signOut } = endpoints(issuer)
    return [
      block(
        'Environment',
        `OIDC_CLIENT_ID=${clientId}`,
        `OIDC_CLIENT_SECRET=${secret}`,
        `OIDC_AUTH_URI=${authorize}`,
        `OIDC_TOKEN_URI=${token}`,
        `OIDC_USERINFO_URI=${userinfo}`,
        `OIDC_LOGOUT_URI=${signOut}`,
        'OIDC_USERNAME_CLAIM=preferred_username',
        'OIDC_DISPLAY_NAME=Countersign',
        'OIDC_SCOPES="openid offline_access profile email"',
      ),
    ]
  },
}
