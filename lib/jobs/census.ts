import { and, count, gt, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Context } from '@/lib/context'

/** How much of the server's own work is open. */
export type Census = {
  /** Sign-ins whose password was right and that can still be finished. */
  challenges: number
  /** Emails that wait to be sent. */
  emailsWaiting: number
  /** Emails of the last days that were given up, apart from those that were of no use any more. */
  emailsFailed: number
}

/** Counts what is open now, in the database: the same on every server of it. */
export async function takeCensus({ db, now }: Context): Promise<Census> {
  const { challenges, outbox } = db.tables
  const [open, waiting, failed] = await Promise.all([
    db.read
      .select({ n: count() })
      .from(challenges)
      .where(and(gt(challenges.expiresAt, now()), isNull(challenges.ticketDigest))),
    db.read.select({ n: count() }).from(outbox).where(isNull(outbox.closedAt)),
    db.read
      .select({ n: count() })
      .from(outbox)
      .where(and(isNotNull(outbox.failure), ne(outbox.failure, 'expired'))),
  ])
  return {
    challenges: open[0]?.n ?? 0,
    emailsWaiting: waiting[0]?.n ?? 0,
    emailsFailed: failed[0]?.n ?? 0,
  }
}
