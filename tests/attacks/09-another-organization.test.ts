import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Admin, mintAdmin } from '@/lib/actors'
import { createApiKey, createApiKeyInput } from '@/lib/acts/api-keys/create'
import { endApiKey } from '@/lib/acts/api-keys/end'
import { takeOverApiKey } from '@/lib/acts/api-keys/take-over'
import { acceptAddress } from '@/lib/acts/apps/accept-address'
import { addApp, addAppInput } from '@/lib/acts/apps/add'
import { changeConnection, connectionInput } from '@/lib/acts/apps/change'
import { changeSite } from '@/lib/acts/apps/change-site'
import { finishTest } from '@/lib/acts/apps/finish-test'
import { reactivateApp } from '@/lib/acts/apps/reactivate'
import { removeApp } from '@/lib/acts/apps/remove'
import { removeAppIcon } from '@/lib/acts/apps/remove-icon'
import { renewSecret } from '@/lib/acts/apps/renew-secret'
import { setAppIcon } from '@/lib/acts/apps/set-icon'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { setAppTwoFactor } from '@/lib/acts/apps/set-two-factor'
import { signOutOfApp } from '@/lib/acts/apps/sign-out'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { beginAdding } from '@/lib/acts/batches/begin-adding'
import { beginOnPeople } from '@/lib/acts/batches/begin-on-people'
import { previewPeople } from '@/lib/acts/batches/preview-people'
import { stopBatch } from '@/lib/acts/batches/stop'
import { forgetBrowsersOfOther } from '@/lib/acts/browsers/forget-of-other'
import { changeEmailOfOther } from '@/lib/acts/email/change-of-other'
import { takeEvidence } from '@/lib/acts/evidence/take'
import { noteExport } from '@/lib/acts/exports/note'
import { agreeToAsked } from '@/lib/acts/four-eyes/agree'
import { refuseAsked } from '@/lib/acts/four-eyes/refuse'
import { setFourEyes } from '@/lib/acts/four-eyes/set'
import { takeBackAsked } from '@/lib/acts/four-eyes/take-back'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { changeGroup } from '@/lib/acts/groups/change'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { dismissHelp } from '@/lib/acts/help/dismiss'
import { renewInvitation } from '@/lib/acts/invitations/renew'
import { retryLetter } from '@/lib/acts/mail/retry'
import { changeOrganization } from '@/lib/acts/organizations/change'
import { changeOrganizationPhone } from '@/lib/acts/organizations/change-contact-phone'
import { changeSessionLength } from '@/lib/acts/organizations/change-sessions'
import { removeLogo } from '@/lib/acts/organizations/remove-logo'
import { setLogo } from '@/lib/acts/organizations/set-logo'
import { setEnrollmentCodes } from '@/lib/acts/policy/ask-for-enrollment-codes'
import { endGrace } from '@/lib/acts/policy/end-grace'
import { giveGrace } from '@/lib/acts/policy/give-grace'
import { notePolicyPreview } from '@/lib/acts/policy/note-preview'
import { savePasskeyRule } from '@/lib/acts/policy/require-passkeys'
import { savePolicy } from '@/lib/acts/policy/save'
import { setTrust } from '@/lib/acts/policy/trust-browsers'
import { liftOwnRequirement } from '@/lib/acts/two-factor/lift-own'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { renewEnrollmentCode } from '@/lib/acts/two-factor/renew-enrollment-code'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { addUser } from '@/lib/acts/users/add'
import { changeContactPhone } from '@/lib/acts/users/change-contact-phone'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { renameUser } from '@/lib/acts/users/rename'
import { signOutUser } from '@/lib/acts/users/sign-out'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { listApiKeys } from '@/lib/queries/api-keys/list'
import { previewClaims } from '@/lib/queries/apps/claims'
import { findApp } from '@/lib/queries/apps/find'
import { listApps, listAppsInput } from '@/lib/queries/apps/list'
import { listAppPeople } from '@/lib/queries/apps/people'
import { listProblems } from '@/lib/queries/apps/problems'
import { exportAudit } from '@/lib/queries/audit/export'
import { listAudit } from '@/lib/queries/audit/list'
import { peopleMeant } from '@/lib/queries/audit/people'
import { findBatch, listBatches, listBatchRows, rowsNotDone } from '@/lib/queries/batches/find'
import { hasLinks, invitedBy, linksOf } from '@/lib/queries/batches/links'
import { evidenceContent, evidenceEntries } from '@/lib/queries/evidence/content'
import { findAskedAct, findFourEyes, listAskedActs, listDecidedActs } from '@/lib/queries/four-eyes'
import { groupChoices, groupsOfUser } from '@/lib/queries/groups/choices'
import { findGroup } from '@/lib/queries/groups/find'
import { groupsInRules, previewLeaving } from '@/lib/queries/groups/leaving'
import { listGroups } from '@/lib/queries/groups/list'
import { listPeople, peopleToAdd } from '@/lib/queries/groups/people'
import { findHelpRequest, listHelpRequests } from '@/lib/queries/help/open'
import { shownInvitation } from '@/lib/queries/invitations'
import { adminsAtRisk } from '@/lib/queries/overview/admins'
import { listAtRisk, riskKinds } from '@/lib/queries/overview/at-risk'
import { firstSteps } from '@/lib/queries/overview/checklist'
import { attemptsThisWeek, coverageByDay } from '@/lib/queries/overview/days'
import { missingPeople } from '@/lib/queries/overview/missing'
import { findOwnOrganization } from '@/lib/queries/own-organization'
import { listAsked } from '@/lib/queries/policy/asked'
import { findPolicy, previewPolicy } from '@/lib/queries/policy/find'
import { noneReminded } from '@/lib/queries/policy/none-reminded'
import { findPasskeyRule, listLackingPasskey, previewPasskeyRule } from '@/lib/queries/policy/passkeys'
import { countTrustedBrowsers, findTrust } from '@/lib/queries/trusted-browsers'
import { invitationDelivery, listUndelivered, peopleUnreached } from '@/lib/queries/undelivered'
import { detailsOf, exportUsers } from '@/lib/queries/users/export'
import { findUser } from '@/lib/queries/users/find'
import { headcount } from '@/lib/queries/users/headcount'
import { holderOfEmail } from '@/lib/queries/users/holder'
import { listUsers, listUsersInput } from '@/lib/queries/users/list'
import { searchPage } from '@/lib/queries/users/search'
import { matchingIds, previewSelection } from '@/lib/queries/users/selection'
import { countGraced, policyFor, presentParts } from '@/lib/queries/users/standing'
import { adminsWithoutPhone } from '@/lib/queries/users/without-phone'
import { subjectOf } from '@/lib/records/authority/subject'
import { scopes } from '@/lib/scopes'
import { sources } from '@/tests/support/source/files'
import { actsOf } from '@/tests/support/source/signatures'
import { foreigners } from '../support/world/foreigners'
import { organization } from '../support/world/organization'
import { plantUser } from '../support/world/rows'
import { snapshotOf } from '../support/world/snapshot'

