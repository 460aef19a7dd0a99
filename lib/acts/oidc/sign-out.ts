import { eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import type { SignIn } from '@/lib/queries/sessions/find'
import { named } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { deleteSessions } from '@/lib/records/sessions/delete'
import { lockPerson } from '@/lib/records/users/lock'

/** Ends the portal session of someone who signed out in an app, which showed an ID token of this very session. */
export async function signOutByApp(ctx: Context, { person }: SignIn): Promise<void> {
  const { sessions } = ctx.db.tables
  await ctx.db.write(async (tx) => {
    await lockPerson(tx, ctx, person.userId)
    const [ended] = await deleteSessions(tx, ctx, eq(sessions.id, person.sessionId))
    if (!ended) return
    await record(tx, ctx, person.organizationId, {
      event: 'session.ended',
      actor: { kind: 'user', ...named({ id: person.userId, name: person.name, email: person.email }) },
    })
  })
}
