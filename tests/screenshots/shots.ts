import type { Shot } from './shot'
import { apps } from './shots/apps'
import { guardedShots } from './shots/guarded'
import { organization } from './shots/organization'
import { passkeys } from './shots/passkeys'
import { people } from './shots/people'
import { profile } from './shots/profile'
import { recovery } from './shots/recovery'
import { rollingShots } from './shots/rolling'
import { signedOut } from './shots/signed-out'

/** All of them, in the order in which they are taken: some change what those after them show. */
export const shots: readonly Shot[] = [
  ...signedOut,
  ...profile,
  ...organization,
  ...people,
  ...apps,
  ...recovery,
  ...passkeys,
  ...guardedShots,
  ...rollingShots,
]
