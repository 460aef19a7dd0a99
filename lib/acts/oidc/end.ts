import type { Context } from '@/lib/context'
import { dropGrant, dropRow, dropTokensOf, type Model, spendRow } from '@/lib/records/oidc/rows'

/** Spends a code or refresh token, once. False where someone else was first. */
export const spend = (ctx: Context, model: Model, id: string): Promise<boolean> =>
  ctx.db.write((tx) => spendRow(tx, ctx, model, id))

/** Forgets what has this id. */
export const forget = (ctx: Context, model: Model, id: string): Promise<void> =>
  ctx.db.write((tx) => dropRow(tx, ctx, model, id))

/** Ends what an app was allowed, with every code and token of it. */
export const endGrant = (ctx: Context, grantId: string): Promise<void> =>
  ctx.db.write((tx) => dropGrant(tx, ctx, grantId))

/** Ends the tokens that came from a code which was shown again (RFC 6749 4.1.2); the app's other sign-ins go on. */
export const endTokensOf = (ctx: Context, grantId: string, code: string): Promise<void> =>
  ctx.db.write((tx) => dropTokensOf(tx, ctx, grantId, code))
