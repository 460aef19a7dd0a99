import type { SignedIn } from '@/lib/authentication-context'
import type { Context } from '@/lib/context'
import { type Refusal, refusalOf, standingOf } from '@/lib/records/apps/admission'

/**
 * Why someone who signed in like this may not open an app now; null where they may. Of an app of another organization they
 * are told what they are of one they are not assigned to.
 */
export async function admissionFor(
  ctx: Context,
  appId: string,
  userId: string,
  signedIn: SignedIn,
): Promise<Refusal | null> {
  const standing = await standingOf(ctx.db.read, ctx, appId, userId)
  return standing ? refusalOf(standing, signedIn, ctx.now()) : 'not-assigned'
}
