import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { emailInput } from '@/lib/inputs'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { changeUser } from '@/lib/records/users/change'
import { findOperator } from '@/lib/records/users/operator'
import { done, fail, type Result } from '@/lib/result'

/** Lets a suspended operator sign in again, with what they had. */
export async function reactivateOperator(
  ctx: Context,
  console: Console,
  { email }: z.output<typeof emailInput>,
): Promise<Result<void, 'user-unknown' | 'not-suspended'>> {
  return ctx.db.write(async (tx) => {
    const operator = await findOperator(tx, ctx, email)
    if (!operator) return fail('user-unknown')
    const { users } = ctx.db.tables
    if (!(await changeUser(tx, ctx, operator.id, { status: 'active' }, eq(users.status, 'suspended'))))
      return fail('not-suspended')
    await record(tx, ctx, serverHousehold, {
      event: 'user.reactivated',
      actor: { kind: 'console', osUser: console.osUser },
      subject: named(operator),
    })
    return done
  })
}
