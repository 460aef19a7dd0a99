import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Admin, mintOperator, type Operator } from '@/lib/actors'
import { days, later } from '@/lib/duration'
import { mostCounted } from '@/lib/figures'
import { findApp } from '@/lib/queries/apps/find'
import { findIcon } from '@/lib/queries/apps/icon'
import { listApps } from '@/lib/queries/apps/list'
import { listAppPeople } from '@/lib/queries/apps/people'
import { listProblems } from '@/lib/queries/apps/problems'
import { hasTiles, listAllowed, listTiles } from '@/lib/queries/apps/tiles'
import { listAudit } from '@/lib/queries/audit/list'
import { listAuthenticators } from '@/lib/queries/authenticators'
import { findBatch, listBatches, listBatchRows } from '@/lib/queries/batches/find'
import { hasLinks, invitedBy } from '@/lib/queries/batches/links'
import { findChallengeOfPage } from '@/lib/queries/challenges'
import { evidenceEntries } from '@/lib/queries/evidence/content'
import { groupChoices, groupsOfUser } from '@/lib/queries/groups/choices'
import { findGroup } from '@/lib/queries/groups/find'
import { groupsInRules, previewLeaving } from '@/lib/queries/groups/leaving'
import { listGroups } from '@/lib/queries/groups/list'
import { listPeople, peopleToAdd } from '@/lib/queries/groups/people'
import { findOrganization, listOrganizations } from '@/lib/queries/organizations'
import { adminsAtRisk } from '@/lib/queries/overview/admins'
import { listAtRisk, riskKinds } from '@/lib/queries/overview/at-risk'
import { firstSteps } from '@/lib/queries/overview/checklist'
import { attemptsThisWeek, coverageByDay } from '@/lib/queries/overview/days'
import { missingPeople } from '@/lib/queries/overview/missing'
import { findRequest, listRequests } from '@/lib/queries/recovery/queue'
import { listOwnSessions } from '@/lib/queries/sessions/list'
import { listTrustedBrowsers } from '@/lib/queries/trusted-browsers'
import { twoFactorState } from '@/lib/queries/two-factor'
import { invitationDelivery, listUndelivered, peopleUnreached } from '@/lib/queries/undelivered'
import { findUser } from '@/lib/queries/users/find'
import { headcount } from '@/lib/queries/users/headcount'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { pageTokenOf } from '@/lib/records/challenges/page-token'
import { endsWithGroup } from '@/lib/records/four-eyes/leave-group'
import { groupsOf } from '@/lib/records/groups/of-person'
import { insertUser } from '@/lib/records/users/insert'
import { batchOf, newPeople } from '../../support/world/batch'
import { groupIn } from '../../support/world/group'
import { type Organization, organization } from '../../support/world/organization'
import { costlySteps, newQueriesOf } from '../../support/world/query-plans'

let org: Organization
let admin: Admin
let operator: Operator
const requestId = randomUUID()
let [small, large, batchId, page] = ['', '', '', '']

/** More people than one page of a search looks at. */
beforeAll(async () => {
  org = await organization()
  await org.admin.enroll()
  admin = await org.asAdmin()
  page = pageTokenOf(org.ctx, (await org.admin.challenge()).challengeId)
  small = await groupIn(org, 'Small', [org.admin])
  large = await groupIn(org, 'Large')
  batchId = (await batchOf(org, newPeople(1100))).id
  const addedAt = org.ctx.now()
  operator = mintOperator({ ...admin, role: 'operator' }) as Operator
  await org.ctx.db.write(async (tx) => {
    for (let n = 0; n < 1100; n++)
      await insertUser(tx, org.ctx, {
        ...{ organizationId: org.id, name: `Anna Berg ${n}`, email: `${randomUUID()}@example.com` },
        ...{ role: 'agent', status: 'active', passwordHash: null, invitedBy: null },
        twoFactorRequired: n % 2 === 0,
      })
    const { users, groupMembers } = org.ctx.db.tables
    const people = await tx.select().from(users).limit(mostCounted)
    const everyone = people.map(({ id: userId, sortName }) => ({ groupId: large, userId, sortName, addedAt }))
    await tx.insert(groupMembers).values(everyone)
    for (const { id: userId } of people.slice(0, 20)) {
      const risks = { codesLeft: 1, authenticatorUnusedSince: later(addedAt, -days(30)) }
      await tx.update(users).set(risks).where(eq(users.id, userId))
      await tx.insert(org.ctx.db.tables.invitations).values({
        ...{ userId, organizationId: org.id, tokenDigest: Buffer.from(userId) },
        expiresAt: later(addedAt, days(1)),
      })
    }
    await tx.insert(org.ctx.db.tables.recoveryRequests).values({
      ...{ id: requestId, userId: admin.userId, state: 'confirmed', organization: '', story: '' },
      ...{ client: '', address: '', askedAt: org.ctx.now(), confirmedAt: org.ctx.now() },
      expiresAt: later(org.ctx.now(), days(7)),
    })
  })
})

