import type { Context } from '@/lib/context'
import { strandedPasskeysWords } from '@/lib/messages/settings'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { passkeysByHost } from '@/lib/records/factors/passkeys'

/** For which other hosts there are passkeys that do not work here, each with what to do, in one sentence. */
export async function strandedPasskeys(ctx: Context): Promise<string[]> {
  const here = passkeyHost(ctx)?.rpId
  const hosts = await passkeysByHost(ctx.db.read, ctx)
  return hosts
    .filter(({ rpId }) => rpId !== here)
    .map(({ rpId, passkeys }) => strandedPasskeysWords(passkeys, rpId, here ?? null))
}
