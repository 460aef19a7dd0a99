import { type Admin, type Challenger, type Member, mintOperator, type Operator } from '@/lib/actors'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { agreeToAsked } from '@/lib/acts/four-eyes/agree'
import { addGroup } from '@/lib/acts/groups/add'
import { addPeople } from '@/lib/acts/groups/add-people'
import { changeGroup } from '@/lib/acts/groups/change'
import { removeGroup } from '@/lib/acts/groups/remove'
import { removePerson } from '@/lib/acts/groups/remove-person'
import { setUpOrganization } from '@/lib/acts/organizations/set-up'
import { savePolicy } from '@/lib/acts/policy/save'
import { approveRequest } from '@/lib/acts/recovery/approve'
import { endOtherSessions } from '@/lib/acts/sessions/end-others'
import { refreshSession } from '@/lib/acts/sessions/refresh'
import { takeHandOver } from '@/lib/acts/sessions/take-hand-over'
import { finishWithCode } from '@/lib/acts/sign-in/code'
import { redeemTicket } from '@/lib/acts/sign-in/ticket'
import { signInWithPasskey } from '@/lib/acts/sign-in/with-passkey'
import { confirmEnrollment } from '@/lib/acts/two-factor/confirm'
import { remindUser } from '@/lib/acts/two-factor/remind'
import { removePasskey } from '@/lib/acts/two-factor/remove-passkey'
import { renewRecoveryCodes } from '@/lib/acts/two-factor/renew-codes'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { startEnrollment } from '@/lib/acts/two-factor/start-enrollment'
import { addUser } from '@/lib/acts/users/add'
import { changeRole } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { runBatches } from '@/lib/jobs/batches/run'
import { runErrands } from '@/lib/jobs/errands'
import { progressRequests } from '@/lib/jobs/recovery'
import { issueSetupToken } from '@/lib/jobs/setup-token'
import { sweep } from '@/lib/jobs/sweep'
import type { PasskeyAnswer } from '@/lib/passkey-responses'
import { previewPolicy } from '@/lib/queries/policy/find'
import { type Counter, spendAttempt } from '@/lib/records/attempts/attempts'
import { takeTurn } from '@/lib/records/audit/heads'
import { record } from '@/lib/records/audit/record'
import { claimLetter } from '@/lib/records/outbox/claim'
import { tell } from '@/lib/records/outbox/outbox'
import { mailResetLink } from '@/lib/records/passwords/reset-link'
import { openRequest } from '@/lib/records/recovery/request'
import type { Leaving } from '@/lib/records/sign-ins/finish'
import type { Result } from '@/lib/result'

const codeOf = (result: Result<unknown, string>) => (result.ok ? 'ok' : result.code)
const done = async (work: Promise<unknown>) => work.then(() => 'ok')
const decision = { calledBack: true, vouched: false, proved: false, note: 'Called.', reason: 'It is her' }
type Subject = { admin: Admin; userId: string }
type Yes = { askedId: string; password: string; code: string }
type ByGroups = { groupIds: string[]; organization: string }
type OnGroup = { admin: Admin; groupId: string }
const someone = { name: 'Ada', email: 'ada@example.com' }

