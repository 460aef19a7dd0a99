import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import { serverHousehold } from '@/db/tables/organizations'
import type { Console } from '../actors'
import { record } from '../audit/record'
import type { Context } from '../context'
import { done, fail, type Result } from '../result'
import { endEverything } from '../sessions/end'
import { named } from '../users/authority'
import { changeUser, type User } from '../users/change'
import { givenEmail } from '../users/email'

export const operatorInput = z.strictObject({ email: givenEmail })

/** Suspends an operator, from the console: they are out at the next request, and decide nothing any more. */
export async function suspendOperator(
  ctx: Context,
  console: Console,
  { email }: z.output<typeof operatorInput>,
): Promise<Result<void, 'user-unknown' | 'not-active'>> {
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
    if (!suspended) return fail('not-active')
    await endEverything(tx, ctx, operator.id, 'over')
    await record(tx, ctx, serverHousehold, {
      event: 'user.suspended',
      actor: { kind: 'console', osUser: console.osUser },
      subject: named(operator),
    })
    return done
  })
}

/** Lets a suspended operator sign in again, with what they had. */
export async function reactivateOperator(
  ctx: Context,
  console: Console,
  { email }: z.output<typeof operatorInput>,
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

/** Within a transaction: the operator with this address, whether they have joined or not. */
export async function findOperator(tx: Writer, ctx: Context, email: string): Promise<User | null> {
  const { users } = ctx.db.tables
  const [operator] = await tx
    .select()
    .from(users)
    .where(and(eq(users.email, email), eq(users.organizationId, serverHousehold)))
  return operator ?? null
}
