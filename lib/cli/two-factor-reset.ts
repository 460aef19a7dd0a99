import { mintConsole } from '../actors'
import { consoleResetInput, resetTwoFactorFromConsole } from '../two-factor/reset'
import { type Command, UsageError } from './command'

const usage = 'EMAIL --reason "why"'

/** For a sole admin who lost everything. Leaves the person to enroll anew; it opens no account by itself. */
export const resetTwoFactorCommand: Command = {
  usage,
  options: { reason: { type: 'string' } },
  async run({ ctx, osUser, options, words }) {
    const parsed = consoleResetInput.safeParse({ email: words[0] ?? '', reason: options.reason ?? '' })
    if (!parsed.success || words.length !== 1) {
      const why = parsed.success ? 'Name one email address.' : parsed.error.issues[0]?.message
      throw new UsageError(`${why}\nUsage: npm run countersign -- two-factor reset ${usage}`)
    }
    const reset = await resetTwoFactorFromConsole(ctx, mintConsole(osUser), parsed.data)
    if (!reset.ok) throw new UsageError(`Nobody here has the email address ${printable(parsed.data.email)}.`)
    const { authenticator, recoveryCodes, sessions, required } = reset.value
    const took = [
      authenticator ? 'the authenticator' : 'no authenticator (there was none)',
      `${recoveryCodes} recovery codes`,
      `${sessions} sessions`,
    ]
    console.log(`Removed ${took.join(', ')}.`)
    console.log(
      required
        ? 'At the next sign-in they give their password and scan a new QR code.'
        : 'At the next sign-in they give their password alone, and can turn two-factor authentication on again.',
    )
    console.log('Recorded in the audit log.')
  },
}

/** Without what a terminal would obey. */
const printable = (text: string) => text.replace(/\p{C}/gu, '')