/** The first three pages. */
async function someUsers(query: { search?: string; twoFactor?: string }) {
  let after: string | undefined
  for (let page = 0; page < 3; page++)
    after = (await listUsers(org.ctx, admin, listUsersInput.parse({ ...query, after }))).next ?? undefined
}

const searches = ['', 'anna', 'anna berg', 'berg example 77', 'nobody', 'nobody anna']
const filters = [undefined, 'on', 'off', 'due', 'unasked', 'required', 'locked', 'missing']

/** Every list and count there is for people to look at. */
const lists: Record<string, () => Promise<unknown>> = {
  users: async () => {
    for (const search of searches)
      for (const twoFactor of filters) await someUsers({ search, ...(twoFactor && { twoFactor }) })
  },
  'the headcount': () => headcount(org.ctx, admin),
  'who has no second factor': () => missingPeople(org.ctx, admin),
  'who is at risk': async () => {
    for (const kind of riskKinds) {
      const first = await listAtRisk(org.ctx, admin, { kind }, 10)
      if (!first.next) throw new Error(`Too few people are at risk: ${kind}.`)
      await listAtRisk(org.ctx, admin, { kind, after: first.next })
    }
  },
  'day by day': async () => {
    await coverageByDay(org.ctx, admin)
    await attemptsThisWeek(org.ctx, admin)
  },
  'admins at risk': () => adminsAtRisk(org.ctx, admin),
  'the first steps': () => firstSteps(org.ctx, admin),
  'one user': () => findUser(org.ctx, admin, admin.userId),
  'the audit log': () => listAudit(org.ctx, admin, {}),
  'more of the audit log': () => listAudit(org.ctx, admin, { before: 7 }),
  'what happened to someone': () => listAudit(org.ctx, admin, { subjectId: admin.userId }),
  'more of that': () => listAudit(org.ctx, admin, { subjectId: admin.userId, before: 7 }),
  'the audit log by a filter': async () => {
    const from = new Date(0)
    const until = later(org.ctx.now(), days(1))
    const { userId } = admin
    const events = ['sign-in.succeeded', 'user.joined'] as const
    const asked = [
      { from },
      { from, until },
      { subjectId: userId, from, until },
      { actorId: userId },
      { actorId: userId, from, until, search: 'ada' },
      { events },
      { events, from, until },
      { events, subjectId: userId },
      { search: 'nobody at all' },
    ]
    for (const filter of asked)
      for (const before of [undefined, 7]) await listAudit(org.ctx, admin, { ...filter, before })
  },
  'the entries of evidence': async () => {
    for await (const page of evidenceEntries(org.ctx, admin, {
      ...{ from: new Date(0), until: later(org.ctx.now(), days(1)), lastEntry: 1 },
    }))
      expect(page.length).toBe(1)
  },
  sessions: () => listOwnSessions(org.ctx, admin),
  'the sign-in that a page goes on with': () => findChallengeOfPage(org.ctx, page),
  'own authenticators': async () => {
    await listAuthenticators(org.ctx, admin)
    await twoFactorState(org.ctx, admin)
  },
  'trusted browsers': () => listTrustedBrowsers(org.ctx, admin),
  'people whom no email reached': () => peopleUnreached(org.ctx, admin),
  'email that did not reach someone': () => listUndelivered(org.ctx, admin, admin.userId),
  'the invitation of someone': () => invitationDelivery(org.ctx, admin, admin.userId),
  'the evidence for an operator': async () => {
    expect(await findRequest(org.ctx, operator, requestId)).not.toBeNull()
  },
  'the recovery queue': () => listRequests(org.ctx, operator),
  organizations: () => listOrganizations(org.ctx, operator),
  'more organizations': () => listOrganizations(org.ctx, operator, { after: org.id }),
  groups: async () => {
    for (const search of ['', 'lar']) await listGroups(org.ctx, admin, { search })
  },
  'one group': () => findGroup(org.ctx, admin, large),
  'changes of many people': async () => {
    await listBatches(org.ctx, admin)
    await findBatch(org.ctx, admin, batchId)
    for (const result of [undefined, 'failed' as const])
      for (const after of [0, 500]) await listBatchRows(org.ctx, admin, { batchId, result, after })
    await invitedBy(org.ctx, admin, batchId)
    await hasLinks(org.ctx, admin, batchId)
  },
  'groups to choose from': () => groupChoices(org.ctx, admin),
  'the groups of someone': async () => {
    await groupsOfUser(org.ctx, admin, admin.userId)
    await groupsOf(org.ctx.db.read, org.ctx, admin.userId)
  },
  'what leaving a group ends': async () => {
    await groupsInRules(org.ctx, admin)
    await previewLeaving(org.ctx, admin, { groupId: small, userId: admin.userId })
    await endsWithGroup(org.ctx.db.read, org.ctx, admin.userId, small)
  },
  'people of a group': async () => {
    for (const groupId of [small, large])
      for (const search of ['', 'anna', 'anna 77']) {
        const first = await listPeople(org.ctx, admin, { groupId, search })
        await listPeople(org.ctx, admin, { groupId, search, after: first?.next ?? undefined })
        await peopleToAdd(org.ctx, admin, { groupId, search })
      }
  },
  apps: async () => {
    const first = await listApps(org.ctx, admin, { search: '' })
    await listApps(org.ctx, admin, { search: 'wiki', after: first.next ?? undefined })
  },
  'one app': async () => {
    await findApp(org.ctx, admin, 'app-7')
    await listAppPeople(org.ctx, admin, 'app-7')
    await listAppPeople(org.ctx, admin, 'app-7', `1.${admin.userId}`)
    await listProblems(org.ctx, admin, 'app-7')
  },
  'apps to open': async () => {
    await listTiles(org.ctx, admin)
    await hasTiles(org.ctx, admin)
    await listAllowed(org.ctx, admin)
    await findIcon(org.ctx, admin, 'none')
  },
  'one organization': () => findOrganization(org.ctx, operator, org.id),
}

/**
 * The sessions, emails and groups of one person are few, and so are the apps that one has used, the decisions
 * on a request and the apps of a group: they
 * may be sorted as they come.
 */
const few = [
  ...['("sessions"."user_id" = ?', '("outbox"."user_id" = ?', '"recovery_decisions"."request_id" = ?'],
  ...['"group_members"."user_id" = ?', '"app_groups"."group_id" = ?', '("app_people"."user_id" = ?'],
]
const ofFew = (query: string) => few.some((ofOne) => query.includes(`where ${ofOne}`))

test('no list and no count goes through a whole organization', async () => {
  const costly: object[] = []
  let queries = 0
  for (const [list, ask] of Object.entries(lists))
    for (const query of await newQueriesOf(ask)) {
      queries++
      if (ofFew(query)) continue
      for (const step of costlySteps(org.world.file, query)) costly.push({ list, step, query })
    }
  expect(costly).toEqual([])
  expect(queries).toBeGreaterThan(30)
})
