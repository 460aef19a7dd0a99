import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { plus } from '@/db/expressions'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { emailInput } from '@/lib/inputs'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { endEverything } from '@/lib/records/sessions/end'
import { changeUser } from '@/lib/records/users/change'
import { findOperator } from '@/lib/records/users/operator'
import { done, fail, type Result } from '@/lib/result'

/** Suspends an operator, from the console: they are out at the next request, and decide nothing any more. */
export async function suspendOperator(
  ctx: Context,
  console: Console,
  { email }: z.output<typeof emailInput>,
): Promise<Result<void, 'user-unknown' | 'operator-invited' | 'suspended-already'>> {
  const { users } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    const operator = await findOperator(tx, ctx, email)
    if (!operator) return fail('user-unknown')
    const suspended = await changeUser(
      tx,
      ctx,
      operator.id,
      { status: 'suspended', credentialVersion: plus(users.credentialVersion, 1) },
      eq(users.status, 'active'),
    )
    if (!suspended) return fail(operator.status === 'suspended' ? 'suspended-already' : 'operator-invited')
    await endEverything(tx, ctx, operator.id, 'over')
    await record(tx, ctx, serverHousehold, {
      event: 'user.suspended',
      actor: { kind: 'console', osUser: console.osUser },
      subject: named(operator),
    })
    return done
  })
}
