import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { digest, newToken } from '@/lib/crypto/token'
import { later, seconds } from '@/lib/duration'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'

const handOverLife = seconds(60)

/**
 * Makes the token of a link from an app or extension to a page of ours. For 60 seconds, once, it opens a session on the
 * web, with what was proved for this one and not more, until this one's end at the latest. The link before it is void;
 * it ends with the session. `path` is one of our own: the web layer has checked it.
 */
export async function handOver(
  ctx: Context,
  member: Member,
  { path }: { path: string },
): Promise<Result<{ token: string; expiresAt: Date }, 'token-invalid'>> {
  const { handOvers } = ctx.db.tables
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, member))) return fail('token-invalid')
    const token = newToken()
    const createdAt = ctx.now()
    const expiresAt = later(createdAt, handOverLife)
    const fresh = { tokenDigest: digest(token), path, createdAt, expiresAt }
    await tx
      .insert(handOvers)
      .values({ sessionId: member.sessionId, ...fresh })
      .onConflictDoUpdate({ target: handOvers.sessionId, set: fresh })
    return ok({ token, expiresAt })
  })
}
