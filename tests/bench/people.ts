import { randomUUID } from 'node:crypto'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { Context } from '@/lib/context'
import { contextOf, openRuntime } from '@/lib/runtime'
import { openSession } from '@/lib/sessions/session'
import { readSettings } from '@/lib/settings'
import { sealAuthenticator } from '@/lib/two-factor/authenticator'
import { newSetupKey } from '@/lib/two-factor/totp'
import { insertUser } from '@/lib/users/add'
import { changeUser } from '@/lib/users/change'
import { fold } from '@/lib/users/fold'
import { wordRows } from '@/lib/users/words'

const batch = 500

/** Somebody with a password and a second factor. */
export type Enrolled = { email: string; setupKey: string }

/** Who is in the organization, its admin among them. */
type Population = {
  people: number
  /** So many of them have a second factor, and a password with this hash: one for all, for hashing takes time. */
  enrolled?: number
  passwordHash?: string | null
  /** Sessions of the admin, to be handed to connections. */
  adminSessions?: number
}

/** Fills a data folder, before its server starts, with one organization. */
export async function populate(
  dataFolder: string,
  { people, enrolled = 0, passwordHash = null, adminSessions = 0 }: Population,
): Promise<{ enrolled: Enrolled[]; sessions: string[] }> {
  const runtime = await openRuntime(readSettings({ DATA_DIR: dataFolder }))
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const organizationId = randomUUID()
  const filled = { enrolled: [] as Enrolled[], sessions: [] as string[] }
  await ctx.db.write(async (tx) => {
    const organization = { id: organizationId, name: 'Acme Freight', createdAt: ctx.now() }
    await tx.insert(ctx.db.tables.organizations).values(organization)
    const admin = await add(tx, ctx, 0, { organizationId, role: 'admin', passwordHash })
    while (filled.sessions.length < adminSessions)
      filled.sessions.push((await openSession(tx, ctx, admin, 'web')).token)
    for (let n = 1; n <= enrolled; n++) {
      const { id, email } = await add(tx, ctx, n, { organizationId, role: 'agent', passwordHash })
      filled.enrolled.push({ email, setupKey: await enroll(tx, ctx, id) })
    }
  })
  // In the order of their ids, which rebuilds the fewest pages. Names are spread over them all the same.
  const ids = Array.from({ length: people - enrolled - 1 }, () => randomUUID()).sort()
  for (let n = 0; n < ids.length; n += batch)
    await ctx.db.write((tx) => addMany(tx, ctx, organizationId, ids.slice(n, n + batch), enrolled + n + 1))
  await ctx.db.close()
  return filled
}

async function add(
  tx: Writer,
  ctx: Context,
  n: number,
  more: { organizationId: string; role: 'admin' | 'agent'; passwordHash: string | null },
) {
  const person = { ...personOf(n), ...more, twoFactorRequired: false, invitedBy: null }
  const user = await insertUser(tx, ctx, { ...person, status: 'active' })
  if (!user) throw new Error('An address was given twice.')
  return user
}

async function enroll(tx: Writer, ctx: Context, userId: string): Promise<string> {
  const setupKey = newSetupKey()
  const authenticatorSecret = sealAuthenticator(ctx, userId, setupKey)
  await changeUser(tx, ctx, userId, { authenticatorSecret, authenticatorSince: ctx.now() })
  return setupKey
}

/** People as `insertUser` and `changeUser` leave them, of whom it would take minutes to add a hundred thousand. */
async function addMany(tx: Writer, ctx: Context, organizationId: string, ids: string[], from: number) {
  const { users, userWords, headcounts } = ctx.db.tables
  const alike = { role: 'agent', status: 'active', createdAt: ctx.now() } as const
  const added = ids.map((id, at) => {
    const { name, email } = personOf(from + at)
    const state = states.find(({ upTo }) => (from + at) % 100 < upTo) ?? states[0]
    return { id, organizationId, name, sortName: fold(name), email, ...alike, ...state.columns(ctx), state }
  })
  await tx.insert(users).values(added.map(({ state: _, ...person }) => person))
  await tx
    .insert(userWords)
    .values(added.flatMap(({ state: { secondFactor }, ...person }) => wordRows({ ...person, secondFactor })))
  for (const { secondFactor } of states) {
    const people = added.filter(({ state }) => state.secondFactor === secondFactor).length
    await tx
      .insert(headcounts)
      .values({ organizationId, status: alike.status, secondFactor, people })
      .onConflictDoUpdate({
        target: [headcounts.organizationId, headcounts.status, headcounts.secondFactor],
        set: { people: plus(headcounts.people, people) },
      })
  }
}

const nothing = { authenticatorSecret: null, twoFactorRequired: false, secondStepLockedAt: null }

/** Of a hundred people two are locked, 30 have no second factor, eight must set one up, and the others have one. */
const states = [
  {
    secondFactor: 'locked',
    upTo: 2,
    columns: (ctx: Context) => ({ ...nothing, secondStepLockedAt: ctx.now() }),
  },
  { secondFactor: 'off', upTo: 32, columns: () => nothing },
  { secondFactor: 'required', upTo: 40, columns: () => ({ ...nothing, twoFactorRequired: true }) },
  {
    secondFactor: 'on',
    upTo: 100,
    columns: () => ({ ...nothing, authenticatorSecret: Buffer.from('sealed') }),
  },
] as const

const given =
  'Ada Ben Chloé Dmitri Eun-ji Fatima Gita Hugo Ines Jonas Kofi Lena Maria Noor Olga Pablo Rosa'.split(' ')
const family = 'Abbott Baker Costa Dubois Eriksen Fischer Garcia Haddad Ito Jensen Kaya Martin Nair'.split(
  ' ',
)

/**
 * Searches that everybody fits, with one word and with two; that many fit; that the admin fits; whose words are half the
 * people's each and no one's together; and one that nobody fits.
 */
export const searches = {
  all: 'example',
  allByTwo: 'example com',
  many: 'ada abbott',
  one: 'quetzalcoatl',
  apart: 'north south',
  none: 'zzyzx',
}

/** Number 0 is the admin. Neighbours in a list were not added one after the other. */
function personOf(n: number): { name: string; email: string } {
  if (n === 0) return { name: 'Mara Quetzalcoatl', email: 'mara@example.com' }
  const name = `${given[n % given.length]} ${family[n % family.length]}`
  return { name, email: `${n}@${n % 2 === 0 ? 'north' : 'south'}.example.com` }
}
