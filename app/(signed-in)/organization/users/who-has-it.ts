import type { Admin } from '@/lib/actors'
import { holderOfEmail } from '@/lib/queries/users/holder'
import { type Failure, fail } from '@/lib/result'
import type { RequestContext } from '@/lib/web/request-context'

/** Why an address is taken: by whom, where that is someone of the admin's organization. */
export async function whoHasIt(
  ctx: RequestContext,
  admin: Admin,
  email: string,
): Promise<Failure<'email-unavailable' | 'email-taken-here'>> {
  const holder = await holderOfEmail(ctx, admin, email)
  return holder ? fail('email-taken-here', { holder }) : fail('email-unavailable')
}
