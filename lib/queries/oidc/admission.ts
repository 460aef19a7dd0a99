import type { Context } from '@/lib/context'
import { isAssigned, type Refusal, refusalOf } from '@/lib/records/apps/admission'
import type { SignIn } from '../sessions/find'
import type { ClientApp } from './client'

/**
 * Why someone who is signed in may not open an app now; null where they may. Of an app of another organization they are told
 * what they are of one they are not assigned to. Both were found in this same request: neither is read again.
 */
export async function admissionFor(ctx: Context, app: ClientApp, signIn: SignIn): Promise<Refusal | null> {
  const { demand, person } = signIn
  if (app.organizationId !== person.organizationId) return 'not-assigned'
  const assigned = await isAssigned(ctx.db.read, ctx, app, person.userId)
  return refusalOf({ app, person: { demand }, assigned }, signIn, ctx.now())
}
