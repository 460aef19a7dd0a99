import { eq } from 'drizzle-orm'
import type { Reader, Writer } from '@/db/database'
import { prepared } from '@/db/prepared'
import type { Tables } from '@/db/tables'
import type { StoredFactor, StoredOff } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { type Demand, isNamed } from './demand'

type Organization = Tables['organizations']['$inferSelect']

/** The rule of an organization: who must have two-factor authentication, and from when on. */
export type Policy = Pick<
  Organization,
  | 'policyWho'
  | 'policyFrom'
  | 'policyBegun'
  | 'policySessions'
  | 'policyNewPeople'
  | 'timeZone'
  | 'trustDays'
  | 'trustAdmins'
  | 'enrollmentCodes'
>

const policyOfOrganization = prepared(
  'policy-of-organization',
  ({ organizations }) => ({ id: organizations.id }),
  (from: Reader | Writer, { organizations }, given) =>
    from
      .select({
        policyWho: organizations.policyWho,
        policyFrom: organizations.policyFrom,
        policyBegun: organizations.policyBegun,
        policySessions: organizations.policySessions,
        policyNewPeople: organizations.policyNewPeople,
        trustDays: organizations.trustDays,
        trustAdmins: organizations.trustAdmins,
        enrollmentCodes: organizations.enrollmentCodes,
        timeZone: organizations.timeZone,
      })
      .from(organizations)
      .where(eq(organizations.id, given.id)),
)

export const policyOf = async (
  from: Reader | Writer,
  { db }: Context,
  organizationId: string,
): Promise<Policy | null> => (await policyOfOrganization(from, db, { id: organizationId }))[0] ?? null

/** With a person, what their organization's policy asks of them. */
export async function demanded<Person extends Omit<Demand, keyof Policy>>(
  from: Reader | Writer,
  ctx: Context,
  user: Person & { organizationId: string },
): Promise<Person & Demand & Policy> {
  const policy = await policyOf(from, ctx, user.organizationId)
  if (!policy) throw new Error('The organization of a person is not there.')
  return { ...user, ...policy }
}

/** Whether the hour of a policy has come. Who was given more time has an hour of their own. */
export const hasBegun = ({ policyFrom, policyBegun }: Policy, now: Date): boolean =>
  policyFrom !== null && (policyBegun || policyFrom <= now)

/** Every way in which "off" is stored. */
export const storedOff: readonly StoredOff[] = (['', '-admin'] as const).flatMap((role) =>
  (['', '-group'] as const).flatMap((group) =>
    (['', '-grace'] as const).map((grace): StoredOff => `off${role}${group}${grace}`),
  ),
)

export const isOff = (stored: StoredFactor): stored is StoredOff => stored.startsWith('off')

/** Whether an admin gave them time, once. */
export const hasGrace = (stored: StoredFactor): boolean => stored.endsWith('-grace')

/** Whether a policy names those who stand here. */
export const namesStored = ({ policyWho }: Pick<Policy, 'policyWho'>, stored: StoredOff): boolean =>
  isNamed({
    policyWho,
    role: stored.includes('-admin') ? 'admin' : 'agent',
    inPolicyGroup: stored.includes('-group'),
  })
