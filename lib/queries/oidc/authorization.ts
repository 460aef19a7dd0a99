import type { Context } from '@/lib/context'
import { type Authorization, readAuthorization } from '@/lib/records/oidc/authorization'

/**
 * The authorization request that a page is about. `cookie`: of the browser that began it, for whoever else opens the page
 * has no part in it.
 */
export async function findAuthorization(
  ctx: Context,
  uid: string,
  cookie: string,
): Promise<Authorization | null> {
  return cookie === uid && uid !== '' ? readAuthorization(ctx.db.read, ctx, uid) : null
}

/** Which app a sign-in leads to, and whom it expects, for the page where it begins: nothing that opens anything. */
export async function glimpseAuthorization(
  ctx: Context,
  uid: string,
): Promise<{ appName: string; loginHint: string | null } | null> {
  const found = await readAuthorization(ctx.db.read, ctx, uid)
  return found && { appName: found.appName, loginHint: found.params.login_hint ?? null }
}
