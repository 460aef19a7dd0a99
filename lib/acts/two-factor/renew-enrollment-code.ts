import type { z } from 'zod'
import { type Admin, isOwn } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { subjectOf } from '@/lib/records/authority/subject'
import { issueTicket, ticketOf } from '@/lib/records/factors/enrollment-ticket'
import { done, fail, type Result } from '@/lib/result'
import type { resetInput } from './reset'

/**
 * *New enrollment code*, or a new link, for someone who has to show one before they enroll: the one before is void. From
 * then on five wrong ones are let pass again.
 */
export async function renewEnrollmentCode(
  ctx: Context,
  admin: Admin,
  { userId, enrollmentBy }: z.output<typeof resetInput>,
): Promise<Result<void, 'user-unknown' | 'self' | 'enrollment-code-unneeded'>> {
  return ctx.db.write(async (tx) => {
    const user = await subjectOf(tx, ctx, admin, userId)
    if (!user) return fail('user-unknown')
    if (isOwn(admin, user)) return fail('self')
    if (!(await ticketOf(tx, ctx, userId))) return fail('enrollment-code-unneeded')
    await issueTicket(tx, ctx, admin, user, enrollmentBy)
    return done
  })
}
