import { randomUUID } from 'node:crypto'
import { count, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, newKeyToken } from '@/lib/crypto/token'
import { days, later } from '@/lib/duration'
import { apiKeysAtMost, longestKeyLife } from '@/lib/figures'
import { ownFactors } from '@/lib/inputs'
import { personName } from '@/lib/name'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { type ProofCode, proveOwnFactors } from '@/lib/records/factors/prove'
import { sessionStands } from '@/lib/records/sessions/session'
import { fold } from '@/lib/records/users/fold'
import { fail, ok, type Result } from '@/lib/result'
import { type Scope, scopes } from '@/lib/scopes'

const scopeFields = Object.fromEntries(scopes.map((scope) => [scope, z.boolean()])) as Record<
  Scope,
  z.ZodBoolean
>

const chooseDays = `Choose 1 to ${longestKeyLife / days(1)} days.`

export const createApiKeyInput = z
  .strictObject({
    name: personName,
    /** How many days it works. */
    days: z.coerce
      .number({ error: chooseDays })
      .int({ error: chooseDays })
      .min(1, { error: chooseDays })
      .max(longestKeyLife / days(1), { error: chooseDays }),
    ...scopeFields,
    ...ownFactors.shape,
  })
  .refine((input) => scopes.some((scope) => input[scope]), {
    path: [scopes[0]],
    error: 'Choose at least one scope.',
  })

/**
 * Makes an API key that the admin asking answers for, and returns its token, of which only the SHA-256 is kept. Asks for
 * the password, and for a code where the admin has 2FA. `HashingBusyError` passes through.
 */
export async function createApiKey(
  ctx: Context,
  admin: Admin,
  input: z.output<typeof createApiKeyInput>,
): Promise<Result<{ keyId: string; token: string }, ProofCode | 'session-over' | 'api-keys-full'>> {
  const proof = await proveOwnFactors(ctx, admin, input)
  if (!proof.ok) return proof
  const { apiKeys, users } = ctx.db.tables
  const token = newKeyToken()
  const keyId = randomUUID()
  const granted = scopes.filter((scope) => input[scope]).join(' ')
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const [maker] = await tx
      .select({ version: users.credentialVersion })
      .from(users)
      .where(eq(users.id, admin.userId))
    if (maker?.version !== proof.value.credentialVersion) return fail('session-over')
    await ctx.db.lock(tx, `api-keys:${admin.organizationId}`)
    const [held] = await tx
      .select({ keys: count() })
      .from(apiKeys)
      .where(eq(apiKeys.organizationId, admin.organizationId))
    if (held && held.keys >= apiKeysAtMost) return fail('api-keys-full')
    const now = ctx.now()
    const expiresAt = later(now, days(input.days))
    await tx.insert(apiKeys).values({
      ...{ id: keyId, organizationId: admin.organizationId, makerId: admin.userId },
      ...{ name: input.name, sortName: fold(input.name), scopes: granted },
      ...{ tokenDigest: digest(token), createdAt: now, expiresAt },
    })
    await record(tx, ctx, admin.organizationId, {
      event: 'api-key.created',
      actor: actorOf(admin),
      detail: { apiKey: input.name, scopes: granted, expiresAt: expiresAt.toISOString() },
    })
    return ok({ keyId, token })
  })
}
