import type { Challenger } from '@/lib/actors'
import { setEnrollmentCodes } from '@/lib/acts/policy/ask-for-enrollment-codes'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { ticketOf } from '@/lib/records/factors/enrollment-ticket'
import { Letters } from './letters'
import type { Organization } from './organization'
import { codeOf, granted } from './outcome'
import type { Person } from './person'

/** Has the organization ask for enrollment codes, or not. */
export const askForCodes = async (org: Organization, on = true) =>
  granted(await setEnrollmentCodes(org.ctx, await org.asAdmin(), { on }))

/** The code that an admin reads on the page of this person now. Throws where none is shown. */
export async function codeShown({ ctx }: Organization, { id }: Pick<Person, 'id'>): Promise<string> {
  const code = (await ticketOf(ctx.db.read, ctx, id))?.code
  if (!code) throw new Error('No enrollment code is shown.')
  return code
}

/** Another one than that. */
export const wrongFor = (code: string) => (code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`)

/** The token of the link that was last sent to this person. */
export const linkSent = async ({ world }: Organization, { email }: Pick<Person, 'email'>): Promise<string> =>
  (await new Letters(world).last(email, 'Your link to set up')).token

/** What becomes of asking for a setup key with this: the code of the refusal, or `ok`. */
export const shownKey = async (
  { ctx }: Organization,
  challenger: Challenger,
  brought: Parameters<typeof startEnrollment>[2] = {},
) => codeOf(await startEnrollment(ctx, challenger, brought))
