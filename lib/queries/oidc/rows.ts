import type { Context } from '@/lib/context'
import { type Model, readRow } from '@/lib/records/oidc/rows'

/** What the provider kept of this id, while it works; null for all else. `sessionId`: the portal session it ends with. */
export const findRow = (ctx: Context, model: Model, id: string) => readRow(ctx.db.read, ctx, model, id)
