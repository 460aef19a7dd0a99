import { z } from 'zod'
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
    lastSignInAt: moment.nullable(),
  })
  .meta({ id: 'User' })

/** A person of a list, as the API says them. */
export function userSaid(row: UserRow): z.output<typeof user> {
  const { id, name, email, role, status, secondFactor, lastSignInAt } = row
  return {
    ...{ id, name, email, role, status, secondFactor },
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  }
}
