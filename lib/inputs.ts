import { z } from 'zod'
import { givenEmail, newEmail } from './email'
import { organizationName } from './name'
import { opaque } from './opaque'
import { passkeyAnswerText } from './passkey-responses'
import { givenPassword, newPassword } from './password-rules'
import { eitherCode, typedEitherCode } from './totp/typed-codes'

/** What a page posts whose link is all there is to say. */
export const linkInput = z.strictObject({ token: z.string().max(64) })

export const forgotPasswordInput = z.strictObject({ email: newEmail })

export const resetPasswordInput = linkInput.extend({ newPassword })

/**
 * Text that may have several lines, of so many characters as a page counts them: a form sends the end of a line as two.
 * `asked`: what is said where there is none.
 */
export const lines = (most: number, asked: string) =>
  z
    .string({ error: asked })
    .overwrite((text) => text.replace(/\r\n?/g, '\n'))
    .trim()
    .min(1, { error: asked })
    .max(most, { error: `Use at most ${most.toLocaleString('en-US')} characters.` })

export const askForRecoveryInput = z.strictObject({
  email: newEmail,
  organization: organizationName,
  story: lines(2000, 'Say what happened: the operator who decides reads it.'),
})

/** The second factor of someone who is signed in: an authentication or a recovery code, or what a passkey answered. */
const secondFactor = {
  /** Empty where a passkey is shown: a form sends the field along. */
  code: z.literal('').or(typedEitherCode).optional(),
  answer: passkeyAnswerText.optional(),
}

/** The password, and a second factor. */
export const bothFactors = z
  .strictObject({ password: givenPassword, ...secondFactor })
  .superRefine(({ code, answer }, check) => {
    if (!code && !answer) check.addIssue({ code: 'custom', path: ['code'], message: eitherCode })
  })

/** The password, and a second factor where there is one. */
export const ownFactors = z.strictObject({ password: givenPassword, ...secondFactor })

/** Whom the console means, by their email address. */
export const emailInput = z.strictObject({ email: givenEmail })

/**
 * How someone whom an admin requires 2FA of, or resets, shows that it is they who enroll, where their organization asks for
 * that: by a code that the admin reads out, or, unless said otherwise, by a link to their own address.
 */
export const enrollmentBy = z.enum(['link', 'code']).optional()

/** Whom it is about. */
export const subjectInput = z.strictObject({ userId: opaque })

export type Subject = z.output<typeof subjectInput>

/** Why the console does something to someone: the audit log and the emails about it quote it. */
export const reason = lines(500, 'Give a reason: it goes into the audit log.')

/** Which organization an operator means. */
export const organizationInput = z.strictObject({ organizationId: z.string().max(64) })

export type OrganizationSubject = z.output<typeof organizationInput>
