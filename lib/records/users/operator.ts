import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'
import type { User } from './change'
import { personOfEmail } from './lock'

/** Within a transaction: the operator with this address, whether they have joined or not. */
export async function findOperator(tx: Writer, ctx: Context, email: string): Promise<User | null> {
  const operator = await personOfEmail(tx, ctx, email)
  return operator?.organizationId === serverHousehold ? operator : null
}
