import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { record } from '../audit/record'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'

/** Records that a recovery code was used, and how many are left. */
export async function recordUsed(tx: Writer, ctx: Context, user: User, left: number): Promise<void> {
  await record(tx, ctx, user.organizationId, {
    event: 'recovery-code.used',
    actor: { kind: 'user', id: user.id, name: user.name, email: user.email },
    detail: { recoveryCodesLeft: left },
  })
  await tell(tx, ctx, user, 'recovery-code-used', { left })
}
