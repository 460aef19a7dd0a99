import { randomUUID } from 'node:crypto'
import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { digest } from '@/lib/crypto/token'
import { days, later } from '@/lib/duration'
import type { MailName } from '@/lib/messages/mail/catalogue'
import { record } from '@/lib/records/audit/record'
import { insertGroup } from '@/lib/records/groups/group'
import { addMembers } from '@/lib/records/groups/members'
import { issueInvitation } from '@/lib/records/invitations/invitation'
import { openSession } from '@/lib/records/sessions/session'
import type { User } from '@/lib/records/users/change'
import { insertUser } from '@/lib/records/users/insert'

type Foreigners = { id: string; people: string[]; app: string; groupId: string }

/** Another organization with someone in every state, an app and a group. There is no rule yet that makes a second one. */
export async function foreigners(ctx: Context): Promise<Foreigners> {
  const { organizations, apps } = ctx.db.tables
  const organizationId = randomUUID()
  return ctx.db.write(async (tx) => {
    await tx
      .insert(organizations)
      .values({ id: organizationId, name: 'Globex', trustDays: 30, createdAt: ctx.now() })
    const people: string[] = []
    for (const status of ['active', 'invited', 'suspended'] as const) {
      const user = await insertUser(tx, ctx, {
        ...{ organizationId, name: `Hank ${status}`, email: `hank.${status}@globex.example`, status },
        ...{ role: 'agent', passwordHash: null, twoFactorRequired: false, invitedBy: null },
      })
      if (!user) throw new Error('The address was taken.')
      if (status === 'invited') await issueInvitation(tx, ctx, user)
      if (status === 'active') await openSession(tx, ctx, user, 'web')
      const { id, name, email } = user
      await record(tx, ctx, organizationId, {
        event: 'user.joined',
        actor: { kind: 'user', id, name, email },
      })
      await leaveKey(tx, ctx, user)
      await leaveBatch(tx, ctx, user)
      await leaveTrust(tx, ctx, user)
      await leaveUndelivered(tx, ctx, user, status === 'invited' ? 'invitation' : 'password-changed')
      people.push(id)
    }
    const app = randomUUID()
    await tx.insert(apps).values({
      ...{ id: app, organizationId, name: 'Globex Wiki', sortName: 'globex wiki', kind: 'oidc' },
      ...{ address: 'https://wiki.globex.example', redirectUris: 'https://wiki.globex.example/cb' },
      createdAt: ctx.now(),
    })
    const group = await insertGroup(tx, ctx, { organizationId, name: 'Staff', description: '' })
    if (!group) throw new Error('The name was taken.')
    await addMembers(
      tx,
      ctx,
      group,
      people.map((id) => ({ id, sortName: 'hank' })),
    )
    return { id: organizationId, people, app, groupId: group.id }
  })
}

/** An API key, under the id of whoever made it. */
async function leaveKey(
  tx: Writer,
  ctx: Context,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<void> {
  const now = ctx.now()
  await tx.insert(ctx.db.tables.apiKeys).values({
    ...{ id, organizationId, makerId: id, name: 'Globex sync', sortName: 'globex sync' },
    ...{ tokenDigest: digest(id), scopes: 'users:read', createdAt: now, expiresAt: later(now, days(90)) },
  })
}

/** A browser that is trusted, under the id of whose it is. */
async function leaveTrust(
  tx: Writer,
  ctx: Context,
  { id, credentialVersion }: Pick<User, 'id' | 'credentialVersion'>,
): Promise<void> {
  const now = ctx.now()
  await tx.insert(ctx.db.tables.trustedBrowsers).values({
    ...{ id, userId: id, tokenDigest: digest(id), credentialVersion, client: 'Firefox on Linux' },
    ...{ address: '192.0.2.1', createdAt: now, lastUsedAt: now, expiresAt: later(now, days(30)) },
  })
}

/** A list of people to be added that was not begun, under the id of whoever gave it. */
async function leaveBatch(
  tx: Writer,
  ctx: Context,
  { id, organizationId }: { id: string; organizationId: string },
): Promise<void> {
  const { batches, batchRows } = ctx.db.tables
  await tx.insert(batches).values({
    ...{ id, organizationId, kind: 'add-people', state: 'preview', options: '{}' },
    ...{ actorId: id, actorName: 'Hank', address: '', userAgent: '', createdAt: ctx.now() },
    ...{ waiting: 1, done: 1, skipped: 0, failed: 0 },
  })
  const row = { name: 'Ivy', email: 'ivy@globex.example', result: 'waiting' as const }
  const added = { name: 'Hank', email: 'hank@globex.example', result: 'done' as const, userId: id }
  await tx.insert(batchRows).values({ batchId: id, position: 1, ...row })
  await tx.insert(batchRows).values({ batchId: id, position: 2, ...added })
}

/** A letter that was refused, under the id of whom it was for. */
async function leaveUndelivered(
  tx: Writer,
  ctx: Context,
  { id }: { id: string },
  name: MailName,
): Promise<void> {
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  await tx.insert(outbox).values({
    ...{ id, userId: id, name, createdAt: now, dueAt: now, expiresAt: later(now, days(3)), closedAt: now },
    ...{ failure: 'refused', problem: '550 No such user', payload: Buffer.from('sealed') },
  })
}
