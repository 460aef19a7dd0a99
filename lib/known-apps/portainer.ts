import { endpoints, type KnownApp, line, signOutFrom } from './known-app'

/** Portainer's custom OAuth, which reads no discovery document. */
export const portainer: KnownApp = {
  id: 'portainer',
  name: 'Portainer',
  example: 'https://portainer.example.com',
  withoutPkce: true,
  returnsTo: (address) => [address, `${address}/`],
  signedOutTo: (address) => [`${address}/`],
  where: 'Settings ▸ Authentication ▸ OAuth ▸ Custom',
  lines: ({ issuer, clientId, secret, address }) => {
    const { authorize, token, userinfo } = endpoints(issuer)
    return [
      line('Client ID', clientId),
      line('Client secret', secret),
      line('Authorization URL', authorize),
      line('Access token URL', token),
      line('Resource URL', userinfo),
      line('Redirect URL', address),
      line('Logout URL', signOutFrom(issuer, clientId, `${address}/`)),
      line('User identifier', 'email'),
      line('Scopes', 'openid email profile groups'),
      line('Auth Style', 'In Params'),
    ]
  },
}