/** What processes can do at once: each with what it is about, and what it answered in a word. */
export const rules = {
  spendAttempt: async (ctx: Context, { counters }: { counters: Counter[] }) =>
    (await ctx.db.write((tx) => spendAttempt(tx, ctx, counters))) ? 'waits' : 'ok',
  finishWithCode: async (
    ctx: Context,
    { challenger, code, leaving }: { challenger: Challenger; code: string; leaving?: Leaving },
  ) => codeOf(await finishWithCode(ctx, challenger, { code }, leaving)),
  signInWithPasskey: async (ctx: Context, { browser, answer }: { browser: string; answer: PasskeyAnswer }) =>
    codeOf(await signInWithPasskey(ctx, { answer }, { channel: 'web', browser })),
  removePasskey: async (ctx: Context, given: { member: Member } & Parameters<typeof removePasskey>[2]) => {
    const { member, passkeyId, password, answer } = given
    return codeOf(await removePasskey(ctx, member, { passkeyId, password, answer }))
  },
  setUpOrganization: async (ctx: Context, { token, n }: { token: string; n: number }) =>
    codeOf(
      await setUpOrganization(ctx, {
        ...{ token, organization: `Claim ${n}`, name: `Claimant ${n}` },
        ...{ email: `claimant${n}@example.com`, password: 'seven quiet umbrellas' },
      }),
    ),
  issueSetupToken: async (ctx: Context, _: object) => ((await issueSetupToken(ctx)) ? 'ok' : 'closed'),
  runBatches: (ctx: Context, _: object) => done(runBatches(ctx)),
  tell: (ctx: Context, { mergeKey }: { mergeKey: string }) =>
    done(ctx.db.write((tx) => tell(tx, ctx, someone, 'password-changed', {}, { mergeKey, apart: 0 }))),
  claimLetter: async (ctx: Context, _: object) => {
    const letter = await claimLetter(ctx)
    return letter && 'merged' in letter ? `${letter.id} ${letter.merged}` : 'none'
  },
  refreshSession: async (ctx: Context, { refreshToken }: { refreshToken: string }) => {
    const refreshed = await refreshSession(ctx, { refreshToken })
    return refreshed.ok ? refreshed.value.token : refreshed.code
  },
  startEnrollment: async (ctx: Context, { challenger }: { challenger: Challenger }) => {
    const shown = await startEnrollment(ctx, challenger)
    return shown.ok ? shown.value.setupKey : shown.code
  },
  confirmEnrollment: async (ctx: Context, { member, code }: { member: Member; code: string }) =>
    codeOf(await confirmEnrollment(ctx, member, { code })),
  renewRecoveryCodes: async (ctx: Context, given: { member: Member; password: string; code: string }) =>
    codeOf(await renewRecoveryCodes(ctx, given.member, { password: given.password, code: given.code })),
  redeemTicket: async (ctx: Context, { ticket, browser }: { ticket: string; browser?: string }) =>
    codeOf(await redeemTicket(ctx, ticket, 'web', browser)),
  takeHandOver: async (ctx: Context, { token }: { token: string }) =>
    codeOf(await takeHandOver(ctx, { token })),
  endOtherSessions: (ctx: Context, { member }: { member: Member }) => done(endOtherSessions(ctx, member)),
  mailResetLink: (ctx: Context, { email }: { email: string }) =>
    done(ctx.db.write((tx) => mailResetLink(tx, ctx, { email }))),
  openRequest: (ctx: Context, { email }: { email: string }) =>
    done(ctx.db.write((tx) => openRequest(tx, ctx, { email, organization: 'Acme Freight', story: 'Lost.' }))),
  approveRequest: async (
    ctx: Context,
    { operator, requestId, approvals }: { operator: Operator; requestId: string; approvals: 1 | 2 },
  ) => {
    const minted = mintOperator(operator)
    if (!minted) throw new Error('This is no operator.')
    const strict = { ...ctx, recovery: { ...ctx.recovery, approvals } }
    return codeOf(await approveRequest(strict, minted, { requestId, ...decision }))
  },
  progressRequests: (ctx: Context, _: object) => done(progressRequests(ctx)),
  runErrands: (ctx: Context, _: object) => done(runErrands(ctx)),
  sweep: (ctx: Context, _: object) => done(sweep(ctx)),
  takeTurn: async (ctx: Context, _: object) => ((await takeTurn(ctx)) ? 'turn' : 'none'),
  record: (ctx: Context, { chain }: { chain: string }) =>
    done(
      ctx.db.write((tx) =>
        record(tx, ctx, chain, {
          event: 'user.added',
          actor: { kind: 'nobody' },
          detail: { role: 'agent', twoFactorRequired: false },
        }),
      ),
    ),
  addUser: async (ctx: Context, { admin, email }: { admin: Admin; email: string }) =>
    codeOf(await addUser(ctx, admin, { name: 'Twin', email, role: 'agent', twoFactorRequired: false })),
  suspendUser: async (ctx: Context, { admin, userId }: Subject) =>
    codeOf(await suspendUser(ctx, admin, { userId })),
  reactivateUser: async (ctx: Context, { admin, userId }: Subject) =>
    codeOf(await reactivateUser(ctx, admin, { userId })),
  removeUser: async (ctx: Context, { admin, userId }: Subject) =>
    codeOf(await removeUser(ctx, admin, { userId })),
  demote: async (ctx: Context, { admin, userId }: Subject) =>
    codeOf(await changeRole(ctx, admin, { userId, role: 'agent' })),
  requireTwoFactor: async (ctx: Context, { admin, userId, required }: Subject & { required: boolean }) =>
    codeOf(await requireTwoFactor(ctx, admin, { userId, required, signOut: true })),
  remindUser: async (ctx: Context, { admin, userId }: Subject) =>
    codeOf(await remindUser(ctx, admin, { userId })),
  resetTwoFactor: async (ctx: Context, { admin, userId }: Subject) =>
    codeOf(await resetTwoFactor(ctx, admin, { userId })),
  addGroup: async (ctx: Context, { admin, name }: { admin: Admin; name: string }) =>
    codeOf(await addGroup(ctx, admin, { name })),
  renameGroup: async (ctx: Context, { admin, groupId, name }: OnGroup & { name: string }) =>
    codeOf(await changeGroup(ctx, admin, { groupId, name })),
  addPeople: async (ctx: Context, { admin, groupId, userIds }: OnGroup & { userIds: string[] }) =>
    codeOf(await addPeople(ctx, admin, { groupId, userIds })),
  removeGroup: async (ctx: Context, { admin, groupId }: OnGroup) =>
    codeOf(await removeGroup(ctx, admin, { groupId })),
  removePerson: async (ctx: Context, { admin, groupId, userId }: OnGroup & Subject) =>
    codeOf(await removePerson(ctx, admin, { groupId, userId })),
  agreeToAsked: async (ctx: Context, { admin, ...given }: { admin: Admin } & Yes) => {
    const { askedId, password, code } = given
    return codeOf(await agreeToAsked(ctx, admin, { askedId, password, code }))
  },
  savePolicy: async (ctx: Context, { admin, groupIds, organization }: { admin: Admin } & ByGroups) => {
    const rule = { who: 'groups' as const, groupIds, from: 'at-once' as const, sessions: 'end' as const }
    const { mark: shown } = await previewPolicy(ctx, admin, rule)
    return codeOf(await savePolicy(ctx, admin, { ...rule, newPeople: false, shown, organization }))
  },
  setAppPeople: async (ctx: Context, { admin, groupId, appId }: OnGroup & { appId: string }) =>
    codeOf(await setAppPeople(ctx, admin, { appId, who: 'groups', groups: [groupId] })),
}

type Rules = typeof rules

/** One call of a rule. */
export type Job = {
  [Name in keyof Rules]: { rule: Name } & Parameters<Rules[Name]>[1]
}[keyof Rules]
