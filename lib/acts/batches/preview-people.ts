import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Admin } from '@/lib/actors'
import type { Context } from '@/lib/context'
import { largestPeopleFile, longestPeopleText } from '@/lib/figures'
import { decode, type Undecodable } from '@/lib/people-list/decode'
import { type Listed, readList, type Unreadable } from '@/lib/people-list/read'
import { spendAttempt } from '@/lib/records/attempts/attempts'
import { previewCounter } from '@/lib/records/attempts/counters'
import { actorOf } from '@/lib/records/audit/actor'
import { record } from '@/lib/records/audit/record'
import { type NewRow, openBatch } from '@/lib/records/batches/batch'
import { sessionStands } from '@/lib/records/sessions/session'
import { fail, ok, type Result } from '@/lib/result'

const noFile = new File([], '')

export const previewPeopleInput = z.strictObject({
  people: z
    .string()
    .max(longestPeopleText, { error: 'Paste at most 1,000,000 characters, or choose a file.' }),
  // A form without a script sends an empty text in the place of a file that no one chose.
  file: z.preprocess(
    (given) => (given === '' || given === undefined ? noFile : given),
    z
      .file({ error: 'Choose a file, or paste people instead.' })
      .max(largestPeopleFile, { error: 'Choose a file of at most 2 MB.' }),
  ),
})

type Refusal = Unreadable | Undecodable | 'list-both' | 'list-too-large'

/** So many addresses are looked up at once. */
const atOnce = 500

/**
 * Reads a list of people, pasted or in a file, and puts it down as a preview: what would become of each of them. No one is
 * added. Of an address that is taken elsewhere on the server it says no more than *Add user* does; so that no one asks for
 * very many, one list after the other is slowed down, and each is in the audit log.
 */
export async function previewPeople(
  ctx: Context,
  admin: Admin,
  input: z.output<typeof previewPeopleInput>,
): Promise<Result<{ batchId: string }, Refusal | 'session-over' | 'too-many-attempts'>> {
  const text = await textOf(input)
  if (!text.ok) return text
  const list = readList(text.value)
  if ('problem' in list) return fail(list.problem)
  const retryAt = await ctx.db.write((tx) => spendAttempt(tx, ctx, [previewCounter(admin.userId)]))
  if (retryAt) return fail('too-many-attempts', { retryAt })
  const holders = await holdersOf(ctx, list.people)
  const rows = list.people.map((person): NewRow => rowOf(person, holders, admin))
  return ctx.db.write(async (tx) => {
    if (!(await sessionStands(tx, ctx, admin, 'admin'))) return fail('session-over')
    const batch = await openBatch(tx, ctx, admin, { kind: 'add-people', state: 'preview', options: {}, rows })
    await record(tx, ctx, admin.organizationId, {
      event: 'batch.previewed',
      actor: actorOf(admin),
      detail: { batch: 'add-people', rows: rows.length },
    })
    return ok({ batchId: batch.id })
  })
}

async function textOf({
  people,
  file,
}: z.output<typeof previewPeopleInput>): Promise<Result<string, Refusal>> {
  if (file.size === 0) return people.trim() === '' ? fail('list-empty') : ok(people)
  if (people.trim() !== '') return fail('list-both')
  if (file.size > largestPeopleFile) return fail('list-too-large')
  const decoded = decode(Buffer.from(await file.arrayBuffer()))
  return 'problem' in decoded ? fail(decoded.problem) : ok(decoded.text)
}

type Holders = Map<string, { id: string; name: string; organizationId: string }>

/** Who has the addresses of a list now. */
async function holdersOf(ctx: Context, people: readonly Listed[]): Promise<Holders> {
  const { users } = ctx.db.tables
  const holders: Holders = new Map()
  const addresses = [...new Set(people.filter(({ problem }) => !problem).map(({ email }) => email))]
  for (let from = 0; from < addresses.length; from += atOnce) {
    const found = await ctx.db.read
      .select({ id: users.id, name: users.name, email: users.email, organizationId: users.organizationId })
      .from(users)
      .where(inArray(users.email, addresses.slice(from, from + atOnce)))
    for (const { email, ...holder } of found) holders.set(email, holder)
  }
  return holders
}

function rowOf({ name, email, problem }: Listed, holders: Holders, admin: Admin): NewRow {
  const person = { name, email }
  if (problem) return { ...person, result: problem === 'twice' ? 'skipped' : 'failed', reason: problem }
  const holder = holders.get(email)
  if (!holder) return person
  return holder.organizationId === admin.organizationId
    ? { email, name: holder.name, result: 'skipped', reason: 'here', userId: holder.id }
    : { ...person, result: 'failed', reason: 'taken' }
}
