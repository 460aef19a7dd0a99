import { and, asc, count, eq, gt, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Reader, Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { frequentChange } from './change'
import { fold, foldVersion } from './fold'
import { lockPerson } from './lock'
import { moveSortName } from './sort-name'
import { wordRows } from './words'

const batch = 250

/** How far this came: with which version of `fold`, and up to which id; null when it is done. */
const progress = z.object({ version: z.int(), after: z.string().nullable() })

type Progress = z.output<typeof progress>

/** Called with how many people were done, of how many, before the first and after each step. */
export type Report = (done: number, total: number) => void

/**
 * Makes the sort names and search words of everyone again where an older version of `fold` wrote them. Each step is one
 * transaction that also notes how far it came: after a crash the next start goes on from there, and several processes
 * at once share the work. Costs one look where there is nothing to do.
 */
export async function rekeyNames(ctx: Context, report: Report): Promise<void> {
  const { db } = ctx
  if ((await readProgress(db, db.read)).after === null) return
  const [counted] = await db.read.select({ people: count() }).from(db.tables.users)
  const total = counted?.people ?? 0
  let done = 0
  if (total > 0) report(0, total)
  for (let people: number | null = 0; people !== null; ) {
    people = await db.write((tx) => rekeySome(tx, ctx))
    done = Math.min(total, done + (people ?? 0))
    if (people) report(done, total)
  }
}

/** One step: how many people were done, or null when there is no one left. */
async function rekeySome(tx: Writer, ctx: Context): Promise<number | null> {
  const { db } = ctx
  const { users, userWords } = db.tables
  await db.lock(tx, 'names')
  const { after } = await readProgress(db, tx)
  if (after === null) return null
  if (after === '') {
    await rekeyOrganizations(tx, db)
    await rekeyGroups(tx, db)
  }
  const people = await tx.select().from(users).where(gt(users.id, after)).orderBy(asc(users.id)).limit(batch)
  const ids = people.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(userWords).where(inArray(userWords.userId, ids))
  const moved = people.filter(({ name, sortName }) => fold(name) !== sortName)
  await lockPerson(tx, ctx, ...moved.map(({ id }) => id))
  for (const person of people) {
    const sortName = fold(person.name)
    if (sortName !== person.sortName) {
      await setSortName(tx, ctx, person.id, { sortName })
      await moveSortName(tx, ctx, person.id, sortName)
    }
    await tx.insert(userWords).values(wordRows({ ...person, sortName }))
  }
  await writeProgress(tx, db, ids.at(-1) ?? null)
  return people.length
}

const setSortName = frequentChange(
  'fold-name',
  (users) => ({ sortName: users.sortName }),
  (given) => ({
    changes: { sortName: given.sortName },
  }),
)

async function rekeyOrganizations(tx: Writer, db: Database): Promise<void> {
  const { organizations } = db.tables
  for (const { id, name } of await tx.select().from(organizations))
    await tx
      .update(organizations)
      .set({ sortName: fold(name) })
      .where(eq(organizations.id, id))
}

/** A name that another group of the organization has when it is folded again keeps its place: both stay. */
async function rekeyGroups(tx: Writer, db: Database): Promise<void> {
  const { groups } = db.tables
  for (const { id, organizationId, name, sortName: before } of await tx.select().from(groups)) {
    const sortName = fold(name)
    if (sortName === before) continue
    await db.lock(tx, `groups:${organizationId}`)
    const [taken] = await tx
      .select({ id: groups.id })
      .from(groups)
      .where(and(eq(groups.organizationId, organizationId), eq(groups.sortName, sortName)))
    if (!taken) await tx.update(groups).set({ sortName }).where(eq(groups.id, id))
  }
}

const fact = 'folded-names'

async function readProgress(db: Database, from: Reader | Writer): Promise<Progress> {
  const { serverFacts } = db.tables
  const [row] = await from.select().from(serverFacts).where(eq(serverFacts.name, fact))
  const known = row && progress.parse(JSON.parse(row.value))
  return known?.version === foldVersion ? known : { version: foldVersion, after: '' }
}

async function writeProgress(tx: Writer, db: Database, after: string | null): Promise<void> {
  const { serverFacts } = db.tables
  const value = JSON.stringify({ version: foldVersion, after } satisfies Progress)
  await tx
    .insert(serverFacts)
    .values({ name: fact, value })
    .onConflictDoUpdate({ target: serverFacts.name, set: { value } })
}
