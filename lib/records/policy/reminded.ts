import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { record } from '../audit/record'

/**
 * Within the transaction that tells people of a policy's hour by itself: one entry for all who were told of the same one.
 * `told`: the hour of each of them, null where it has come. `of`: what they were told to do.
 */
export async function recordReminders(
  tx: Writer,
  ctx: Context,
  { organizationId, of, told }: { organizationId: string; of: Reminded; told: readonly (Date | null)[] },
): Promise<void> {
  const hours = [...new Set(told.map((dueBy) => dueBy?.toISOString()))].toSorted()
  for (const dueBy of hours) {
    const peopleReminded = told.filter((one) => one?.toISOString() === dueBy).length
    await record(tx, ctx, organizationId, {
      ...{ event: of, actor: { kind: 'nobody' } },
      detail: { peopleReminded, ...(dueBy && { dueBy }) },
    })
  }
}

type Reminded = 'two-factor.reminded' | 'passkey.reminded'
