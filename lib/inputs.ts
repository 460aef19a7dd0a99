import { z } from 'zod'
import { givenEmail, newEmail } from './email'
import { organizationName } from './name'
import { opaque } from './opaque'
import { givenPassword, newPassword } from './password-rules'
import { typedEitherCode } from './totp/typed-codes'

/** What a page posts whose link is all there is to say. */
export const linkInput = z.strictObject({ token: z.string().max(64) })

export const forgotPasswordInput = z.strictObject({ email: newEmail })

export const resetPasswordInput = linkInput.extend({ newPassword })

export const askForRecoveryInput = z.strictObject({
  email: newEmail,
  organization: organizationName,
  story: z
    .string()
    .trim()
    .min(1, { error: 'Say what happened: the operator who decides reads it.' })
    .max(2000, { error: 'Use at most 2,000 characters.' }),
})

/** The password, and an authentication or a recovery code. */
export const bothFactors = z.strictObject({
  password: givenPassword,
  code: typedEitherCode,
})

/** Whom the console means, by their email address. */
export const emailInput = z.strictObject({ email: givenEmail })

/** Whom it is about. */
export const subjectInput = z.strictObject({ userId: opaque })

export type Subject = z.output<typeof subjectInput>

/** Why the console does something to someone: the audit log and the emails about it quote it. */
export const reason = z
  .string({ error: 'Give a reason: it goes into the audit log.' })
  .trim()
  .min(1, { error: 'Give a reason: it goes into the audit log.' })
  .max(500)

/** Which organization an operator means. */
export const organizationInput = z.strictObject({ organizationId: z.string().max(64) })

export type OrganizationSubject = z.output<typeof organizationInput>
