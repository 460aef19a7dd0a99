import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Admin } from '@/lib/actors'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { endApiKey } from '@/lib/acts/api-keys/end'
import type { Context } from '@/lib/context'
import { digest, newKeyToken } from '@/lib/crypto/token'
import { days, later } from '@/lib/duration'
import { type Scope, scopes } from '@/lib/scopes'
import type { Organization } from './organization'
import { granted } from './outcome'
import type { Person } from './person'
import { plantUser } from './rows'

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

/** What becomes of a key, or of what it rests on, between the gate and the act. */
export const keyEnds: Record<string, (org: Organization, keyId: string) => Promise<unknown>> = {
  'was ended': async (org, keyId) => granted(await endApiKey(org.ctx, await org.asAdmin(), { keyId })),
  expired: async (org) => org.world.clock.pass(days(90)),
  'lost its scopes': ({ ctx }) => ctx.db.write((tx) => tx.update(ctx.db.tables.apiKeys).set({ scopes: '' })),
  'has a maker who is no admin': (org) => plantUser(org.ctx, org.admin.id, { role: 'agent' }),
  'has a suspended maker': (org) => plantUser(org.ctx, org.admin.id, { status: 'suspended' }),
  'is of a suspended organization': ({ ctx, id }) =>
    ctx.db.write((tx) =>
      tx
        .update(ctx.db.tables.organizations)
        .set({ suspendedAt: ctx.now() })
        .where(eq(ctx.db.tables.organizations.id, id)),
    ),
}
