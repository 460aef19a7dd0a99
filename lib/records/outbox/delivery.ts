import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import type { Delivery } from '@/lib/messages/mail/delivery'

type Row = Tables['outbox']['$inferSelect']

export function deliveryOf(ctx: Context, row: Row): Delivery {
  const { id, name, createdAt, failure, closedAt } = row
  const state = failure ? 'failed' : closedAt ? 'sent' : row.problem === null ? 'sending' : 'waiting'
  const retryable = state !== 'sent' && row.payload !== null && row.expiresAt > ctx.now()
  return { id, name, createdAt, state, failure, answer: row.problem ?? '', retryable }
}
