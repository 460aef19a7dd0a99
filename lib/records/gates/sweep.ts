import { lte } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'

/** Deletes the gates that expired. */
export async function sweepGates(tx: Writer, ctx: Context): Promise<void> {
  const { gates } = ctx.db.tables
  await tx.delete(gates).where(lte(gates.expiresAt, ctx.now()))
}

/** Deletes the tickets that expired. */
export async function sweepGateTickets(tx: Writer, ctx: Context): Promise<void> {
  const { gateTickets } = ctx.db.tables
  await tx.delete(gateTickets).where(lte(gateTickets.expiresAt, ctx.now()))
}
