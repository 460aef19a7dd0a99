import { randomUUID } from 'node:crypto'
import type { Admin } from '@/lib/actors'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import type { Context } from '@/lib/context'
import { digest, newKeyToken } from '@/lib/crypto/token'
import { days, later } from '@/lib/duration'
import { type Scope, scopes } from '@/lib/scopes'
import type { Organization } from './organization'
import { granted } from './outcome'
import type { Person } from './person'

type Wanted = { name?: string; days?: number; allowed?: readonly Scope[] }

/** What the form for a key sends, but for the proof. */
export const wantedKey = ({ name = 'Nightly sync', days = 90, allowed = scopes }: Wanted = {}) => ({
  ...{ name, days },
  ...Object.fromEntries(scopes.map((scope) => [scope, allowed.includes(scope)])),
})

/** A key that this admin makes, who has no 2FA. */
export async function keyOf(
  ctx: Context,
  admin: Admin,
  { password }: Pick<Person, 'password'>,
  wanted: Wanted = {},
): Promise<{ keyId: string; token: string }> {
  return granted(await createApiKey(ctx, admin, createApiKeyInput.parse({ ...wantedKey(wanted), password })))
}

/** A key of the organization's first admin. */
export const keyIn = async (org: Organization, wanted: Wanted = {}) =>
  keyOf(org.ctx, await org.asAdmin(), org.admin, wanted)

/** A key that no rule made: of whomever, for whatever. */
export async function plantKey(
  ctx: Context,
  organizationId: string,
  makerId: string,
  allowed: readonly string[] = scopes,
): Promise<{ keyId: string; token: string }> {
  const keyId = randomUUID()
  const token = newKeyToken()
  const now = ctx.now()
  await ctx.db.write((tx) =>
    tx.insert(ctx.db.tables.apiKeys).values({
      ...{ id: keyId, organizationId, makerId, name: 'Nightly sync', sortName: 'nightly sync' },
      ...{ tokenDigest: digest(token), scopes: allowed.join(' '), createdAt: now },
      expiresAt: later(now, days(90)),
    }),
  )
  return { keyId, token }
}