/** What it is about: someone, or a group. */
type Act = (ctx: Context, admin: Admin, id: string) => Promise<unknown>

/** Every function an admin may call with the id of someone or of a group. */
const acts: Record<string, Act> = {
  requireTwoFactor: (ctx, admin, userId) =>
    requireTwoFactor(ctx, admin, { userId, required: true, signOut: true }),
  beginOnPeople: (ctx, admin, userId) =>
    beginOnPeople(ctx, admin, { kind: 'sign-out', userIds: [userId], signOut: true }),
  previewSelection: async (ctx, admin, userId) =>
    previewSelection(ctx, admin, { kind: 'require', userIds: [userId] }),
  remindUser: (ctx, admin, userId) => remindUser(ctx, admin, { userId }),
  renewEnrollmentCode: (ctx, admin, userId) => renewEnrollmentCode(ctx, admin, { userId }),
  resetTwoFactor: (ctx, admin, userId) => resetTwoFactor(ctx, admin, { userId }),
  unlockSecondStep: (ctx, admin, userId) => unlockSecondStep(ctx, admin, { userId }),
  renewInvitation: (ctx, admin, userId) => renewInvitation(ctx, admin, { userId }),
  shownInvitation,
  suspendUser: (ctx, admin, userId) => suspendUser(ctx, admin, { userId }),
  reactivateUser: (ctx, admin, userId) => reactivateUser(ctx, admin, { userId }),
  removeUser: (ctx, admin, userId) => removeUser(ctx, admin, { userId }),
  changeRole: (ctx, admin, userId) => changeRole(ctx, admin, { userId, role: 'admin' }),
  forgetBrowsersOfOther: (ctx, admin, userId) => forgetBrowsersOfOther(ctx, admin, { userId }),
  countTrustedBrowsers,
  signOutUser: (ctx, admin, userId) => signOutUser(ctx, admin, { userId }),
  renameUser: (ctx, admin, userId) => renameUser(ctx, admin, { userId, name: 'Mallory' }),
  changeEmailOfOther: (ctx, admin, userId) =>
    changeEmailOfOther(ctx, admin, { userId, email: 'eve@example.com', password: 'x' }),
  changeContactPhone: (ctx, admin, userId) =>
    changeContactPhone(ctx, admin, { userId, contactPhone: '+15550100666', password: 'x', code: '123456' }),
  dismissHelp: (ctx, admin, userId) => dismissHelp(ctx, admin, { userId }),
  findHelpRequest,
  endApiKey: (ctx, admin, keyId) => endApiKey(ctx, admin, { keyId }),
  takeOverApiKey: (ctx, admin, keyId) => takeOverApiKey(ctx, admin, { keyId }),
  findUser,
  invitationDelivery,
  listUndelivered,
  retryLetter: (ctx, admin, userId) => retryLetter(ctx, admin, { userId, letterId: userId }),
  subjectOf: (ctx, admin, userId) => ctx.db.write((tx) => subjectOf(tx, ctx, admin, userId)),
  listAudit: async (ctx, admin, subjectId) => listAudit(ctx, admin, { subjectId }),
  changeGroup: (ctx, admin, groupId) => changeGroup(ctx, admin, { groupId, name: 'Ours' }),
  removeGroup: (ctx, admin, groupId) => removeGroup(ctx, admin, { groupId }),
  addPeople: (ctx, admin, groupId) => addPeople(ctx, admin, { groupId, userIds: [admin.userId] }),
  removePerson: (ctx, admin, groupId) => removePerson(ctx, admin, { groupId, userId: admin.userId }),
  findGroup,
  listPeople: (ctx, admin, groupId) => listPeople(ctx, admin, { groupId, search: '' }),
  peopleToAdd: (ctx, admin, groupId) => peopleToAdd(ctx, admin, { groupId, search: '' }),
  previewLeaving: (ctx, admin, groupId) => previewLeaving(ctx, admin, { groupId, userId: admin.userId }),
  groupsOfUser,
  giveGrace: (ctx, admin, userId) =>
    giveGrace(ctx, admin, { userId, until: '2026-12-08T09:00', reason: 'On a ship' }),
  endGrace: (ctx, admin, userId) => endGrace(ctx, admin, { userId }),
  savePolicy: (ctx, admin, groupId) => savePolicy(ctx, admin, { ...byGroup(groupId), shown: 'x' }),
  previewPolicy: async (ctx, admin, groupId) => {
    const { mark: _, ...shown } = await previewPolicy(ctx, admin, byGroup(groupId))
    return shown
  },
  savePasskeyRule: (ctx, admin, groupId) => savePasskeyRule(ctx, admin, { ...ofGroup(groupId), shown: 'x' }),
  previewPasskeyRule: async (ctx, admin, groupId) => {
    const { mark: _, ...shown } = await previewPasskeyRule(ctx, admin, ofGroup(groupId))
    return shown
  },
  listLackingPasskey: (ctx, admin, groupId) => listLackingPasskey(ctx, admin, ofGroup(groupId)),
  findBatch: (ctx, admin, batchId) =>
    findBatch(ctx, admin, batchId, ['preview', 'running', 'done', 'stopped']),
  listBatchRows: (ctx, admin, batchId) => listBatchRows(ctx, admin, { batchId }),
  rowsNotDone: (ctx, admin, batchId) => wholeOf(rowsNotDone(ctx, admin, batchId)),
  hasLinks,
  invitedBy,
  linksOf: (ctx, admin, batchId) => wholeOf(linksOf(ctx, admin, batchId)),
  beginAdding: (ctx, admin, batchId) =>
    beginAdding(ctx, admin, { batchId, role: 'agent', twoFactorRequired: false, groupIds: [] }),
  stopBatch: (ctx, admin, batchId) => stopBatch(ctx, admin, { batchId }),
  agreeToAsked: (ctx, admin, askedId) => agreeToAsked(ctx, admin, { askedId, password: 'x', code: '123456' }),
  refuseAsked: (ctx, admin, askedId) => refuseAsked(ctx, admin, { askedId }),
  takeBackAsked: (ctx, admin, askedId) => takeBackAsked(ctx, admin, { askedId }),
  findAskedAct,
  listAsked: (ctx, admin, groupId) => listAsked(ctx, admin, { ...byGroup(groupId), part: 'asked' }),
}

