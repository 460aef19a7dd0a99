import { z } from 'zod'
import { addGroup, addGroupInput } from '@/lib/acts/groups/add'
import { addPeople, addPeopleInput } from '@/lib/acts/groups/add-people'
import { changeGroup, changeGroupInput } from '@/lib/acts/groups/change'
import { groupInput, removeGroup } from '@/lib/acts/groups/remove'
import { membershipInput, removePerson } from '@/lib/acts/groups/remove-person'
import { subjectInput } from '@/lib/inputs'
import { groupsOfUser } from '@/lib/queries/groups/choices'
import { isGroupCursorOf, listGroups, listGroupsInput } from '@/lib/queries/groups/list'
import { isPeopleCursorOf, listPeople, listPeopleInput } from '@/lib/queries/groups/people'
import { fail, ok } from '@/lib/result'
import { adminOrKey, apiRoute, byKey, bySecond } from './route'
import { user, userSaid } from './user'

const group = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    /** How many people are in it, counted up to 1,000. */
    people: z.int(),
  })
  .meta({ id: 'Group' })

export const groupRoutes = [
  apiRoute(adminOrKey('groups:read'), {
    ...{ name: 'listGroups', method: 'GET', path: '/groups' },
    summary:
      'The groups of the organization by name, 50 a page at most, each with how many people are in it, counted up to 1,000. `search`: words, each of which begins a word of the name. `after`: the `next` of the page before, with the same `search`; a page with few groups or none may still have one.',
    input: z.strictObject(listGroupsInput.shape),
    answer: z.strictObject({ groups: z.array(group), next: z.string().nullable() }),
    failures: ['cursor-invalid'],
    async act(ctx, actor, input) {
      if (input.after !== undefined && !isGroupCursorOf(input, input.after)) return fail('cursor-invalid')
      return ok(await listGroups(ctx, actor, input))
    },
  }),
  apiRoute(adminOrKey('groups:write'), {
    ...{ name: 'addGroup', method: 'POST', path: '/groups' },
    summary:
      'Adds a group without people. Its name goes to apps: 1 to 64 characters, no comma, and no other group has it in capitals or with accents either.',
    input: addGroupInput,
    answer: z.strictObject({ groupId: z.string() }),
    failures: [...byKey, 'group-name-taken', 'session-over'],
    act: addGroup,
  }),
  apiRoute(adminOrKey('groups:write'), {
    ...{ name: 'changeGroup', method: 'POST', path: '/groups/{groupId}/change' },
    summary: 'Gives a group another name or description. What is left out stays.',
    input: changeGroupInput,
    answer: null,
    failures: [...byKey, 'group-unknown', 'group-name-taken'],
    act: changeGroup,
  }),
  apiRoute(adminOrKey('groups:write'), {
    ...{ name: 'removeGroup', method: 'POST', path: '/groups/{groupId}/remove' },
    summary:
      'Deletes a group; its people stay. Refused while an app, the policy or the rule for passkeys goes by it.',
    input: groupInput,
    answer: null,
    failures: [...byKey, 'group-unknown', 'group-in-use', 'group-in-policy'],
    act: removeGroup,
  }),
  apiRoute(adminOrKey('groups:read'), {
    ...{ name: 'listGroupPeople', method: 'GET', path: '/groups/{groupId}/people' },
    summary: 'The people of a group by name, 50 a page at most. `search` and `after` as for all people.',
    input: z.strictObject(listPeopleInput.shape),
    answer: z.strictObject({ users: z.array(user), next: z.string().nullable() }),
    failures: ['cursor-invalid', 'group-unknown'],
    async act(ctx, actor, input) {
      if (input.after !== undefined && !isPeopleCursorOf(input, input.after)) return fail('cursor-invalid')
      const page = await listPeople(ctx, actor, input)
      return page ? ok({ users: page.users.map(userSaid), next: page.next }) : fail('group-unknown')
    },
  }),
  apiRoute(adminOrKey('groups:write'), {
    ...{ name: 'addGroupPeople', method: 'POST', path: '/groups/{groupId}/people' },
    summary:
      'Puts up to 100 people into a group and returns how many were not in it before. Where one of them is unknown, nobody is added.',
    input: addPeopleInput,
    answer: z.strictObject({ added: z.int() }),
    failures: [...byKey, 'group-unknown', 'user-unknown'],
    act: addPeople,
  }),
  apiRoute(adminOrKey('groups:write'), {
    ...{ name: 'removeGroupPerson', method: 'POST', path: '/groups/{groupId}/people/remove' },
    summary:
      'Takes a person out of a group. Out of one that the policy or the rule for passkeys names, an API key needs `factors:reset` as well. While four eyes is on, freeing them from either that way takes a second admin.',
    input: membershipInput,
    answer: null,
    failures: [...byKey, ...bySecond, 'group-unknown', 'user-unknown'],
    act: removePerson,
  }),
  apiRoute(adminOrKey('groups:read'), {
    ...{ name: 'listUserGroups', method: 'GET', path: '/users/{userId}/groups' },
    summary: 'The groups of a person, by name; none for someone who is not of the organization.',
    input: subjectInput,
    answer: z.strictObject({ groups: z.array(z.strictObject({ id: z.string(), name: z.string() })) }),
    failures: [],
    act: async (ctx, actor, { userId }) => ok({ groups: await groupsOfUser(ctx, actor, userId) }),
  }),
]
