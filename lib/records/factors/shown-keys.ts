import { and, desc, eq, gt, lte, ne } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import { describeClient } from '@/lib/client'
import type { Context } from '@/lib/context'
import { hours, later } from '@/lib/duration'
import { tell } from '../outbox/outbox'
import type { User } from '../users/change'

/** What a pending setup key belongs to: a challenge that waits for enrollment, or a session. */
export type SignIn = { challengeId: string } | { sessionId: string }

const idOf = (signIn: SignIn) => ('challengeId' in signIn ? signIn.challengeId : signIn.sessionId)

/** How long a key that was shown is remembered: as long as it could have been confirmed. */
const rememberedFor = hours(1)

/** How many other sign-ins an email lists, the latest first. */
const listed = 5

/** Remembers that a setup key was shown in this sign-in, from where, and when last. */
export async function noteShown(tx: Writer, ctx: Context, userId: string, signIn: SignIn): Promise<void> {
  const { shownSetupKeys } = ctx.db.tables
  const client = describeClient(ctx.origin.userAgent)
  const shown = { client, address: ctx.origin.address, shownAt: ctx.now() }
  await tx
    .insert(shownSetupKeys)
    .values({ signInId: idOf(signIn), userId, ...shown })
    .onConflictDoUpdate({ target: shownSetupKeys.signInId, set: shown })
}

/**
 * Tells someone who confirmed a setup key in this sign-in of the others that were shown one within the last hour, over
 * whichever channel, and forgets them all. Whether those sign-ins are still there does not matter. Returns how many.
 */
export async function tellOfOthers(tx: Writer, ctx: Context, user: User, signIn: SignIn): Promise<number> {
  const { shownSetupKeys } = ctx.db.tables
  const others = await tx
    .select()
    .from(shownSetupKeys)
    .where(
      and(
        eq(shownSetupKeys.userId, user.id),
        ne(shownSetupKeys.signInId, idOf(signIn)),
        gt(shownSetupKeys.shownAt, later(ctx.now(), -rememberedFor)),
      ),
    )
    .orderBy(desc(shownSetupKeys.shownAt))
  await tx.delete(shownSetupKeys).where(eq(shownSetupKeys.userId, user.id))
  if (others.length > 0) {
    const places = others.slice(0, listed).map(({ client, address, shownAt }) => {
      return { client, address, at: shownAt.toISOString() }
    })
    await tell(tx, ctx, user, 'setup-key-elsewhere', { places, more: others.length - places.length })
  }
  return others.length
}

/** Forgets what was shown too long ago to be confirmed. */
export async function sweepShownKeys(tx: Writer, ctx: Context): Promise<void> {
  const { shownSetupKeys } = ctx.db.tables
  await tx.delete(shownSetupKeys).where(lte(shownSetupKeys.shownAt, later(ctx.now(), -rememberedFor)))
}
