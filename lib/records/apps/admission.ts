import { and, eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import { isMultiFactor, meetsRequirement, type SignedIn } from '@/lib/authentication-context'
import type { Context } from '@/lib/context'
import { hours } from '@/lib/duration'
import { type Demand, demandColumns, endsWithout, mustHave } from '@/lib/records/policy/demand'
import { isActive } from '@/lib/records/users/active'

type App = Tables['apps']['$inferSelect']

/** An active person and an app of their organization. */
export type Standing = {
  app: Rule & Pick<App, 'name' | 'host'>
  person: { id: string; name: string; email: string; role: string; demand: Demand }
  /** Whether the app is for everyone, or for a group of theirs. */
  assigned: boolean
}

const together = prepared(
  'person-and-app',
  ({ users, apps }) => ({ userId: users.id, appId: apps.id }),
  (read: Reader, { apps, organizations, users }, given) =>
    read
      .select({
        app: {
          name: apps.name,
          host: apps.host,
          forEveryone: apps.forEveryone,
          suspendedAt: apps.suspendedAt,
          twoFactor: apps.twoFactor,
          freshHours: apps.freshHours,
        },
        id: users.id,
        name: users.name,
        email: users.email,
        role: users.role,
        demand: demandColumns({ users, organizations }),
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

/** Null where no one active has this id, or the app is of another organization or none. */
export async function standingOf(
  from: Reader | Writer,
  ctx: Context,
  appId: string,
  userId: string,
): Promise<Standing | null> {
  const [row] = await together(from, ctx.db, { appId, userId })
  if (!row) return null
  const { app, ...person } = row
  return { app, person, assigned: await isAssigned(from, ctx, { id: appId, ...app }, userId) }
}

/** Whether an app is for everyone, or for a group of this person; both are of one organization. */
export const isAssigned = async (
  from: Reader | Writer,
  ctx: Context,
  { id, forEveryone }: Pick<App, 'id' | 'forEveryone'>,
  userId: string,
): Promise<boolean> => forEveryone || (await shared(from, ctx.db, { appId: id, userId })).length > 0

/** What is asked of an app to find out whether someone may open it. */
type Rule = Pick<App, 'forEveryone' | 'suspendedAt' | 'twoFactor' | 'freshHours'>
/** The same, besides whether they are assigned. */
type Asked = Omit<Rule, 'forEveryone'>

/** Why someone may not open an app. `second-factor`, `too-old`: they may once they have signed in again. */
export type Refusal = 'app-suspended' | 'not-assigned' | 'second-factor' | 'too-old'

/** Why someone who signed in like this may not open an app now; null where they may. */
export function refusalOf(
  { app, person, assigned }: { app: Asked; person: Pick<Standing['person'], 'demand'>; assigned: boolean },
  signedIn: SignedIn,
  now: Date,
): Refusal | null {
  const going = refusalWhileOpen({ app, person, assigned }, signedIn, now)
  if (going) return going
  if (mustHave(person.demand, now) && !meetsRequirement(signedIn.proof)) return 'second-factor'
  if (app.freshHours === null) return null
  // What a trusted browser had proved some days ago is not recent.
  if (signedIn.proof === 'trusted-browser') return 'second-factor'
  return now.getTime() - signedIn.signedInAt.getTime() > hours(app.freshHours) ? 'too-old' : null
}

/**
 * The same of an app that is open already: what it holds goes on while they are assigned and the app's own rule is met. What
 * the policy asks ends what was opened without it; a requirement by name ends or limits the person's sessions itself.
 */
export function refusalWhileOpen(
  { app, person, assigned }: { app: Asked; person: Pick<Standing['person'], 'demand'>; assigned: boolean },
  { proof }: Pick<SignedIn, 'proof'>,
  now: Date,
): Refusal | null {
  if (app.suspendedAt) return 'app-suspended'
  if (!assigned) return 'not-assigned'
  if (isMultiFactor(proof)) return null
  if (app.twoFactor === 'always') return 'second-factor'
  return endsWithout(person.demand, now) && !meetsRequirement(proof) ? 'second-factor' : null
}
