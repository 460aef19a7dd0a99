import { block, discovery, type KnownApp, providerName } from './known-app'

/** Paperless-ngx, by django-allauth. */
export const paperless: KnownApp = {
  id: 'paperless',
  name: 'Paperless-ngx',
  example: 'https://documents.example.com',
  returnsTo: (address) => [`${address}/accounts/oidc/${providerName}/login/callback/`],
  where: 'Its environment (docker-compose.env or paperless.conf)',
  lines: ({ issuer, clientId, secret }) => [
    block(
      'Environment',
      'PAPERLESS_APPS=allauth.socialaccount.providers.openid_connect',
      `PAPERLESS_SOCIALACCOUNT_PROVIDERS=${JSON.stringify({
        openid_connect: {
          OAUTH_PKCE_ENABLED: true,
          APPS: [
            {
              ...{ provider_id: providerName, name: 'Countersign', client_id: clientId, secret },
              settings: { server_url: discovery(issuer) },
            },
          ],
        },
      })}`,
    ),
  ],
}
