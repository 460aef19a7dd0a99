import { and, asc, eq, inArray, isNotNull, lte, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { after } from '@/db/expressions'
import type { Tables } from '@/db/tables'
import type { Context } from '@/lib/context'
import { passkeyHost } from '@/lib/records/factors/passkey-host'
import { tell } from '@/lib/records/outbox/outbox'
import { namedByRule, passkeyRuleOf } from '@/lib/records/policy/only-passkeys'
import { lackingPasskey } from '@/lib/records/policy/passkey-preview'
import { recordReminders } from '@/lib/records/policy/reminded'
import { isToBeReminded, reminderTimes } from '@/lib/records/policy/reminders'
import { changeUser } from '@/lib/records/users/change'
import { enabledIn } from '@/lib/records/users/enabled'
import { lockPerson } from '@/lib/records/users/lock'
import { type BadRow, eachByItself } from '@/lib/row-by-row'

type Organization = Tables['organizations']['$inferSelect']

/** So many people in one transaction. */
const atOnce = 50

/**
 * Notes that the hour has come from which nothing but passkeys counts, and tells those whom it names and who have none: once
 * it is set, 7, 3 and 1 days before, on the day, and where it holds at once. What counts is asked at each step, with or
 * without this. Of several servers any may do it.
 */
export async function followPasskeyRules(ctx: Context): Promise<BadRow[]> {
  const { organizations } = ctx.db.tables
  await ctx.db.write((tx) =>
    tx
      .update(organizations)
      .set({ passkeysBegun: true })
      .where(and(eq(organizations.passkeysBegun, false), lte(organizations.passkeysFrom, ctx.now()))),
  )
  const ruled = await ctx.db.read
    .select()
    .from(organizations)
    .where(and(isNotNull(organizations.passkeysFrom), ne(organizations.passkeysWho, 'nobody')))
  return eachByItself(ruled, (organization) => followOne(ctx, organization))
}

/** When those who have none are told, where they were told last then. */
function isTurn(
  { passkeysFrom, passkeysSince, timeZone }: Organization,
  told: Date | null,
  now: Date,
): boolean {
  if (!passkeysFrom) return false
  const times = [...reminderTimes(passkeysFrom, passkeysSince, timeZone), passkeysFrom]
  // Also where that was in a time that has yet to come.
  return isToBeReminded(times, told && told <= now ? told : null, now)
}

async function followOne(ctx: Context, organization: Organization): Promise<void> {
  const now = ctx.now()
  if (!isTurn(organization, organization.passkeysFollowedAt, now)) return
  const { organizations, users } = ctx.db.tables
  const rule = await passkeyRuleOf(ctx.db.read, ctx, organization.id)
  const whom = (from: Pick<Writer, 'select'>) =>
    and(
      eq(users.organizationId, organization.id),
      eq(users.status, 'active'),
      // Whoever has no second factor yet sets up a passkey when one is asked for.
      enabledIn(ctx.db.tables),
      namedByRule(from as Writer, ctx, rule),
      lackingPasskey(from as Writer, ctx, passkeyHost(ctx)?.rpId),
    )
  for (let from: [string, string] | null = null; ; ) {
    const page: { id: string; sortName: string }[] = await ctx.db.read
      .select({ id: users.id, sortName: users.sortName })
      .from(users)
      .where(and(whom(ctx.db.read), from ? after([users.sortName, users.id], from) : undefined))
      .orderBy(asc(users.sortName), asc(users.id))
      .limit(atOnce)
    const last = page.at(-1)
    if (!last) break
    const ids = page.map(({ id }) => id)
    await ctx.db.write(async (tx) => {
      await lockPerson(tx, ctx, ...ids)
      const people = await tx
        .select()
        .from(users)
        .where(and(whom(tx), inArray(users.id, ids)))
      const by = rule.begun || !rule.from || rule.from <= now ? null : rule.from
      const told: (Date | null)[] = []
      for (const user of people) {
        if (!isTurn(organization, user.passkeyRemindedAt, now)) continue
        await changeUser(tx, ctx, user.id, { passkeyRemindedAt: now })
        await tell(tx, ctx, user, 'passkeys-only', {
          ...{ organization: organization.name, timeZone: organization.timeZone },
          by: by?.toISOString() ?? null,
        })
        told.push(by)
      }
      await recordReminders(tx, ctx, { organizationId: organization.id, of: 'passkey.reminded', told })
    })
    from = [last.sortName, last.id]
  }
  await ctx.db.write((tx) =>
    tx
      .update(organizations)
      .set({ passkeysFollowedAt: now })
      .where(
        and(
          eq(organizations.id, organization.id),
          organization.passkeysSince
            ? eq(organizations.passkeysSince, organization.passkeysSince)
            : isNotNull(organizations.passkeysFrom),
        ),
      ),
  )
}
