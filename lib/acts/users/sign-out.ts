import type { Admin, Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { Subject } from '@/lib/inputs'
import { subjectOf } from '@/lib/records/authority/subject'
import { signOutEverywhere } from '@/lib/records/sessions/sign-out'
import { fail, ok, type Result } from '@/lib/result'

/** *Sign out everywhere*: ends a person's sessions, and sign-ins under way; returns how many sessions there were. */
export async function signOutUser(
  ctx: Context,
  actor: Admin | Console,
  { userId }: Subject,
): Promise<Result<number, 'user-unknown'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, actor, userId)
    if (!user) return fail('user-unknown')
    return ok(await signOutEverywhere(tx, ctx, actor, user))
  })
}
