import type { z } from 'zod'
import type { Context } from '@/lib/context'
import type { linkInput } from '@/lib/inputs'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { moveTo, readUser, tellOldAddress } from '@/lib/records/email/move'
import { spendLink } from '@/lib/records/links/link'
import { done, fail, type Result } from '@/lib/result'

/** *Confirm email address*: the link was sent to the new address. The one before it is told, and can undo it. */
export async function confirmEmailChange(
  ctx: Context,
  { token }: z.output<typeof linkInput>,
): Promise<Result<void, 'link-over' | 'email-unavailable'>> {
  return ctx.db.write(async (tx) => {
    const link = await spendLink(tx, ctx, token, 'email-change')
    const before = link && (await readUser(tx, ctx, link.userId))
    if (!link || before?.status !== 'active') return fail('link-over')
    const after = await moveTo(tx, ctx, before, link)
    if (!after) return fail('email-unavailable')
    await record(tx, ctx, after.organizationId, {
      event: 'email.changed',
      actor: { kind: 'user', ...named(after) },
      detail: { from: before.email },
    })
    await tellOldAddress(tx, ctx, before, 'email-changed', after.email)
    return done
  })
}