const ofGroup = (groupId: string) => ({
  ...{ who: 'groups' as const, groupIds: [groupId], from: 'at-once' as const },
})

const byGroup = (groupId: string) => ({
  ...{ who: 'groups' as const, groupIds: [groupId], from: 'at-once' as const },
  ...{ sessions: 'end' as const, newPeople: false },
})

const iconFile = new File(['<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'], 'icon.svg')

/** What an admin may do to an app, with its id. */
const appActs: Record<string, Act> = {
  changeConnection: (ctx, admin, appId) =>
    changeConnection(
      ctx,
      admin,
      connectionInput.parse({
        ...{
          appId,
          name: 'Taken',
          address: 'https://taken.example.com',
          redirectUris: 'https://t.example/cb',
        },
        ...{ signedOutUris: '', backchannelUri: '', client: 'confidential', signingAlgorithm: 'RS256' },
        ...{ native: false, pkceRequired: false },
      }),
    ),
  changeSite: (ctx, admin, appId) =>
    changeSite(ctx, admin, { appId, name: 'Taken', address: 'https://taken.example.com', openPaths: [] }),
  setAppPeople: (ctx, admin, appId) => setAppPeople(ctx, admin, { appId, who: 'everyone', groups: [] }),
  setAppTwoFactor: (ctx, admin, appId) =>
    setAppTwoFactor(ctx, admin, { appId, rule: 'always', freshHours: null }),
  renewSecret: (ctx, admin, appId) => renewSecret(ctx, admin, { appId, keepFormer: false }),
  suspendApp: (ctx, admin, appId) => suspendApp(ctx, admin, { appId }),
  reactivateApp: (ctx, admin, appId) => reactivateApp(ctx, admin, { appId }),
  setAppIcon: (ctx, admin, appId) => setAppIcon(ctx, admin, { appId, icon: iconFile }),
  removeAppIcon: (ctx, admin, appId) => removeAppIcon(ctx, admin, { appId }),
  removeApp: (ctx, admin, appId) => removeApp(ctx, admin, { appId }),
  signOutOfApp: (ctx, admin, appId) => signOutOfApp(ctx, admin, { appId }),
  acceptAddress: (ctx, admin, appId) => acceptAddress(ctx, admin, { appId, problemId: appId }),
  finishTest: (ctx, admin, appId) => finishTest(ctx, admin, { appId, code: appId }),
  findApp,
  previewClaims: (ctx, admin, appId) => previewClaims(ctx, admin, appId, 'nobody@example.com'),
  listAppPeople: (ctx, admin, appId) => listAppPeople(ctx, admin, appId),
  listProblems,
}

