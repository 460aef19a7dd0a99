import { askForReset } from '@/lib/acts/passwords/ask-for-reset'
import { signInWithPassword } from '@/lib/acts/sign-in/password'
import type { Context } from '@/lib/context'
import { newToken } from '@/lib/crypto/token'
import { runErrands } from '@/lib/jobs/errands'
import { Letters } from './letters'
import type { Organization } from './organization'
import { codeOf, granted } from './outcome'
import type { Person } from './person'

/** Where strangers are. */
export const elsewhere = { address: '203.0.113.66' }
export const newPassword = 'seven crates of marmalade'

/** One wrong password for an address; it is looked at, or the stranger is told to wait. */
export const guess = (ctx: Context, email: string, deviceToken?: string) =>
  signInWithPassword(ctx, { email, password: 'not the password', deviceToken }, 'web').then(codeOf)

/** Makes whoever is not known wait at this account. */
export async function besiege(org: Organization, { email }: Person): Promise<void> {
  const ctx = org.world.from(elsewhere)
  while ((await guess(ctx, email)) !== 'too-many-attempts');
}

/** A person who has signed in with one browser, whose token is returned. */
export async function settled(org: Organization, options = {}): Promise<{ person: Person; browser: string }> {
  const person = await org.agent(options)
  const browser = newToken()
  await person.signIn({ browser })
  return { person, browser }
}

/** The token of the link with which this person may choose a new password. */
export async function mailedToken(org: Organization, { email }: Person): Promise<string> {
  const letters = new Letters(org.world)
  granted(await askForReset(org.ctx, { email }))
  await runErrands(org.ctx)
  return (await letters.arrived()).find(({ subject }) => subject === 'Choose a new password')?.token ?? ''
}

/** How a right password is answered, from a browser by its token or from one that is not known. */
export const entry = async (person: Person, browser?: string) =>
  codeOf(await person.enterPassword(person.password, browser === undefined ? {} : { browser }))
