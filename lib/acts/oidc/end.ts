import type { Context } from '@/lib/context'
import { dropGrant, dropRow, type Model, spendRow } from '@/lib/records/oidc/rows'

/** Spends a code or refresh token, once. False where someone else was first. */
export const spend = (ctx: Context, model: Model, id: string): Promise<boolean> =>
  ctx.db.write((tx) => spendRow(tx, ctx, model, id))

/** Forgets what has this id. */
export const forget = (ctx: Context, model: Model, id: string): Promise<void> =>
  ctx.db.write((tx) => dropRow(tx, ctx, model, id))

/** Ends what an app was allowed, with every code and token of it. */
export const endGrant = (ctx: Context, grantId: string): Promise<void> =>
  ctx.db.write((tx) => dropGrant(tx, ctx, grantId))
