import { randomUUID } from 'node:crypto'
import type { Writer } from '@/db/database'
import { plus } from '@/db/expressions'
import type { SecondFactor } from '@/db/tables/users'
import type { Context } from '@/lib/context'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { sealAuthenticator } from '@/lib/records/factors/authenticator'
import { openSession } from '@/lib/records/sessions/session'
import { changeUser } from '@/lib/records/users/change'
import { fold } from '@/lib/records/users/fold'
import { insertUser } from '@/lib/records/users/insert'
import { wordRows } from '@/lib/records/users/words'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { newSetupKey } from '@/lib/totp/totp'

const batch = 500

/** Someone with a password and a second factor. */
export type Enrolled = { email: string; setupKey: string }

/** Who is in the organization, its admin among them. */
type Population = {
  people: number
  /** Of their addresses, and of no other organization's on this server. */
  domain?: string
  /** Where their second factors stand, in turn; those `enrolled` and the admin aside. */
  stands?: readonly SecondFactor[]
  /** Whether everyone but the admin has the name that a list of many begins with. */
  alike?: boolean
  /** So many of them have a second factor, and a password with this hash: one for all, for hashing takes time. */
  enrolled?: number
  passwordHash?: string | null
  /** Sessions of the admin, to be handed to connections. */
  adminSessions?: number
}

/** Adds an organization to a data folder, before its server starts. */
export async function populate(
  dataFolder: string,
  {
    people,
    domain = 'example.com',
    stands = ofAHundred,
    alike = false,
    enrolled = 0,
    passwordHash = null,
    adminSessions = 0,
  }: Population,
): Promise<{ enrolled: Enrolled[]; sessions: string[] }> {
  const personAt = (n: number) => personOf(n, domain, alike)
  const runtime = await openRuntime(readSettings({ DATA_DIR: dataFolder }))
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const organizationId = randomUUID()
  const filled = { enrolled: [] as Enrolled[], sessions: [] as string[] }
  await ctx.db.write(async (tx) => {
    const organization = { id: organizationId, name: 'Acme Freight', createdAt: ctx.now() }
    await tx.insert(ctx.db.tables.organizations).values(organization)
    const admin = await add(tx, ctx, personAt(0), { organizationId, role: 'admin', passwordHash })
    while (filled.sessions.length < adminSessions)
      filled.sessions.push((await openSession(tx, ctx, admin, 'web')).token)
    for (let n = 1; n <= enrolled; n++) {
      const { id, email } = await add(tx, ctx, personAt(n), { organizationId, role: 'agent', passwordHash })
      filled.enrolled.push({ email, setupKey: await enroll(tx, ctx, id) })
    }
  })
  // In the order of their ids, which rebuilds the fewest pages. Names are spread over them all the same.
  const ids = Array.from({ length: people - enrolled - 1 }, () => randomUUID()).sort()
  for (let n = 0; n < ids.length; n += batch)
    await ctx.db.write((tx) => {
      const some = ids.slice(n, n + batch).map((id, at) => ({
        ...{ id, organizationId, ...personAt(enrolled + n + at + 1) },
        secondFactor: stands[(enrolled + n + at + 1) % stands.length] ?? 'off',
      }))
      return addMany(tx, ctx, some)
    })
  await ctx.db.close()
  return filled
}

async function add(
  tx: Writer,
  ctx: Context,
  named: Named,
  more: { organizationId: string; role: 'admin' | 'agent'; passwordHash: string | null },
) {
  const person = { ...named, ...more, twoFactorRequired: false, invitedBy: null }
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

type Added = Named & { id: string; organizationId: string; secondFactor: SecondFactor }

/** People as `insertUser` and `changeUser` leave them, of whom it would take minutes to add a hundred thousand. */
async function addMany(tx: Writer, ctx: Context, added: Added[]) {
  const { users, userWords, headcounts } = ctx.db.tables
  const alike = { role: 'agent', status: 'active', createdAt: ctx.now() } as const
  const people = added.map((person) => ({ ...person, sortName: fold(person.name) }))
  await tx
    .insert(users)
    .values(
      people.map(({ secondFactor, ...person }) => ({ ...person, ...alike, ...columns(ctx, secondFactor) })),
    )
  await tx.insert(userWords).values(people.flatMap(wordRows))
  for (const { organizationId, secondFactor } of people)
    await tx
      .insert(headcounts)
      .values({ organizationId, status: alike.status, secondFactor, people: 1 })
      .onConflictDoUpdate({
        target: [headcounts.organizationId, headcounts.status, headcounts.secondFactor],
        set: { people: plus(headcounts.people, 1) },
      })
}

/** What leaves a second factor where it stands. */
const columns = (ctx: Context, secondFactor: SecondFactor) => ({
  authenticatorSecret: secondFactor === 'on' ? Buffer.from('sealed') : null,
  twoFactorRequired: secondFactor === 'required',
  secondStepLockedAt: secondFactor === 'locked' ? ctx.now() : null,
})

const times = (people: number, secondFactor: SecondFactor) => Array(people).fill(secondFactor)

/** Of a hundred people two are locked, 30 have no second factor, eight must set one up, and the others have one. */
export const ofAHundred: readonly SecondFactor[] = [
  ...times(2, 'locked'),
  ...times(30, 'off'),
  ...times(8, 'required'),
  ...times(60, 'on'),
]

const given = 'Ada Ben Chloé Dmitri Eun-ji Fatima Gita'.split(' ')
const family = 'Abbott Baker Costa Dubois Eriksen'.split(' ')

/**
 * Searches that everyone fits, with one word and with two; that many fit; that the admin fits; whose words are half the
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

type Named = { name: string; email: string }

/** Number 0 is the admin. Neighbours in a list were not added one after the other. */
function personOf(n: number, domain: string, alike: boolean): Named {
  if (n === 0) return { name: 'Mara Quetzalcoatl', email: `mara@${domain}` }
  const at = alike ? 0 : n
  const name = `${given[at % given.length]} ${family[at % family.length]}`
  return { name, email: `${n}@${n % 2 === 0 ? 'north' : 'south'}.${domain}` }
}
