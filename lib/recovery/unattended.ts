import { and, eq } from 'drizzle-orm'
import type { Reader } from '@/db/database'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '../context'
import { days } from '../duration'
import { live } from '../lifespan'
import { tell } from '../mail/outbox'
import { type BadRow, eachByItself } from '../row-by-row'

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

export type Unattended = { id: string; name: string }

/** The confirmed requests that wait although no operator is there to decide: whoever runs the server has to know. */
export async function unattendedRequests(ctx: Context): Promise<Unattended[]> {
  if (await hasOperator(ctx.db.read, ctx)) return []
  const { recoveryRequests, users } = ctx.db.tables
  return ctx.db.read
    .select({ id: recoveryRequests.id, name: users.name })
    .from(recoveryRequests)
    .innerJoin(users, eq(users.id, recoveryRequests.userId))
    .where(
      and(
        eq(recoveryRequests.state, 'confirmed'),
        live(recoveryRequests.askedAt, recoveryRequests.expiresAt, ctx.now()),
      ),
    )
    .orderBy(recoveryRequests.askedAt)
}

/** What to do about them, for the console. */
export const unattendedWords = (requests: Unattended[]) =>
  `${requests.length === 1 ? 'A recovery request is waiting' : `${requests.length} recovery requests are waiting`}, and there is no operator to decide on it. Add one with "npm run countersign -- operator add EMAIL", or see "recovery list" and decide with "recovery approve" or "recovery reject".`

/**
 * Mails whoever runs the server about them, if their address is known: at once, and again each day while they wait. Returns
 * those that it failed on.
 */
export async function mailUnattended(
  ctx: Context,
  mailAdmin: string,
  requests: Unattended[],
): Promise<BadRow[]> {
  const { outbox } = ctx.db.tables
  return eachByItself(requests, ({ id, name }) =>
    ctx.db.write(async (tx) => {
      const mergeKey = `recovery-unattended:${id}`
      // What was sent is remembered for a day.
      const [told] = await tx
        .select({ id: outbox.id })
        .from(outbox)
        .where(eq(outbox.mergeKey, mergeKey))
        .limit(1)
      if (told) return
      const to = { name: 'administrator', email: mailAdmin }
      await tell(tx, ctx, to, 'recovery-unattended', { who: name, id }, { mergeKey, life: days(1) })
    }),
  )
}
