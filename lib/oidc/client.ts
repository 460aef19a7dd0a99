import { timingSafeEqual } from 'node:crypto'
import type { AdapterPayload } from 'oidc-provider'
import { digest } from '@/lib/crypto/token'
import type { ClientApp } from '@/lib/queries/oidc/client'

/** What is kept of an app besides what OpenID Connect knows of clients. */
export const ownMetadata = ['pkce', 'former_secret', 'former_secret_until']

const lines = (text: string) => text.split('\n').filter((line) => line !== '')

/** An app as the library knows clients. In the place of its secret stands the digest, to which `isSecretOf` compares. */
export function clientOf(app: ClientApp, appUrl: URL): AdapterPayload {
  const confidential = app.client === 'confidential'
  return {
    client_id: app.id,
    client_name: app.name,
    application_type: app.native ? 'native' : 'web',
    redirect_uris: [...lines(app.redirectUris), ...testAddress(app, appUrl)],
    post_logout_redirect_uris: lines(app.signedOutUris),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    // A server never sees what stands behind `#`: a code would lie there unspent, and be led along wherever it leads to.
    response_modes: confidential ? ['query'] : ['query', 'fragment'],
    id_token_signed_response_alg: app.signingAlgorithm,
    // Basic and post are both taken of a client with a secret.
    token_endpoint_auth_method: confidential ? 'client_secret_basic' : 'none',
    ...(confidential && { client_secret: app.secretDigest?.toString('hex') ?? 'none' }),
    ...(app.backchannelUri && {
      backchannel_logout_uri: app.backchannelUri,
      backchannel_logout_session_required: true,
    }),
    pkce: app.pkceRequired || !confidential ? 'required' : 'optional',
    ...(app.formerSecretDigest &&
      app.formerSecretUntil && {
        former_secret: app.formerSecretDigest.toString('hex'),
        former_secret_until: app.formerSecretUntil.getTime(),
      }),
  }
}

/**
 * Where a test by an admin comes back to, in the app's place. An app on people's devices may not return to plain http: then
 * there is no test of it.
 */
const testAddress = ({ id, native }: ClientApp, { origin, protocol }: URL): string[] =>
  native && protocol !== 'https:' ? [] : [`${origin}/organization/apps/${id}/test`]

type KnownSecrets = { clientSecret?: string; former_secret?: string; former_secret_until?: number }

/** Whether this is the secret of a client, or the one before while that still works. */
export function isSecretOf(known: KnownSecrets, secret: string, now: Date): boolean {
  const given = digest(secret)
  const is = (hex: string | undefined) => {
    const stored = Buffer.from(hex ?? '', 'hex')
    return stored.length === given.length && timingSafeEqual(stored, given)
  }
  const former = (known.former_secret_until ?? 0) > now.getTime() ? known.former_secret : undefined
  return [is(known.clientSecret), is(former)].includes(true)
}
