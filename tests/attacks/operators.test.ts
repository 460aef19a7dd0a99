import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { serverHousehold } from '@/db/tables/organizations'
import { mintConsole, mintOperator, type Operator } from '@/lib/actors'
import { suspendOperator } from '@/lib/acts/operators/suspend'
import { addOrganization } from '@/lib/acts/organizations/add'
import { reactivateOrganization } from '@/lib/acts/organizations/reactivate'
import { renewFirstInvitation } from '@/lib/acts/organizations/renew-first-invitation'
import { suspendOrganization } from '@/lib/acts/organizations/suspend'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { rejectRequest } from '@/lib/acts/recovery/reject'
import { endOwnSession } from '@/lib/acts/sessions/end-own'
import type { Context } from '@/lib/context'
import { findOrganization, listOrganizations } from '@/lib/queries/organizations'
import { phonesOf } from '@/lib/queries/recovery/phones'
import { findRequest, listRequests } from '@/lib/queries/recovery/queue'
import { firstInvitationDelivery } from '@/lib/queries/undelivered'
import type { Result } from '@/lib/result'
import { sources } from '@/tests/support/source/files'
import { actsOf } from '@/tests/support/source/signatures'
import { operatorOf } from '../support/world/operator'
import { codeOf, granted } from '../support/world/outcome'
import { decision, Recovery } from '../support/world/recovery'
import { plantUser } from '../support/world/rows'
import { snapshotOf } from '../support/world/snapshot'

type Ids = { requestId: string; organizationId: string }
type Act = (ctx: Context, operator: Operator, ids: Ids) => Promise<Result<unknown, string>>

/** Every function of an operator that changes something. */
const acts: Record<string, Act> = {
  approveRequest: (ctx, operator, { requestId }) => approveRequest(ctx, operator, { requestId, ...decision }),
  rejectRequest: (ctx, operator, { requestId }) => rejectRequest(ctx, operator, { requestId, reason: 'no' }),
  addOrganization: (ctx, operator) =>
    addOrganization(ctx, operator, {
      ...{ organization: 'Globex', name: 'Hank Scorpio', email: 'hank@globex.example' },
    }),
  suspendOrganization: (ctx, operator, { organizationId }) =>
    suspendOrganization(ctx, operator, { organizationId }),
  reactivateOrganization: (ctx, operator, { organizationId }) =>
    reactivateOrganization(ctx, operator, { organizationId }),
  renewFirstInvitation: (ctx, operator, { organizationId }) =>
    renewFirstInvitation(ctx, operator, { organizationId }),
}

/** The rest, which only looks, right after the gate asked whether the session stands. */
const reads: Record<string, (ctx: Context, operator: Operator) => Promise<unknown>> = {
  listRequests,
  findRequest: (ctx, operator) => findRequest(ctx, operator, randomUUID()),
  listOrganizations,
  phonesOf: (ctx, operator) =>
    phonesOf(ctx, operator, { id: randomUUID(), organizationId: serverHousehold, contactPhone: null }, null),
  findOrganization: (ctx, operator) => findOrganization(ctx, operator, serverHousehold),
  firstInvitationDelivery: (ctx, operator) =>
    firstInvitationDelivery(ctx, operator, { organizationId: serverHousehold, userId: operator.userId }),
}

/** A request to decide on, an organization to suspend, and one that is suspended; all of them on one server. */
async function open(): Promise<{ recovery: Recovery; ids: Record<string, Ids> }> {
  const recovery = await Recovery.open()
  await recovery.confirmed()
  const { ctx, operator, org } = recovery
  const requestId = await recovery.id()
  const other = { organization: 'Initech', name: 'Bill Lumbergh', email: 'bill@initech.example' }
  const { organizationId } = granted(await addOrganization(ctx, operator, other))
  granted(await suspendOrganization(ctx, operator, { organizationId }))
  const added = { requestId, organizationId }
  const usual = { requestId, organizationId: org.id }
  const ids = Object.fromEntries(Object.keys(acts).map((name) => [name, usual]))
  return { recovery, ids: { ...ids, reactivateOrganization: added, renewFirstInvitation: added } }
}