/** What only looks: its gate has asked whether the session stands. */
const looking = new Set([
  'findHelpRequest',
  ...['findUser', 'shownInvitation', 'listAudit', 'listUndelivered', 'invitationDelivery'],
  ...[
    'findGroup',
    'listPeople',
    'peopleToAdd',
    'groupsOfUser',
    'previewLeaving',
    'previewPolicy',
    'previewSelection',
    'previewPasskeyRule',
    'listLackingPasskey',
    'listAsked',
  ],
  ...['findBatch', 'listBatchRows', 'rowsNotDone', 'hasLinks', 'linksOf', 'invitedBy'],
  'countTrustedBrowsers',
  'findAskedAct',
])

async function wholeOf<T>(pages: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(page)
  return all
}

const everyDay = { from: '2026-01-01', until: '2027-12-31' }

/** The rest, which is told no id of anyone, and what shows that it stays at home. */
const withoutId: Record<string, (ctx: Context, admin: Admin) => Promise<string>> = {
  peopleUnreached: async (ctx, admin) => JSON.stringify(await peopleUnreached(ctx, admin)),
  missingPeople: async (ctx, admin) => JSON.stringify(await missingPeople(ctx, admin)),
  listAtRisk: async (ctx, admin) =>
    JSON.stringify(await Promise.all(riskKinds.map((kind) => listAtRisk(ctx, admin, { kind })))),
  coverageByDay: async (ctx, admin) => JSON.stringify(await coverageByDay(ctx, admin)),
  attemptsThisWeek: async (ctx, admin) => JSON.stringify(await attemptsThisWeek(ctx, admin)),
  adminsAtRisk: async (ctx, admin) => JSON.stringify(await adminsAtRisk(ctx, admin)),
  firstSteps: async (ctx, admin) => JSON.stringify(await firstSteps(ctx, admin)),
  listApiKeys: async (ctx, admin) => JSON.stringify(await listApiKeys(ctx, admin)),
  createApiKey: async (ctx, admin) => {
    const wanted = { name: 'Nightly', days: 90, password: 'x' }
    const all = Object.fromEntries(scopes.map((scope) => [scope, true]))
    return JSON.stringify(await createApiKey(ctx, admin, createApiKeyInput.parse({ ...wanted, ...all })))
  },
  // Whose an address is that is taken elsewhere it does not say.
  previewPeople: async (ctx, admin) => {
    const input = { people: 'Jo <hank.active@globex.example>', file: new File([], '') }
    const shown = await previewPeople(ctx, admin, input)
    return JSON.stringify(
      shown.ok ? await listBatchRows(ctx, admin, { batchId: shown.value.batchId }) : shown,
    ).replace('hank.active@globex.example', 'what was typed')
  },
  groupsInRules: async (ctx, admin) => JSON.stringify([...(await groupsInRules(ctx, admin))]),
  listBatches: async (ctx, admin) => JSON.stringify(await listBatches(ctx, admin)),
  noteExport: async (ctx, admin) =>
    JSON.stringify(await noteExport(ctx, admin, { what: 'people', format: 'csv' })),
  takeEvidence: async (ctx, admin) => JSON.stringify(await takeEvidence(ctx, admin, everyDay)),
  evidenceContent: async (ctx, admin) => JSON.stringify(await evidenceContent(ctx, admin)),
  evidenceEntries: async (ctx, admin) =>
    JSON.stringify(
      await wholeOf(
        evidenceEntries(ctx, admin, { from: new Date(0), until: new Date(9e12), lastEntry: 9999 }),
      ),
    ),
  detailsOf: async (ctx, admin) => {
    const { users } = await listUsers(ctx, admin, listUsersInput.parse({}))
    return JSON.stringify(await detailsOf(ctx, admin, users))
  },
  peopleMeant: async (ctx, admin) => JSON.stringify(await peopleMeant(ctx, admin, 'hank')),
  exportUsers: async (ctx, admin) =>
    JSON.stringify(await wholeOf(exportUsers(ctx, admin, listUsersInput.parse({})))),
  exportAudit: async (ctx, admin) => JSON.stringify(await wholeOf(exportAudit(ctx, admin))),
  changeOrganization: async (ctx, admin) =>
    JSON.stringify(await changeOrganization(ctx, admin, { name: 'Renamed', timeZone: 'Europe/Berlin' })),
  changeOrganizationPhone: async (ctx, admin) => {
    const factors = { password: 'x', code: '123456' }
    return JSON.stringify(
      await changeOrganizationPhone(ctx, admin, { contactPhone: '+15550100666', ...factors }),
    )
  },
  adminsWithoutPhone: async (ctx, admin) => JSON.stringify(await adminsWithoutPhone(ctx, admin)),
  findOwnOrganization: async (ctx, admin) => JSON.stringify(await findOwnOrganization(ctx, admin)),
  listHelpRequests: async (ctx, admin) => JSON.stringify(await listHelpRequests(ctx, admin)),
  setFourEyes: async (ctx, admin) => JSON.stringify(await setFourEyes(ctx, admin, { on: true })),
  setEnrollmentCodes: async (ctx, admin) =>
    JSON.stringify(await setEnrollmentCodes(ctx, admin, { on: true })),
  setTrust: async (ctx, admin) => JSON.stringify(await setTrust(ctx, admin, { trust: '30', admins: true })),
  findPasskeyRule: async (ctx, admin) => JSON.stringify(await findPasskeyRule(ctx, admin)),
  findTrust: async (ctx, admin) => JSON.stringify(await findTrust(ctx, admin)),
  listAskedActs: async (ctx, admin) => JSON.stringify(await listAskedActs(ctx, admin)),
  listDecidedActs: async (ctx, admin) => JSON.stringify(await listDecidedActs(ctx, admin)),
  findFourEyes: async (ctx, admin) => JSON.stringify(await findFourEyes(ctx, admin)),
  holderOfEmail: async (ctx, admin) => JSON.stringify(await holderOfEmail(ctx, admin, 'hank@globex.example')),
  changeSessionLength: async (ctx, admin) =>
    JSON.stringify(await changeSessionLength(ctx, admin, { idleMinutes: 5, hours: 1 })),
  setLogo: async (ctx, admin) => JSON.stringify(await setLogo(ctx, admin, { logo: iconFile })),
  removeLogo: async (ctx, admin) => {
    await setLogo(ctx, admin, { logo: iconFile })
    return JSON.stringify(await removeLogo(ctx, admin))
  },
  notePolicyPreview: async (ctx, admin) =>
    JSON.stringify(await notePolicyPreview(ctx, admin, { who: 'everyone' })),
  findPolicy: async (ctx, admin) => JSON.stringify(await findPolicy(ctx, admin)),
  noneReminded: async (ctx, admin) =>
    JSON.stringify(await noneReminded(ctx, admin, await policyFor(ctx, admin))),
  policyFor: async (ctx, admin) => JSON.stringify(await policyFor(ctx, admin)),
  presentParts: async (ctx, admin) =>
    JSON.stringify(await presentParts(ctx, admin, [{ stored: 'off' }, { stored: 'on' }])),
  countGraced: async (ctx, admin) =>
    JSON.stringify(await countGraced(ctx, admin, await policyFor(ctx, admin))),
  matchingIds: async (ctx, admin) => JSON.stringify(await matchingIds(ctx, admin, listUsersInput.parse({}))),
  headcount: async (ctx, admin) => JSON.stringify(await headcount(ctx, admin)),
  searchPage: async (ctx, admin) =>
    JSON.stringify(
      await searchPage(ctx, admin, ['example', 'h'], [{ stored: 'off' }, { stored: 'on' }, null], null),
    ),
  listUsers: async (ctx, admin) => {
    const searches = ['', 'hank', 'globex', 'hank@globex.example', 'h']
    const pages = searches.map((search) => listUsers(ctx, admin, listUsersInput.parse({ search })))
    return JSON.stringify(await Promise.all(pages))
  },
  liftOwnRequirement: async (ctx, admin) =>
    JSON.stringify(await liftOwnRequirement(ctx, admin, { password: 'x', code: '123456' })),
  listApps: async (ctx, admin) => {
    const pages = ['', 'globex', 'wiki'].map((search) =>
      listApps(ctx, admin, listAppsInput.parse({ search })),
    )
    return JSON.stringify(await Promise.all(pages))
  },
  addApp: async (ctx, admin) => {
    const app = { what: 'site', name: 'Wiki', address: 'https://wiki.globex.example', redirectUris: '' }
    return JSON.stringify(await addApp(ctx, admin, addAppInput.parse(app)))
  },
  listGroups: async (ctx, admin) => {
    const searches = ['', 'staff'].map((search) => listGroups(ctx, admin, { search }))
    return JSON.stringify(await Promise.all(searches))
  },
  groupChoices: async (ctx, admin) => JSON.stringify(await groupChoices(ctx, admin)),
  // The name of a group of another organization is free here.
  addGroup: async (ctx, admin) => {
    const added = await addGroup(ctx, admin, { name: 'Staff' })
    if (!added.ok) throw new Error(added.code)
    return JSON.stringify(added)
  },
  addUser: async (ctx, admin) => {
    const input = {
      name: 'Ines',
      email: 'ines@example.com',
      role: 'agent',
      twoFactorRequired: false,
    } as const
    const added = await addUser(ctx, admin, input)
    return JSON.stringify(added.ok ? await findUser(ctx, admin, added.value.userId) : added)
  },
}

