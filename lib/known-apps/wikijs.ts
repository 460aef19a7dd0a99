import { endpoints, type KnownApp, line, signOutFrom } from './known-app'

/** Wiki.js, which puts an id of its own into the address that it returns to. */
export const wikijs: KnownApp = {
  id: 'wikijs',
  name: 'Wiki.js',
  example: 'https://wiki.example.com',
  withoutPkce: true,
  returnsTo: null,
  signedOutTo: (address) => [`${address}/`],
  where: 'Administration ▸ Authentication ▸ Add Strategy ▸ Generic OpenID Connect / OAuth2',
  lines: ({ issuer, clientId, secret, address }) => {
    const { authorize, token, userinfo } = endpoints(issuer)
    return [
      line('Client ID', clientId),
      line('Client Secret', secret),
      line('Authorization Endpoint URL', authorize),
      line('Token Endpoint URL', token),
      line('User Info Endpoint URL', userinfo),
      line('Issuer', issuer),
      line('Email Claim', 'email'),
      line('Display Name Claim', 'name'),
      line('Logout URL', signOutFrom(issuer, clientId, `${address}/`)),
    ]
  },
  notes: [
    'Turn on “Allow self-registration” in the strategy so that people get an account at their first sign-in.',
    'Wiki.js doesn’t ask for groups, so it can’t map them.',
  ],
}
