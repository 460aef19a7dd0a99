import { z } from 'zod'
import { noteExport } from '@/lib/acts/exports/note'
import { renewInvitation, renewInvitationInput } from '@/lib/acts/invitations/renew'
import { requireInput, requireTwoFactor } from '@/lib/acts/two-factor/require'
import { resetInput, resetTwoFactor } from '@/lib/acts/two-factor/reset'
import { unlockSecondStep } from '@/lib/acts/two-factor/unlock'
import { addUser, addUserInput } from '@/lib/acts/users/add'
import { changeRole, changeRoleInput } from '@/lib/acts/users/change-role'
import { reactivateUser } from '@/lib/acts/users/reactivate'
import { removeUser } from '@/lib/acts/users/remove'
import { renameUser, renameUserInput } from '@/lib/acts/users/rename'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { subjectInput } from '@/lib/inputs'
import { detailsOf, exportUsers } from '@/lib/queries/users/export'
import { headcount } from '@/lib/queries/users/headcount'
import { isCursorOf, listUsers, listUsersInput } from '@/lib/queries/users/list'
import { fail, ok, type Result } from '@/lib/result'
import { fileOf } from '@/lib/web/download'
import { personCells } from '@/lib/web/export-cells'
import { exportedRows, format } from './file'
import { admin, adminOrKey, apiRoute, byKey, bySecond, fileRoute } from './route'
import { token } from './tokens'
import { detailsSaid, userDetails } from './user'

/** An act whose outcome a page shows, and of which the API says only that it is done. */
const silently =
  <Actor, Input, Code extends string>(
    act: (ctx: Context, actor: Actor, input: Input) => Promise<Result<unknown, Code>>,
  ) =>
  async (ctx: Context, actor: Actor, input: Input): Promise<Result<undefined, Code>> => {
    const done = await act(ctx, actor, input)
    return done.ok ? ok(undefined) : done
  }

/** What is answered where the caller says how someone shows that it is they who enroll. */
const byTicket = ['enrollment-codes-off', 'enrollment-code-unneeded'] as const

const enrollmentCode = z.string().optional()

const howTheyEnroll =
  'Where the policy asks for enrollment codes, `enrollmentBy` says how they show that it’s them: `link`, the default, sends a link to their own address; `code` answers with `enrollmentCode`, to be read out to them. Asked for anywhere else, it’s refused.'

