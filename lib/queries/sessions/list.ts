import type { Member } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { liveSessions, type SessionEntry } from '@/lib/records/sessions/live'

/** The live sessions of the person asking, the latest used first. */
export const listOwnSessions = (ctx: Context, member: Member): Promise<SessionEntry[]> =>
  liveSessions(ctx, member.userId, member.sessionId)
