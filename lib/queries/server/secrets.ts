import type { Context } from '@/lib/context'
import { pages, sealedColumns, unsealed } from '@/lib/records/keys/reseal'

/** Opens every sealed value: how many there are, and how many of them no key of the ring opens. */
export async function openAll(ctx: Context): Promise<{ sealed: number; unreadable: number }> {
  const sum = { sealed: 0, unreadable: 0 }
  for (const column of sealedColumns(ctx))
    for await (const rows of pages(ctx, column))
      for (const { owner, sealed } of rows) {
        sum.sealed++
        if (!unsealed(ctx, column, owner, sealed)) sum.unreadable++
      }
  return sum
}
