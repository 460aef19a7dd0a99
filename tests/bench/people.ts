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
import { fold } from '@/lib/users/name'
import { wordsOf } from '@/lib/users/words'

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

/** People as `insertUser` leaves them, of whom it would take minutes to add a hundred thousand. */
async function addMany(tx: Writer, ctx: Context, organizationId: string, ids: string[], from: number) {
  const { users, userWords, headcounts } = ctx.db.tables
  const place = { organizationId, status: 'active', secondFactor: 'off' } as const
  const added = ids.map((id, at) => {
    const { name, email } = personOf(from + at)
    return { id, organizationId, name, sortName: fold(name), email }
  })
  const alike = { role: 'agent', status: place.status, createdAt: ctx.now() } as const
  await tx.insert(users).values(added.map((person) => ({ ...person, ...alike })))
  const words = added.flatMap(({ id: userId, sortName, name, email }) =>
    wordsOf(name, email).map((word) => ({ organizationId, word, sortName, userId })),
  )
  await tx.insert(userWords).values(words)
  await tx
    .insert(headcounts)
    .values({ ...place, people: added.length })
    .onConflictDoUpdate({
      target: [headcounts.organizationId, headcounts.status, headcounts.secondFactor],
      set: { people: plus(headcounts.people, added.length) },
    })
}

const given =
  'Ada Ben Chloé Dmitri Eun-ji Fatima Gita Hugo Ines Jonas Kofi Lena Maria Noor Olga Pablo Rosa'.split(' ')
const family = 'Abbott Baker Costa Dubois Eriksen Fischer Garcia Haddad Ito Jensen Kaya Martin Nair'.split(
  ' ',
)

/** The search that everybody fits, the one that fits the admin, and one that fits nobody. */
export const searches = { common: 'example', rare: 'quetzalcoatl', none: 'zzyzx' }

/** Number 0 is the admin. Neighbours in a list were not added one after the other. */
function personOf(n: number): { name: string; email: string } {
  if (n === 0) return { name: 'Mara Quetzalcoatl', email: 'mara@example.com' }
  const name = `${given[n % given.length]} ${family[n % family.length]}`
  return { name, email: `${n}@example.com` }
}
