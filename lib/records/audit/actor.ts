import { type Admin, type Console, isConsole, type Member, type Operator } from '@/lib/actors'
import type { User } from '../users/change'

/** Who did it, as the audit log names them. */
export function actorOf(actor: Member | Admin | Operator | Console) {
  if (isConsole(actor)) return { kind: 'console', osUser: actor.osUser } as const
  return { kind: 'user', id: actor.userId, name: actor.name, email: actor.email } as const
}

/** Whom it is about, as the audit log names them. */
export const named = ({ id, name, email }: Pick<User, 'id' | 'name' | 'email'>) => ({ id, name, email })