export const userRoutes = [
  apiRoute(adminOrKey('users:read'), {
    ...{ name: 'listUsers', method: 'GET', path: '/users' },
    summary:
      'The people of the organization by name, 50 a page at most. `search`: words, each of which begins a word of the name or address. `missing`: off, or required and not set up. `due`: off, until the policy asks them. `unasked`: off, and not asked by the policy. `after`: the `next` of the page before, with the same `search` and `twoFactor`; a page with few people or none may still have one.',
    input: z.strictObject(listUsersInput.shape),
    answer: z.strictObject({ users: z.array(userDetails), next: z.string().nullable() }),
    failures: ['cursor-invalid'],
    async act(ctx, actor, input) {
      if (input.after !== undefined && !isCursorOf(input, input.after)) return fail('cursor-invalid')
      const { users, next } = await listUsers(ctx, actor, input)
      const people = await detailsOf(ctx, actor, users)
      return ok({ users: people.map(detailsSaid), next })
    },
  }),
  fileRoute(adminOrKey('users:read'), {
    ...{ name: 'exportUsers', method: 'GET', path: '/users/export' },
    summary:
      'All people that `listUsers` has for the same `search` and `twoFactor`, as a file like the one that Users has: CSV (UTF-8 with a byte order mark), or a JSON array. It is sent while it is made; one that breaks off is not whole. The audit log keeps who took it.',
    input: z.strictObject({ ...listUsersInput.omit({ after: true }).shape, format }),
    rows: exportedRows,
    failures: [...byKey, 'session-over'],
    async act(ctx, actor, { format, ...asked }) {
      const noted = await noteExport(ctx, actor, { what: 'people', format })
      if (!noted.ok) return noted
      return ok(fileOf({ format, cells: personCells, pages: exportUsers(ctx, actor, asked) }))
    },
  }),
  apiRoute(adminOrKey('users:read'), {
    ...{ name: 'countUsers', method: 'GET', path: '/users/count' },
    summary:
      'How many people there are, suspended ones included, by the state of their second factor: on, off, required and not set up, locked. `due`: of those who have it off, whom the policy asks from a later time on.',
    input: z.strictObject({}),
    answer: z.strictObject({
      people: z.int(),
      on: z.int(),
      off: z.int(),
      due: z.int(),
      required: z.int(),
      locked: z.int(),
    }),
    failures: [],
    act: async (ctx, actor) => ok(await headcount(ctx, actor)),
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'addUser', method: 'POST', path: '/users' },
    summary:
      'Adds a person, to the groups with these ids too, and returns the token of the invitation link, `/invitation/{invitation}`. For groups, an API key needs `groups:write` as well.',
    input: addUserInput,
    answer: z.strictObject({ userId: z.string(), invitation: token }),
    failures: [...byKey, 'email-unavailable', 'group-unknown', 'session-over'],
    act: addUser,
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'renameUser', method: 'POST', path: '/users/{userId}/name' },
    summary: 'Changes the name of a person.',
    input: renameUserInput,
    answer: null,
    failures: [...byKey, 'user-unknown'],
    act: silently(renameUser),
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'requireTwoFactor', method: 'POST', path: '/users/{userId}/require' },
    summary: `Requires 2FA for a person from their next sign-in on, or stops requiring it. To stop, an API key needs \`factors:reset\` as well. ${howTheyEnroll}`,
    input: requireInput,
    answer: z.strictObject({ enrollmentCode }),
    failures: [...byKey, ...byTicket, 'user-unknown', 'proof-needed'],
    act: requireTwoFactor,
  }),
  apiRoute(adminOrKey('factors:reset'), {
    ...{ name: 'resetTwoFactor', method: 'POST', path: '/users/{userId}/reset' },
    summary: `Resets the 2FA of a person who lost their phone, and returns what was removed. ${howTheyEnroll}`,
    input: resetInput,
    answer: z.strictObject({
      authenticator: z.boolean(),
      authenticators: z.int(),
      passkeys: z.int(),
      recoveryCodes: z.int(),
      sessions: z.int(),
      tokens: z.int(),
      challenges: z.int(),
      apiKeys: z.int(),
      required: z.boolean(),
      enrollmentCode,
    }),
    failures: [...byKey, ...bySecond, ...byTicket, 'user-unknown', 'self'],
    act: resetTwoFactor,
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'suspendUser', method: 'POST', path: '/users/{userId}/suspend' },
    summary: 'Suspends a person. They are signed out everywhere and can no longer sign in.',
    input: subjectInput,
    answer: null,
    failures: [
      ...byKey,
      ...bySecond,
      'user-unknown',
      'self',
      'last-admin',
      'not-active',
      'suspended-already',
    ],
    act: silently(suspendUser),
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'reactivateUser', method: 'POST', path: '/users/{userId}/reactivate' },
    summary: 'Lets a suspended person sign in again.',
    input: subjectInput,
    answer: null,
    failures: [...byKey, 'user-unknown', 'not-suspended'],
    act: silently(reactivateUser),
  }),
  apiRoute(adminOrKey('factors:reset'), {
    ...{ name: 'unlockUser', method: 'POST', path: '/users/{userId}/unlock' },
    summary: 'Unlocks a person who is locked out or has to wait after wrong passwords or codes.',
    input: subjectInput,
    answer: null,
    failures: [...byKey, 'user-unknown', 'not-locked'],
    act: silently(unlockSecondStep),
  }),
  apiRoute(admin, {
    ...{ name: 'changeRole', method: 'POST', path: '/users/{userId}/role' },
    summary: 'Makes a person an admin or an agent. They are signed out.',
    input: changeRoleInput,
    answer: null,
    failures: [...bySecond, 'user-unknown', 'self', 'last-admin'],
    act: silently(changeRole),
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'renewInvitation', method: 'POST', path: '/users/{userId}/invitation' },
    summary:
      'Makes and sends a new invitation link for a person who has not joined yet, and returns its token. Links from before no longer work.',
    input: renewInvitationInput,
    answer: z.strictObject({ invitation: token }),
    failures: [...byKey, 'user-unknown', 'already-joined'],
    act: renewInvitation,
  }),
  apiRoute(adminOrKey('users:write'), {
    ...{ name: 'removeUser', method: 'POST', path: '/users/{userId}/remove' },
    summary:
      'Removes a person for good. What they did stays in the audit log. Someone who has 2FA, or must have it, is removed by an API key only if that has `factors:reset` as well; without it, suspend them.',
    input: subjectInput,
    answer: null,
    failures: [...byKey, ...bySecond, 'user-unknown', 'self', 'last-admin'],
    act: silently(removeUser),
  }),
]
