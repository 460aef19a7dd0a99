import type { Context } from '@/lib/context'
import type { AppProblem } from '@/lib/messages/app-problems'
import { noteProblem } from '@/lib/records/apps/problems'

/** Notes what went wrong with an app at the provider, for its admins to read on its page. */
export const noteAppProblem = (
  ctx: Context,
  appId: string,
  problem: AppProblem & { userId?: string | null },
): Promise<void> => ctx.db.write((tx) => noteProblem(tx, ctx, appId, problem))
