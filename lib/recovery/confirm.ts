import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import { record } from '../audit/record'
import type { Context } from '../context'
import { type linkInput, spendLink } from '../links/link'
import { tell } from '../mail/outbox'
import { fail, ok, type Result } from '../result'
import { named } from '../users/authority'
import { readAdmin, tellWithStop } from './concerned'
import { takeStep } from './life'
import { hasOperator } from './unattended'

/**
 * *Confirm request*: shows that the mailbox is theirs, and no more than that. Everybody concerned is told at once, each
 * with a link that stops it; the operators are told that it waits for them. `attended`: whether there are any.
 */
export async function confirmRequest(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<{ attended: boolean }, 'link-over'>> {
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'recovery-confirm')
    const person = link && (await readAdmin(tx, ctx, link.userId))
    if (!link?.requestId || !person || person.email !== link.email) return fail('link-over')
    const request = await takeStep(tx, ctx, link.requestId, 'confirm')
    if (!request) return fail('link-over')
    await record(tx, ctx, person.organizationId, {
      event: 'recovery.confirmed',
      actor: { kind: 'nobody' },
      subject: named(person),
    })
    await tellWithStop(tx, ctx, request, person, 'recovery-confirmed', '')
    await tellOperators(tx, ctx, person.name, request.id)
    return ok({ attended: await hasOperator(tx, ctx) })
  })
}

async function tellOperators(tx: Writer, ctx: Context, who: string, requestId: string): Promise<void> {
  const { users } = ctx.db.tables
  const operators = await tx
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.organizationId, serverHousehold), eq(users.status, 'active')))
  for (const operator of operators)
    await tell(tx, ctx, operator, 'recovery-to-decide', { who, path: `/operator/recovery/${requestId}` })
}
