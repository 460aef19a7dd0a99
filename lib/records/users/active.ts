import { and, eq, isNull } from 'drizzle-orm'
import type { Tables } from '@/db/tables'

/**
 * In a query that joins people with their organizations: only those whom anything opens. Not the suspended, nor those of a
 * suspended organization, nor who has not joined yet.
 */
export const isActive = ({ users, organizations }: Pick<Tables, 'users' | 'organizations'>) =>
  and(eq(users.status, 'active'), isNull(organizations.suspendedAt))