test('every function of an admin is attacked here', () => {
  const known = [acts, appActs, withoutId].flatMap(Object.keys).sort()
  // `subjectOf` is where those that have a subject look for it.
  const there = [...actsOf('Admin', sources(['lib'])), 'subjectOf'].sort()
  expect(there, 'Add it to `acts`, or to `withoutId` if it is told no id; remove what is gone').toEqual(known)
})

test.each(Object.keys(acts))(
  '%s answers for a foreign id exactly as for an unknown one, and does nothing',
  async (name) => {
    const org = await organization()
    const { people, groupId } = await foreigners(org.ctx)
    const foreign = [...people, groupId]
    for (const id of people) await plantUser(org.ctx, id, { secondStepLockedAt: org.ctx.now() })
    const admin = await org.asAdmin()
    const before = await snapshotOf(org.world.place)
    const act = acts[name] as Act
    const unknown = await act(org.ctx, admin, randomUUID())
    for (const id of foreign) {
      expect(await act(org.ctx, admin, id)).toEqual(unknown)
      const forged = mintAdmin({ ...admin, userId: id }) as Admin
      expect(await act(org.ctx, forged, id)).toEqual(unknown)
    }
    expect(await snapshotOf(org.world.place)).toEqual(before)
  },
)

test.each(Object.entries(appActs))('%s answers for a foreign app as for an unknown one', async (_, act) => {
  const org = await organization()
  const { app } = await foreigners(org.ctx)
  const { apps } = org.ctx.db.tables
  for (const change of [{ suspendedAt: null }, { suspendedAt: org.ctx.now() }, { kind: 'proxy' as const }]) {
    await org.ctx.db.write((tx) => tx.update(apps).set(change).where(eq(apps.id, app)))
    const admin = await org.asAdmin()
    const before = await snapshotOf(org.world.place)
    expect(await act(org.ctx, admin, app)).toEqual(await act(org.ctx, admin, randomUUID()))
    expect(await snapshotOf(org.world.place)).toEqual(before)
  }
})

