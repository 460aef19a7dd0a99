import { and, eq, gt } from 'drizzle-orm'
import type { z } from 'zod'
import { plus } from '@/db/expressions'
import type { Context } from '@/lib/context'
import type { linkInput } from '@/lib/inputs'
import { endKeysOf } from '@/lib/records/api-keys/end'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { moveTo, readUser } from '@/lib/records/email/move'
import { spendLink } from '@/lib/records/links/link'
import { tell } from '@/lib/records/outbox/outbox'
import { endEverything } from '@/lib/records/sessions/end'
import { changeUser } from '@/lib/records/users/change'
import { done, fail, type Result } from '@/lib/result'

/**
 * *This wasn't me*, sent to the address that was: restores it, voids whatever was asked for since, and ends every
 * session and sign-in. The password stays, for its owner may have no other way in; a new one is asked for by email.
 */
export async function undoEmailChange(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over' | 'email-unavailable'>> {
  const { links, users } = ctx.db.tables
  return ctx.db
    .write(async (tx) => {
      const link = await spendLink(tx, ctx, token, 'email-undo')
      const before = link && (await readUser(tx, ctx, link.userId))
      if (!link || before?.status !== 'active') return fail('link-over')
      // Whoever changed it again later cannot take it back by the emails of those changes.
      await tx
        .delete(links)
        .where(
          and(
            eq(links.userId, before.id),
            eq(links.purpose, 'email-undo'),
            gt(links.createdAt, link.createdAt),
          ),
        )
      const after = await moveTo(tx, ctx, before, link)
      if (!after) throw new AddressTaken()
      await changeUser(tx, ctx, after.id, { credentialVersion: plus(users.credentialVersion, 1) })
      await endEverything(tx, ctx, after.id, 'email')
      // Whoever changed it may have made one.
      await endKeysOf(tx, ctx, after, { kind: 'user', ...named(after) })
      await record(tx, ctx, after.organizationId, {
        event: 'email.restored',
        actor: { kind: 'user', ...named(after) },
        detail: { from: before.email },
      })
      await tell(tx, ctx, after, 'email-restored', {})
      return done
    })
    .catch((error: unknown) => {
      if (error instanceof AddressTaken) return fail('email-unavailable')
      throw error
    })
}

/** Someone else has the address by now: the link stays, for they may give it up. */
class AddressTaken extends Error {}
