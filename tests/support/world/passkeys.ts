import type { Member } from '@/lib/actors'
import { finishWithPasskey } from '@/lib/acts/sign-in/passkey'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { signInWithPasskey } from '@/lib/acts/sign-in/with-passkey'
import { beginPasskey } from '@/lib/acts/two-factor/begin-passkey'
import { confirmPasskey } from '@/lib/acts/two-factor/confirm-passkey'
import type { Context } from '@/lib/context'
import { newToken } from '@/lib/crypto/token'
import type { PasskeyAnswer, RequestOptions } from '@/lib/passkey-responses'
import { passkeyForStep, passkeyToAdd, passkeyToProve, passkeyToSignIn } from '@/lib/queries/passkeys'
import { shownCodes } from '@/lib/queries/recovery-codes'
import { granted } from './outcome'
import { memberOf, type Person } from './person'
import { type Bent, type KeyOptions, SecurityKey } from './security-key'

/** What was asked for: throws where there is nothing to be had. */
export function asked<T>(options: T | null): T {
  if (options === null) throw new Error('No passkey can be used here.')
  return options
}

/** What somebody proves themselves with: the password, and what their account asks for beside it. */
export async function factorsOf(
  person: Person,
  member: Member,
  key?: SecurityKey,
): Promise<{ password: string; code?: string; answer?: PasskeyAnswer }> {
  const { password } = person
  const { ctx } = person.world
  if (key) return { password, answer: key.get(asked(await passkeyToProve(ctx, member))) }
  return { password, code: await person.phone.nextCode() }
}

/** Adds a passkey from the profile: the first factor of someone who has none, or proved by the phone or by another key. */
export async function addKey(
  person: Person,
  options: KeyOptions & { key?: SecurityKey; by?: SecurityKey; member?: Member; name?: string } = {},
): Promise<{ key: SecurityKey; member: Member; as: 'enabled' | 'added' }> {
  const { ctx } = person.world
  const { by, name } = options
  const key = options.key ?? new SecurityKey(options)
  // No two are of the same moment: they are listed by age.
  person.world.clock.pass(1)
  const enabled = person.enrolled || by !== undefined
  const member = options.member ?? (by ? await signInByKey(person, by) : await person.signIn())
  const { password } = person
  const factors = enabled ? await factorsOf(person, member, by) : { password }
  granted(await beginPasskey(ctx, member, factors))
  const credential = key.create(asked(await passkeyToAdd(ctx, member)))
  const { as } = granted(await confirmPasskey(ctx, member, { credential, name }))
  if (as === 'enabled') person.recoveryCodes = (await shownCodes(ctx, member)) ?? []
  return { key, member, as }
}

/** Someone with 2FA by a passkey alone. */
export async function keyHolder(person: Person, options: KeyOptions = {}) {
  return { ...(await addKey(person, options)), person }
}

/** The second step with this key, as the rule answers it. */
export async function stepWith(person: Person, key: SecurityKey, bent: Bent = {}, ctx = person.world.ctx) {
  const challenger = await person.challenge({ ctx })
  const options = asked(await passkeyForStep(ctx, challenger))
  return finishWithPasskey(ctx, challenger, { answer: key.get(options, bent) })
}

/** Password and key. */
export async function signInByKey(person: Person, key: SecurityKey): Promise<Member> {
  const { ctx } = person.world
  const { ticket } = granted(await stepWith(person, key))
  return memberOf(ctx, granted(await redeemTicket(ctx, ticket, 'web')).token)
}

/** A browser on the signed-out page: its cookie, and what it is asked. */
export async function signedOutPage(ctx: Context): Promise<{ browser: string; options: RequestOptions }> {
  const browser = newToken()
  return { browser, options: asked(await passkeyToSignIn(ctx, browser)) }
}

/** A whole sign-in in a browser, as the rule answers it. */
export const enterWith = (ctx: Context, browser: string, answer: PasskeyAnswer) =>
  signInWithPasskey(ctx, { answer }, { channel: 'web', browser })

/** The same with a key, in a browser of its own. */
export async function enterBy(ctx: Context, key: SecurityKey, bent: Bent = {}) {
  const { browser, options } = await signedOutPage(ctx)
  return enterWith(ctx, browser, key.get(options, bent))
}
