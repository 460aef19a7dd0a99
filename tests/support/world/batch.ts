import type { z } from 'zod'
import { type Batch, type NewRow, openBatch } from '@/lib/records/batches/batch'
import type { addPeopleOptions } from '@/lib/records/batches/options'
import type { Organization } from './organization'

type Options = z.output<typeof addPeopleOptions>

/** So many people whom nobody has added yet. */
export const newPeople = (count: number): NewRow[] =>
  Array.from({ length: count }, (_, n) => ({ name: `Person ${n + 1}`, email: `person${n + 1}@example.com` }))

/** A batch that adds these people, begun by the first admin. */
export async function batchOf(
  org: Organization,
  rows: NewRow[],
  options: Partial<Options> = {},
): Promise<Batch> {
  const admin = await org.asAdmin()
  return org.ctx.db.write((tx) =>
    openBatch(tx, org.ctx, admin, {
      ...{ kind: 'add-people', state: 'running', rows },
      options: { role: 'agent', twoFactorRequired: true, groupIds: [], ...options } satisfies Options,
    }),
  )
}