const idsOf = (ids: Record<string, Ids>, name: string): Ids => {
  const found = ids[name]
  if (!found) throw new Error(`Nothing to act on for ${name}.`)
  return found
}

test('every function of an operator is attacked here', () => {
  const known = [...Object.keys(acts), ...Object.keys(reads)].sort()
  const there = actsOf('Operator', sources(['lib']))
  expect(there, 'Add it to `acts`, or to `reads` if it only looks; remove what is gone').toEqual(known)
})

test.each(Object.keys(acts))('%s does what it is for, as long as the operator may', async (name) => {
  const { recovery, ids } = await open()
  const answer = await acts[name]?.(recovery.ctx, recovery.operator, idsOf(ids, name))
  expect(answer).toMatchObject({ ok: true })
})

test('an operator whose session is over, who is suspended or who never was one does nothing at all', async () => {
  const { recovery, ids } = await open()
  const { ctx, org } = recovery
  const admin = await org.anotherAdmin()
  const suspended = (await operatorOf(org.world)).operator
  granted(await suspendOperator(ctx, mintConsole('root'), { email: suspended.email }))
  const signedOut = (await operatorOf(org.world)).operator
  granted(await endOwnSession(ctx, signedOut, { sessionId: signedOut.sessionId }))
  const demoted = (await operatorOf(org.world)).operator
  await plantUser(ctx, demoted.userId, { role: 'agent' })
  const member = await admin.signIn()
  const nobodies: Record<string, Operator> = {
    suspended,
    signedOut,
    demoted,
    admin: { ...member, role: 'operator' } as never,
    'admin who says they are that operator': mintOperator({
      ...recovery.operator,
      sessionId: member.sessionId,
    }) as Operator,
    'session of nobody': mintOperator({ ...recovery.operator, sessionId: randomUUID() }) as Operator,
  }
  const before = await snapshotOf(org.world.place)
  for (const [who, operator] of Object.entries(nobodies)) {
    for (const [name, act] of Object.entries(acts)) {
      const answer = await act(ctx, operator, idsOf(ids, name))
      expect([who, name, codeOf(answer)]).toEqual([who, name, 'session-over'])
    }
  }
  expect(await snapshotOf(org.world.place)).toEqual(before)
})

test('the household of the operators is no organization: it is not listed, not found, not suspended', async () => {
  const { recovery } = await open()
  const { ctx, operator, org } = recovery
  const before = await snapshotOf(org.world.place)
  const onServer = { requestId: serverHousehold, organizationId: serverHousehold }
  for (const [name, act] of Object.entries(acts)) {
    if (name === 'addOrganization') continue
    const unknown = { requestId: randomUUID(), organizationId: randomUUID() }
    const answer = await act(ctx, operator, onServer)
    expect([name, answer]).toEqual([name, await act(ctx, operator, unknown)])
    expect(answer.ok).toBe(false)
  }
  expect(await snapshotOf(org.world.place)).toEqual(before)
  expect(await findOrganization(ctx, operator, serverHousehold)).toBeNull()
  const { organizations } = await listOrganizations(ctx, operator)
  expect(organizations.map(({ name }) => name).sort()).toEqual(['Acme Freight', 'Initech'])
})

test('an operator reads no secret, whatever they look at', async () => {
  const { recovery } = await open()
  const { ctx, operator } = recovery
  const told = JSON.stringify([
    ...(await Promise.all(Object.values(reads).map((read) => read(ctx, operator)))),
    await listRequests(ctx, operator),
    await findRequest(ctx, operator, await recovery.id()),
    await listOrganizations(ctx, operator),
    await findOrganization(ctx, operator, recovery.org.id),
  ])
  expect(told).not.toMatch(/passwordHash|authenticatorSecret|tokenDigest|\$argon2/)
})
