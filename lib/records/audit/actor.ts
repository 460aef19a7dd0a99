import {
  type Admin,
  type ApiKey,
  type Console,
  type Doer,
  isApiKey,
  isConsole,
  type Member,
  type Operator,
} from '@/lib/actors'
import type { By } from '@/lib/messages/mail/message'
import type { User } from '../users/change'

/** Who did it, as the audit log names them. */
export function actorOf(actor: Doer | Member | Admin | Operator | Console | ApiKey) {
  if (isConsole(actor)) return { kind: 'console', osUser: actor.osUser } as const
  if (isApiKey(actor)) return { kind: 'key', id: actor.keyId, name: actor.name } as const
  return { kind: 'user', id: actor.userId, name: actor.name, email: actor.email } as const
}

/** Who did it, as emails name them. */
export function byOf(actor: Doer | Admin | Console | ApiKey): By {
  if (isConsole(actor)) return { osUser: actor.osUser }
  return isApiKey(actor) ? { apiKey: actor.name } : actor.name
}

/** Whom it is about, as the audit log names them. */
export const named = ({ id, name, email }: Pick<User, 'id' | 'name' | 'email'>) => ({ id, name, email })
