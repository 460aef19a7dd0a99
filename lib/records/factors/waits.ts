import type { Reader } from '@/db/database'
import type { Context } from '@/lib/context'
import { passwordWaits } from '../attempts/counters'
import { secondStepWaits } from '../challenges/attempts'
import type { User } from '../users/change'

/** Under which key wrong codes during enrollment are counted. */
export const enrollmentKey = (userId: string) => `enrollment:${userId}`

/** Whether this person has to wait at the password or at the second step. */
export async function waits(read: Reader, ctx: Context, user: User): Promise<boolean> {
  return secondStepWaits(user, ctx.now()) !== null || (await passwordWaits(read, ctx, user))
}
