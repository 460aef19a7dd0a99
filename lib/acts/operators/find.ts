import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'
import { givenEmail } from '@/lib/email'
import type { User } from '@/lib/records/users/change'

export const operatorInput = z.strictObject({ email: givenEmail })

/** Within a transaction: the operator with this address, whether they have joined or not. */
export async function findOperator(tx: Writer, ctx: Context, email: string): Promise<User | null> {
  const { users } = ctx.db.tables
  const [operator] = await tx
    .select()
    .from(users)
    .where(and(eq(users.email, email), eq(users.organizationId, serverHousehold)))
  return operator ?? null
}
