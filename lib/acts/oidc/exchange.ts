import type { Context } from '@/lib/context'
import { keyOf, spendRow } from '@/lib/records/oidc/rows'
import { lockPerson } from '@/lib/records/users/lock'
import { type Kept, keepTokens, type Over } from './keep'

/**
 * Exchanges a code for its tokens, all of it or nothing: `used` where someone else was first, and `over` where the grant
 * has ended; then no token is kept.
 */
export async function keepExchange(
  ctx: Context,
  code: string,
  tokens: Kept[],
): Promise<Over | 'used' | null> {
  return ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, String(tokens[0]?.payload.accountId))
    if (!(await spendRow(tx, ctx, 'AuthorizationCode', code))) return 'used'
    return keepTokens(tx, ctx, tokens, keyOf('AuthorizationCode', code))
  })
}
