import { and, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { keyOf, readRow } from './rows'

/** An authorization request that waits for a person, as far as our pages need it. */
export type Authorization = {
  uid: string
  appId: string
  appName: string
  organizationId: string
  organizationName: string
  /** The path of ours on which the library goes on. */
  goesOnAt: string
  /** When the person began to be asked, in seconds. */
  begunAt: number
  prompt: string
  reasons: string[]
  params: Record<string, string | undefined>
  /** What it was answered, if it was. */
  result: AuthorizationResult | null
}

/** What the library is told. Merged with what it was told before in this request. */
export type AuthorizationResult = {
  login?: { accountId: string; acr: string; amr: string[]; ts: number; remember: false }
  select_account?: Record<string, never>
  consent?: { allowedBy: string }
  error?: 'access_denied' | 'login_required' | 'unmet_authentication_requirements'
  error_description?: string
}

type Stored = {
  iat: number
  returnTo: string
  prompt: { name: string; reasons: string[] }
  params: Record<string, string | undefined>
  lastSubmission?: AuthorizationResult
  result?: AuthorizationResult
}

/** The request of this uid, while it waits; null for any other. */
export async function readAuthorization(
  from: Reader | Writer,
  ctx: Context,
  uid: string,
): Promise<Authorization | null> {
  const row = await readRow(from, ctx, 'Interaction', uid)
  if (!row) return null
  const { iat, returnTo, prompt, params, result } = row.payload as Stored
  const { apps, organizations } = ctx.db.tables
  const appId = params.client_id ?? ''
  const [app] = await from
    .select({
      appName: apps.name,
      organizationId: organizations.id,
      organizationName: organizations.name,
    })
    .from(apps)
    .innerJoin(organizations, eq(organizations.id, apps.organizationId))
    .where(eq(apps.id, appId))
  if (!app) return null
  return {
    ...{ uid, appId, ...app, params },
    goesOnAt: new URL(returnTo).pathname,
    begunAt: iat,
    prompt: prompt.name,
    reasons: prompt.reasons,
    result: result ?? null,
  }
}

/** Answers the request, in place of an answer that it had. */
export async function answerAuthorization(
  tx: Writer,
  ctx: Context,
  uid: string,
  result: AuthorizationResult,
): Promise<void> {
  const { oidcRows } = ctx.db.tables
  const row = await readRow(tx, ctx, 'Interaction', uid)
  if (!row) return
  const { jti: _, ...stored } = row.payload as Stored & { jti: string }
  const merged = result.error ? result : { ...stored.lastSubmission, ...result }
  await tx
    .update(oidcRows)
    .set({ payload: JSON.stringify({ ...stored, result: merged }) })
    .where(and(eq(oidcRows.model, 'Interaction'), eq(oidcRows.key, keyOf('Interaction', uid))))
}
