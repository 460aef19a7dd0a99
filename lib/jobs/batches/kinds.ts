import type { BatchKind } from '@/db/tables/batches'
import type { BatchWork } from '@/lib/records/batches/portion'
import { addPeople } from './add-people'
import { onPeople } from './on-people'

/** What each kind of batch does to a portion of its rows. Each has a file of its own beside this one. */
export const kinds: Record<BatchKind, BatchWork> = {
  'add-people': addPeople,
  require: onPeople('require'),
  lift: onPeople('lift'),
  remind: onPeople('remind'),
  reset: onPeople('reset'),
  suspend: onPeople('suspend'),
  'sign-out': onPeople('sign-out'),
  'invite-again': onPeople('invite-again'),
  'add-to-group': onPeople('add-to-group'),
}
