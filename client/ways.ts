/* Made of /api/v1/openapi.json by tests/domain/api/client-calls.test.ts: not edited by hand. */

import type { operations } from './schema'

/** How each call is reached below `/api/v1`. */
export const ways = {
  signIn: { method: 'post', path: '/sign-in', bearer: false },
  finishWithCode: { method: 'post', path: '/sign-in/code', bearer: false },
  finishWithRecoveryCode: { method: 'post', path: '/sign-in/recovery-code', bearer: false },
  startEnrollment: { method: 'post', path: '/sign-in/enrollment', bearer: false },
  finishWithEnrollment: { method: 'post', path: '/sign-in/enrollment/confirm', bearer: false },
  refreshTokens: { method: 'post', path: '/tokens/refresh', bearer: false },
  getMe: { method: 'get', path: '/me', bearer: true },
  handOver: { method: 'post', path: '/hand-over', bearer: true },
  signOut: { method: 'post', path: '/sign-out', bearer: true },
  listUsers: { method: 'get', path: '/users', bearer: true },
  addUser: { method: 'post', path: '/users', bearer: true },
  countUsers: { method: 'get', path: '/users/count', bearer: true },
  renameUser: { method: 'post', path: '/users/{userId}/name', bearer: true },
  requireTwoFactor: { method: 'post', path: '/users/{userId}/require', bearer: true },
  resetTwoFactor: { method: 'post', path: '/users/{userId}/reset', bearer: true },
  suspendUser: { method: 'post', path: '/users/{userId}/suspend', bearer: true },
  reactivateUser: { method: 'post', path: '/users/{userId}/reactivate', bearer: true },
  unlockUser: { method: 'post', path: '/users/{userId}/unlock', bearer: true },
  changeRole: { method: 'post', path: '/users/{userId}/role', bearer: true },
  renewInvitation: { method: 'post', path: '/users/{userId}/invitation', bearer: true },
  removeUser: { method: 'post', path: '/users/{userId}/remove', bearer: true },
  listGroups: { method: 'get', path: '/groups', bearer: true },
  addGroup: { method: 'post', path: '/groups', bearer: true },
  changeGroup: { method: 'post', path: '/groups/{groupId}/change', bearer: true },
  removeGroup: { method: 'post', path: '/groups/{groupId}/remove', bearer: true },
  listGroupPeople: { method: 'get', path: '/groups/{groupId}/people', bearer: true },
  addGroupPeople: { method: 'post', path: '/groups/{groupId}/people', bearer: true },
  removeGroupPerson: { method: 'post', path: '/groups/{groupId}/people/remove', bearer: true },
  listUserGroups: { method: 'get', path: '/users/{userId}/groups', bearer: true },
  listOwnApps: { method: 'get', path: '/apps', bearer: true },
  listApps: { method: 'get', path: '/organization/apps', bearer: true },
  listAudit: { method: 'get', path: '/audit', bearer: true },
} as const satisfies Record<keyof operations, object>
