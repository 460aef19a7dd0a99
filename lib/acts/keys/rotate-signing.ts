import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { record } from '@/lib/records/audit/record'
import { turnKeys } from '@/lib/records/oidc/signing-keys'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'

/**
 * Has the keys that were published as the next ones sign from now on, and publishes new ones. Every server follows within
 * seconds; what the old keys signed can be checked as before.
 */
export async function rotateSigningKeys(ctx: Context, console: Console): Promise<void> {
  await keepSigningKeys(ctx)
  await ctx.db.write(async (tx) => {
    await ctx.db.lock(tx, 'signing-keys')
    await turnKeys(tx, ctx, true)
    await record(tx, ctx, serverHousehold, {
      event: 'signing-keys.rotated',
      actor: { kind: 'console', osUser: console.osUser },
    })
  })
  await keepSigningKeys(ctx)
}
