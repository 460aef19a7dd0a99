import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Writer } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'
import type { linkInput } from '@/lib/inputs'
import { shownRequest } from '@/lib/queries/recovery/shown'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { keepAsStatus, spendLink } from '@/lib/records/links/link'
import { tell } from '@/lib/records/outbox/outbox'
import { readAdmin, tellWithStop } from '@/lib/records/recovery/concerned'
import { takeStep } from '@/lib/records/recovery/life'
import { isAttended } from '@/lib/records/recovery/operators'
import { fail, ok, type Result } from '@/lib/result'

/**
 * *Confirm request*: shows that the mailbox is theirs, and no more than that. Everyone concerned is told at once, each
 * with a link that stops it; the operators are told that it waits for them. `attended`: whether there are enough.
 */
export async function confirmRequest(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<{ attended: boolean }, 'link-over' | 'request-held' | 'address-changed'>> {
  const shown = await shownRequest(ctx, token)
  if (shown?.held) return fail('request-held')
  if (shown?.standing === 'asked' && !shown.sameAddress) return fail('address-changed')
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'recovery-confirm')
    const person = link && (await readAdmin(tx, ctx, link.userId))
    if (!link?.requestId || !person || person.email !== link.email) return fail('link-over')
    const request = await takeStep(tx, ctx, link.requestId, 'confirm')
    if (!request) return fail('link-over')
    await keepAsStatus(tx, ctx, link)
    await record(tx, ctx, person.organizationId, {
      event: 'recovery.confirmed',
      actor: { kind: 'nobody' },
      subject: named(person),
    })
    const attended = await isAttended(tx, ctx, request.id)
    const facts = { ready: '', ...(!attended && { unattended: true as const }) }
    await tellWithStop(tx, ctx, request, person, 'recovery-confirmed', facts)
    await tellOperators(tx, ctx, person.name, request.id)
    return ok({ attended })
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