test.each(Object.keys(withoutId))('%s tells and touches nothing of another organization', async (name) => {
  const org = await organization()
  const { id, people, groupId } = await foreigners(org.ctx)
  const foreign = [id, ...people, groupId]
  const about = (dump: Record<string, string[]>) =>
    Object.values(dump)
      .flat()
      .filter((row) => foreign.some((id) => row.includes(id)) || row.includes('Globex'))
  const before = about(await snapshotOf(org.world.place))
  const told = await withoutId[name]?.(org.ctx, await org.asAdmin())
  expect(told).not.toMatch(/hank|globex/i)
  for (const id of foreign) expect(told).not.toContain(id)
  expect(about(await snapshotOf(org.world.place))).toEqual(before)
})

test('the counts of an organization are of its own people', async () => {
  const org = await organization()
  const admin = await org.asAdmin()
  const before = await headcount(org.ctx, admin)
  await foreigners(org.ctx)
  expect(await headcount(org.ctx, admin)).toEqual(before)
})

test('an admin whose session is over is nobody, and one of another organization finds nobody here', async () => {
  const org = await organization()
  const agent = await org.agent()
  await foreigners(org.ctx)
  const admin = await org.asAdmin()
  const { organizations } = org.ctx.db.tables
  const other = (await org.ctx.db.read.select().from(organizations)).find(({ id }) => id !== org.id)
  const before = await snapshotOf(org.world.place)
  for (const forged of [
    { ...admin, organizationId: other?.id ?? '' },
    { ...admin, sessionId: randomUUID() },
    { ...admin, userId: agent.id },
  ]) {
    for (const [name, act] of Object.entries(acts)) {
      if (looking.has(name)) continue
      const answer = await act(org.ctx, mintAdmin(forged) as Admin, agent.id)
      const refused =
        answer === null ||
        /"(user|group|api-key)-unknown"|"(session|asked|batch|preview)-over"/.test(JSON.stringify(answer))
      expect(refused, `${name} answers. An act asks subjectOf; a query goes into \`looking\``).toBe(true)
    }
  }
  expect(await snapshotOf(org.world.place)).toEqual(before)
})
