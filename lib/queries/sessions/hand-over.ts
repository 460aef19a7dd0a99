import type { Context } from '@/lib/context'
import { liveHandOver } from '@/lib/records/sessions/hand-over'

/** Whom a link is for and where it leads; null where it has ended. Looking changes nothing. */
export async function findHandOver(
  ctx: Context,
  token: string,
): Promise<{ userId: string; name: string; email: string; client: string; path: string } | null> {
  const found = await liveHandOver(ctx.db.read, ctx, token)
  if (!found) return null
  const { id: userId, name, email } = found.user
  return { userId, name, email, client: found.session.client, path: found.handed.path }
}
