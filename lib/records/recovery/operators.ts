import { and, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'

/** Whether anyone decides on requests: an operator who has joined and is not suspended. */
export async function hasOperator(from: Pick<Reader, 'select'>, ctx: Context): Promise<boolean> {
  const { users } = ctx.db.tables
  const [operator] = await from
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.organizationId, serverHousehold), eq(users.status, 'active')))
    .limit(1)
  return operator !== undefined
}
