import type { Member } from '@/lib/actors'
import { setTrust } from '@/lib/acts/policy/trust-browsers'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { newToken } from '@/lib/crypto/token'
import type { Organization } from './organization'
import { granted } from './outcome'
import { challengerOf, memberOf, type Person } from './person'

/** Lets people trust browsers for 30 days, or as said. */
export const letTrust = async (org: Organization, input: Partial<Parameters<typeof setTrust>[2]> = {}) =>
  granted(await setTrust(org.ctx, await org.asAdmin(), { trust: '30', admins: false, ...input }))

/** Signs somebody in with a code and *Don't ask again*; returns the token that their browser keeps, and the session. */
export async function trusting(
  { ctx }: Organization,
  person: Person,
  token = newToken(),
): Promise<{ token: string; member: Member }> {
  const challenger = await person.challenge()
  const input = { code: await person.phone.nextCode() }
  const { ticket } = granted(await finishWithCode(ctx, challenger, input, 'ticket', { trusted: token }))
  const session = granted(await redeemTicket(ctx, ticket, 'web'))
  return { token, member: await memberOf(ctx, session.token) }
}

/** Whether email, password and this token open a session on the web, without a code. */
export async function letsIn(
  { ctx }: Organization,
  { email, password }: Pick<Person, 'email' | 'password'>,
  trustToken?: string,
): Promise<boolean> {
  const accepted = granted(await signInWithPassword(ctx, { email, password, trustToken }, 'web'))
  if (!accepted.ticket) await challengerOf(ctx, accepted)
  return accepted.ticket !== null && (await redeemTicket(ctx, accepted.ticket, 'web')).ok
}
