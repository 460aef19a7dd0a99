import type { Admin, Member, Operator } from '@/lib/actors'
import type { User } from '../users/change'

/** An operator as the audit log names them. */
export const operatorActor = ({ userId, name, email }: Operator) =>
  ({ kind: 'user', id: userId, name, email }) as const

export const actorOf = (member: Member) =>
  ({ kind: 'user', id: member.userId, name: member.name, email: member.email }) as const

export const named = ({ id, name, email }: Pick<User, 'id' | 'name' | 'email'>) => ({ id, name, email })

export const adminActor = (admin: Admin) =>
  ({ kind: 'user', id: admin.userId, name: admin.name, email: admin.email }) as const
