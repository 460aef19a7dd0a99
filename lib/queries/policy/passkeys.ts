import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { after } from '@/db/expressions'
import type { Admin, ApiKey } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { opaque } from '@/lib/opaque'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { namedByRule, type PasskeyRule, passkeyRuleOf } from '@/lib/records/policy/only-passkeys'
import {
  lackingPasskey,
  type PasskeyPreview,
  previewPasskeysOnly,
} from '@/lib/records/policy/passkey-preview'
import { pageSize, readCursor, writeCursor } from '../users/cursor'

/** Of whom nothing but a passkey counts in the admin's organization. `groups`: by name. */
export async function findPasskeyRule(
  ctx: Context,
  admin: Admin | ApiKey<'users:read'>,
): Promise<PasskeyRule & { groups: { id: string; name: string }[] }> {
  const rule = await passkeyRuleOf(ctx.db.read, ctx, admin.organizationId)
  const { groups } = ctx.db.tables
  const named =
    rule.groupIds.length === 0
      ? []
      : await ctx.db.read
          .select({ id: groups.id, name: groups.name })
          .from(groups)
          .where(inArray(groups.id, [...rule.groupIds]))
          .orderBy(asc(groups.sortName))
  return { ...rule, groups: named }
}

/** The dry run: whom a rule would name, and who of them has no passkey. Changes nothing. */
export const previewPasskeyRule = (
  ctx: Context,
  admin: Admin,
  rule: Pick<PasskeyRule, 'who' | 'groupIds'>,
): Promise<PasskeyPreview> => previewPasskeysOnly(ctx.db.read, ctx, admin, rule, passkeyHost(ctx)?.rpId)

export const listLackingInput = z.object({
  who: z.enum(['nobody', 'admins', 'groups', 'everyone']),
  groupIds: z.array(opaque).max(100),
  after: z.string().max(8000).optional(),
})

/** One page of those whom a rule would name and who have no passkey, by name: what its preview counts. */
export async function listLackingPasskey(
  ctx: Context,
  admin: Admin,
  { who, groupIds, after: cursor }: z.output<typeof listLackingInput>,
): Promise<{ people: { id: string; name: string; email: string }[]; next: string | null }> {
  if (who === 'nobody') return { people: [], next: null }
  const { users } = ctx.db.tables
  const { read } = ctx.db
  const question = { terms: [], list: JSON.stringify(['lacking-passkey', who, groupIds.toSorted()]) }
  const from = readCursor(question, cursor, 2)
  const rows = await read
    .select({ id: users.id, name: users.name, email: users.email, sortName: users.sortName })
    .from(users)
    .where(
      and(
        eq(users.organizationId, admin.organizationId),
        inArray(users.status, ['active', 'invited']),
        namedByRule(read, ctx, { who, groupIds }),
        lackingPasskey(read, ctx, passkeyHost(ctx)?.rpId),
        from ? after([users.sortName, users.id], from) : undefined,
      ),
    )
    .orderBy(asc(users.sortName), asc(users.id))
    .limit(pageSize + 1)
  const last = rows[pageSize - 1]
  return {
    people: rows.slice(0, pageSize).map(({ id, name, email }) => ({ id, name, email })),
    next: rows.length > pageSize && last ? writeCursor(question, [last.sortName, last.id]) : null,
  }
}
