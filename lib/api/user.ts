import { z } from 'zod'
import type { ExportedPerson } from '@/lib/queries/users/export'
import type { UserRow } from '@/lib/queries/users/list'
import { moment } from './tokens'

export const user = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(['admin', 'agent', 'operator']),
    status: z.enum(['invited', 'active', 'suspended']),
    secondFactor: z.enum(['on', 'off', 'required', 'locked']),
    /** From when on the policy asks them for a second factor, where that is yet to come. */
    requiredFrom: moment.nullable(),
    lastSignInAt: moment.nullable(),
  })
  .meta({ id: 'User' })

/** With why they must have a second factor now, if they must, and what they have. */
export const userDetails = user
  .extend({
    requiredBy: z.enum(['admin', 'policy']).nullable(),
    requiredSince: moment.nullable(),
    /** As the admin gave it who required it. */
    requiredReason: z.string().nullable(),
    twoFactorSince: moment.nullable(),
    recoveryCodesLeft: z.int(),
    authenticators: z.int(),
    passkeys: z.int(),
  })
  .meta({ id: 'UserDetails' })

/** A person of a list, as the API says them. */
export function userSaid(row: UserRow): z.output<typeof user> {
  const { id, name, email, role, status, secondFactor, requiredFrom, lastSignInAt } = row
  return {
    ...{ id, name, email, role, status, secondFactor },
    ...{ requiredFrom: said(requiredFrom), lastSignInAt: said(lastSignInAt) },
  }
}

/** The same with details. */
export function detailsSaid(person: ExportedPerson): z.output<typeof userDetails> {
  const { requiredBy, requiredSince, requiredReason, twoFactorSince, recoveryCodesLeft } = person
  const { authenticators, passkeys } = person
  return {
    ...{ ...userSaid(person), requiredBy, requiredReason, recoveryCodesLeft, authenticators, passkeys },
    ...{ requiredSince: said(requiredSince), twoFactorSince: said(twoFactorSince) },
  }
}

const said = (at: Date | null) => at?.toISOString() ?? null
