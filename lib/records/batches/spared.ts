import type { KindOnPeople } from '@/db/tables/batches'
import type { RowReason } from '@/lib/messages/batches'
import { whyNotRemind } from '../policy/remind'
import type { User } from '../users/change'
import { type Factors, isEnabled } from '../users/enabled'

type Facts = Factors & Pick<User, 'id' | 'role' | 'status' | 'twoFactorRequired' | 'adminRemindedAt'>

/**
 * Whom an admin leaves out when they do something to many, and why; null for everyone to whom it is done. Admins are reset and
 * suspended one by one: the last of them must stay, and a second admin may have to agree.
 */
export function whySpared(kind: KindOnPeople, user: Facts, adminId: string, now: Date): RowReason | null {
  if (user.id === adminId) return 'self'
  switch (kind) {
    case 'require':
      return user.twoFactorRequired ? 'required-already' : null
    case 'lift':
      return user.twoFactorRequired ? null : 'not-required'
    case 'remind':
      return whyNotRemind(user, adminId, now)
    case 'reset':
      if (user.role === 'admin') return 'admin-by-name'
      return isEnabled(user) ? null : 'nothing-to-reset'
    case 'suspend':
      if (user.role === 'admin') return 'admin-by-name'
      if (user.status === 'suspended') return 'suspended-already'
      return user.status === 'invited' ? 'not-joined' : null
    case 'sign-out':
      if (user.status === 'suspended') return 'suspended-already'
      return user.status === 'invited' ? 'not-joined' : null
    case 'invite-again':
      return user.status === 'invited' ? null : 'already-joined'
    case 'add-to-group':
      return null
  }
}
