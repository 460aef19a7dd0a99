import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Tables } from '@/db/tables'
import type { Member } from '@/lib/actors'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { hours, later } from '@/lib/duration'
import type { AppProblem } from '@/lib/messages/app-problems'
import type { App } from '@/lib/records/apps/app'
import { noteProblem } from '@/lib/records/apps/problems'
import { fold } from '@/lib/records/users/fold'
import type { Organization } from './organization'
import { granted } from './outcome'

type Typed = Partial<z.input<typeof addAppInput>>

/** What an admin types to add an app: a wiki, unless something else is said. */
export const asTyped = (typed: Typed = {}) =>
  addAppInput.parse({
    ...{ what: 'other', name: 'Wiki', address: 'https://wiki.example.com' },
    redirectUris: typed.what === 'site' ? '' : 'https://wiki.example.com/cb',
    ...typed,
  })

/** Adds one, and returns its id and its secret. */
export async function added(org: Organization, typed: Typed = {}) {
  return granted(await addApp(org.ctx, await org.asAdmin(), asTyped(typed)))
}

/** Its row as it stands. */
export async function appRow({ ctx }: Pick<Organization, 'ctx'>, appId: string): Promise<App> {
  const { apps } = ctx.db.tables
  const [row] = await ctx.db.read.select().from(apps).where(eq(apps.id, appId))
  if (!row) throw new Error('There is no such app.')
  return row
}

/** A group of these people. */
export async function groupOf(org: Organization, name: string, ...people: { id: string; name: string }[]) {
  const { groups, groupMembers } = org.ctx.db.tables
  const id = randomUUID()
  const now = org.ctx.now()
  await org.ctx.db.write(async (tx) => {
    await tx.insert(groups).values({ id, organizationId: org.id, name, sortName: fold(name), createdAt: now })
    for (const person of people)
      await tx
        .insert(groupMembers)
        .values({ groupId: id, userId: person.id, sortName: fold(person.name), addedAt: now })
  })
  return id
}

/** Notes a problem, and returns its id. */
export async function noted(org: Organization, appId: string, problem: AppProblem): Promise<string> {
  const { appProblems } = org.ctx.db.tables
  await org.ctx.db.write((tx) => noteProblem(tx, org.ctx, appId, problem))
  const [last] = await org.ctx.db.read
    .select({ id: appProblems.id })
    .from(appProblems)
    .where(eq(appProblems.appId, appId))
    .orderBy(desc(appProblems.at))
  return last?.id ?? ''
}

/**
 * Rows as they are while someone is signed in to an app: its sign-in, a token, a gate and a ticket of their session. With
 * `allowed` also what it holds while they are away.
 */
export async function signedInTo(
  org: Organization,
  appId: string,
  { userId, sessionId }: Pick<Member, 'userId' | 'sessionId'>,
  { allowed = false } = {},
): Promise<void> {
  const { appSignIns, oidcRows, gates, gateTickets, appPeople } = org.ctx.db.tables
  const now = org.ctx.now()
  const expiresAt = later(now, hours(1))
  const once = { sessionId, appId, createdAt: now, expiresAt }
  await org.ctx.db.write(async (tx) => {
    await tx.insert(appSignIns).values({
      ...{ id: randomUUID(), providerSession: randomUUID(), sessionId, appId, userId, createdAt: now },
    })
    await tx.insert(oidcRows).values({
      ...{ model: 'AccessToken', key: randomUUID(), payload: '{}', userId, appId, sessionId },
      ...{ createdAt: now, expiresAt },
    })
    await tx
      .insert(gates)
      .values({ ...once, tokenDigest: Buffer.from(randomUUID()), host: 'wiki.example.com' })
    await tx.insert(gateTickets).values({
      ...{ ...once, tokenDigest: Buffer.from(randomUUID()), host: 'wiki.example.com', nonceDigest: 'n' },
    })
    if (allowed)
      await tx.insert(oidcRows).values({
        ...{ model: 'RefreshToken', key: randomUUID(), payload: '{}', userId, appId, createdAt: now },
      })
    await tx
      .insert(appPeople)
      .values({ appId, userId, firstUsedAt: now, lastUsedAt: now, allowedAt: allowed ? now : null })
      .onConflictDoNothing()
  })
}

type Held = Tables['appSignIns' | 'oidcRows' | 'gates' | 'gateTickets' | 'logoutNotices']

/** How much of each kind an app holds. */
export async function heldBy({ ctx }: Pick<Organization, 'ctx'>, appId: string) {
  const { appSignIns, oidcRows, gates, gateTickets, logoutNotices } = ctx.db.tables
  const countOf = async (table: Held) =>
    (await ctx.db.read.select({ appId: table.appId }).from(table).where(eq(table.appId, appId))).length
  return {
    signIns: await countOf(appSignIns),
    rows: await countOf(oidcRows),
    gates: await countOf(gates),
    tickets: await countOf(gateTickets),
    notices: await countOf(logoutNotices),
  }
}
