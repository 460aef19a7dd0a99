import type { Role } from '@/db/tables/users'

/** Roles as people read them. */
export const roleWords: Record<Role, string> = { admin: 'Admin', agent: 'Agent', operator: 'Operator' }
