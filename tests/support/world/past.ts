import type { Context } from '@/lib/context'
import { days, later } from '@/lib/duration'
import { plantUser } from './rows'

/** Twenty days in which an organization grew and became safer, and people who run the risks that its overview tells of. */
export async function plantPast(ctx: Context, organizationId: string, people: readonly string[]) {
  const { organizationDays } = ctx.db.tables
  const now = ctx.now()
  const past = Array.from({ length: 20 }, (_, n) => {
    const [all, on] = [4 + Math.floor(n / 5), Math.floor(n / 4)]
    // On one day someone is locked out of it, who is neither.
    const missing = all - on - (n === 16 ? 1 : 0)
    return {
      ...{ organizationId, people: all, protected: on, missing },
      day: later(now, -days(20 - n))
        .toISOString()
        .slice(0, 10),
      ...{ wrongPasswords: n, unfinished: n % 3, locked: n % 19 === 0 ? 1 : 0 },
    }
  })
  await ctx.db.write((tx) => tx.insert(organizationDays).values(past).onConflictDoNothing())
  for (const [n, id] of people.entries())
    await plantUser(ctx, id, { codesLeft: n, authenticatorUnusedSince: later(now, -days(9)) })
}
