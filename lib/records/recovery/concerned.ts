import { and, eq } from 'drizzle-orm'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import type { FactsOf } from '@/lib/messages/mail/catalogue'
import { isActive } from '@/lib/records/users/active'
import { issueLink } from '../links/link'
import { tell } from '../outbox/outbox'
import { activeAdmins } from '../users/admins'
import type { User } from '../users/change'
import type { RecoveryRequest } from './life'

type Recipient = Pick<User, 'id' | 'name' | 'email'>

/** Within a transaction: someone, if they are active and so is their organization. */
export async function readPerson(tx: Writer, ctx: Context, userId: string): Promise<User | null> {
  const { users, organizations } = ctx.db.tables
  const [row] = await tx
    .select({ user: users })
    .from(users)
    .innerJoin(organizations, eq(organizations.id, users.organizationId))
    .where(and(eq(users.id, userId), isActive({ users, organizations })))
  return row?.user ?? null
}

/** The same, as long as they are an admin: agents are helped by theirs. */
export async function readAdmin(tx: Writer, ctx: Context, userId: string): Promise<User | null> {
  const person = await readPerson(tx, ctx, userId)
  return person?.role === 'admin' ? person : null
}

/** The account itself and all other active admins of its organization. */
export async function concernedBy(tx: Writer, ctx: Context, person: User): Promise<Recipient[]> {
  return [person, ...(await activeAdmins(tx, ctx, person.organizationId, person.id))]
}

/** What an email about a request says of it to whoever can stop it: the page where they do. */
type Stoppable = 'recovery-confirmed' | 'recovery-approved' | 'recovery-reminder'

/** Tells everyone concerned, each with a link of their own that stops the request for good. */
export async function tellWithStop(
  tx: Writer,
  ctx: Context,
  request: RecoveryRequest,
  person: User,
  name: Stoppable,
  facts: { ready: string; unattended?: true },
): Promise<void> {
  for (const to of await concernedBy(tx, ctx, person)) {
    const token = await issueLink(tx, ctx, {
      ...{ purpose: 'recovery-stop', userId: to.id, email: to.email, requestId: request.id },
    })
    const own = to.id === person.id
    await tell(tx, ctx, to, name, {
      ...{ who: person.name, own, path: `/recovery/${token}`, ...facts },
      ...(own && { status: await statusPath(tx, ctx, request, to) }),
    })
  }
}

/** Where the person themselves reads how far their request is: a page that can do nothing. */
async function statusPath(tx: Writer, ctx: Context, request: RecoveryRequest, { id, email }: Recipient) {
  const link = { purpose: 'recovery-status' as const, userId: id, email, requestId: request.id }
  return `/recovery/${await issueLink(tx, ctx, link)}`
}

type Concerning =
  | 'recovery-withdrawn'
  | 'recovery-stopped'
  | 'recovery-rejected'
  | 'recovery-completed'
  | 'recovery-expired'

/** Tells everyone concerned of what needs nothing from them. */
export async function tellConcerned<Name extends Concerning>(
  tx: Writer,
  ctx: Context,
  person: User,
  name: Name,
  facts: Omit<FactsOf<Name>, 'own'>,
): Promise<void> {
  for (const to of await concernedBy(tx, ctx, person))
    await tell(tx, ctx, to, name, { ...facts, own: to.id === person.id } as unknown as FactsOf<Name>)
}
