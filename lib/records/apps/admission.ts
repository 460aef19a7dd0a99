import { and, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import { isMultiFactor, type SignedIn } from '@/lib/authentication-context'
import type { Context } from '@/lib/context'
import { hours } from '@/lib/duration'
import { isActive } from '@/lib/records/users/active'

export type App = Tables['apps']['$inferSelect']

/** An active person and an app of their organization. */
export type Standing = {
  app: App
  person: { id: string; name: string; email: string; role: string; twoFactorRequired: boolean }
  /** Whether the app is for everyone, or for a group of theirs. */
  assigned: boolean
}

const together = prepared(
  'person-and-app',
  ({ users, apps }) => ({ userId: users.id, appId: apps.id }),
  (read: Reader, { apps, organizations, users }, given) =>
    read
      .select({
        app: apps,
        id: users.id,
        name: users.name,
        email: users.email,
        role: users.role,
        twoFactorRequired: users.twoFactorRequired,
      })
      .from(users)
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .innerJoin(apps, and(eq(apps.id, given.appId), eq(apps.organizationId, users.organizationId)))
      .where(and(eq(users.id, given.userId), isActive({ users, organizations }))),
)

const shared = prepared(
  'group-of-person-and-app',
  ({ groupMembers, appGroups }) => ({ userId: groupMembers.userId, appId: appGroups.appId }),
  (read: Reader, { appGroups, groupMembers }, given) =>
    read
      .select({ groupId: appGroups.groupId })
      .from(appGroups)
      .innerJoin(groupMembers, eq(groupMembers.groupId, appGroups.groupId))
      .where(and(eq(appGroups.appId, given.appId), eq(groupMembers.userId, given.userId)))
      .limit(1),
)

/** Null where nobody active has this id, or the app is of another organization or none. */
export async function standingOf(
  from: Reader | Writer,
  ctx: Context,
  appId: string,
  userId: string,
): Promise<Standing | null> {
  const [row] = await together(from, ctx.db, { appId, userId })
  if (!row) return null
  const { app, ...person } = row
  const assigned = app.forEveryone || (await shared(from, ctx.db, { appId, userId })).length > 0
  return { app, person, assigned }
}

/** What is asked of an app to find out whether someone may open it, besides whether they are assigned. */
export type Rule = Pick<App, 'suspendedAt' | 'twoFactor' | 'freshHours'>

/** Why someone may not open an app. `second-factor`, `too-old`: they may once they have signed in again. */
export type Refusal = 'app-suspended' | 'not-assigned' | 'second-factor' | 'too-old'

/** Why someone who signed in like this may not open an app now; null where they may. */
export function refusalOf(
  {
    app,
    person,
    assigned,
  }: { app: Rule; person: Pick<Standing['person'], 'twoFactorRequired'>; assigned: boolean },
  signedIn: SignedIn,
  now: Date,
): Refusal | null {
  const going = refusalWhileOpen({ app, assigned }, signedIn)
  if (going) return going
  if (person.twoFactorRequired && !isMultiFactor(signedIn.proof)) return 'second-factor'
  if (app.freshHours === null) return null
  return now.getTime() - signedIn.signedInAt.getTime() > hours(app.freshHours) ? 'too-old' : null
}

/**
 * The same of an app that is open already: what it holds goes on while they are assigned and the app's own rule is met. A
 * requirement of the person ends or limits their sessions itself.
 */
export function refusalWhileOpen(
  { app, assigned }: { app: Rule; assigned: boolean },
  { proof }: Pick<SignedIn, 'proof'>,
): Refusal | null {
  if (app.suspendedAt) return 'app-suspended'
  if (!assigned) return 'not-assigned'
  return app.twoFactor === 'always' && !isMultiFactor(proof) ? 'second-factor' : null
}
