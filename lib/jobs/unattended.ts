import { eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { days } from '@/lib/duration'
import type { Unattended } from '@/lib/messages/recovery'
import { tell } from '@/lib/records/outbox/outbox'
import { type BadRow, eachByItself } from '@/lib/row-by-row'

/**
 * Emails whoever runs the server about them, if their address is known: at once, and again each day while they wait. Returns
 * those that it failed on.
 */
export async function mailUnattended(
  ctx: Context,
  mailAdmin: string,
  requests: Unattended[],
): Promise<BadRow[]> {
  const { outbox } = ctx.db.tables
  return eachByItself(requests, ({ id, name, tooFew }) =>
    ctx.db.write(async (tx) => {
      const mergeKey = `recovery-unattended:${id}`
      await ctx.db.lock(tx, `outbox:${mergeKey}`)
      // What was sent is remembered for a day.
      const [told] = await tx
        .select({ id: outbox.id })
        .from(outbox)
        .where(eq(outbox.mergeKey, mergeKey))
        .limit(1)
      if (told) return
      const to = { name: 'administrator', email: mailAdmin }
      await tell(
        tx,
        ctx,
        to,
        'recovery-unattended',
        { who: name, id, ...(tooFew && { tooFew }) },
        { mergeKey, life: days(1) },
      )
    }),
  )
}
