import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { minutes } from '@/lib/duration'
import type { CreationOptions, RequestOptions } from '@/lib/passkey-responses'
import type { User } from '../users/change'
import { type Bound, newPasskeyChallenge } from './passkey-challenge'
import { passkeyHost } from './passkey-host'
import { type Passkey, passkeyHandle, passkeysOf, works } from './passkeys'
import { algorithms } from './webauthn'

/** So long a browser waits for its owner. */
const timeout = minutes(5)

const described = ({ credentialId: id, transports }: Passkey) => ({
  ...{ id, type: 'public-key' as const },
  ...(transports !== '' && { transports: transports.split(' ') }),
})

/** What a browser is asked for so that a person gets one more passkey; null where none can be made. */
export async function creationOptions(
  tx: Writer,
  ctx: Context,
  user: User,
  bound: Bound & { for: 'registration' },
): Promise<CreationOptions | null> {
  const host = passkeyHost(ctx)
  if (!host) return null
  const theirs = await passkeysOf(tx, ctx, user)
  return {
    rp: { id: host.rpId, name: ctx.appName },
    user: { id: await passkeyHandle(tx, ctx, user), name: user.email, displayName: user.name },
    challenge: newPasskeyChallenge(ctx, bound),
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    timeout,
    // Also those that were stopped: an authenticator that was copied makes no second one.
    excludeCredentials: theirs.filter(({ rpId }) => rpId === host.rpId).map(described),
    // Never `discouraged`, with which keys that always verify hang; never `required`, which keys without a PIN refuse.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    attestation: 'none',
    extensions: { credProps: true },
  }
}

/** What a browser is asked for so that someone who is known proves it with a passkey; null where they have none that works. */
export async function requestOptions(
  from: Reader | Writer,
  ctx: Context,
  user: Pick<User, 'id' | 'passkeys'>,
  bound: Bound,
): Promise<RequestOptions | null> {
  const host = passkeyHost(ctx)
  const theirs = host ? (await passkeysOf(from, ctx, user)).filter((one) => works(ctx, one)) : []
  if (!host || theirs.length === 0) return null
  const challenge = newPasskeyChallenge(ctx, bound)
  return {
    rpId: host.rpId,
    challenge,
    timeout,
    allowCredentials: theirs.map(described),
    userVerification: 'preferred',
  }
}

/** The same of anyone at all, who is known by the passkey alone: the same for everyone. */
export function anyonesOptions(ctx: Context, bound: Bound): RequestOptions | null {
  const host = passkeyHost(ctx)
  if (!host) return null
  return {
    rpId: host.rpId,
    challenge: newPasskeyChallenge(ctx, bound),
    timeout,
    userVerification: 'required',
  }
}
