import type { Resident } from './resident'
import type { Fields } from './visitor'

/** Whom an action is for. `anyone`: what is sent carries its own proof. `page`: who has a page's address that a client was given. */
export type Gate = 'anyone' | 'page' | 'member' | 'admin' | 'challenger' | 'operator'

type Declared = {
  gate: Gate
  /** What would be right to send: with the gate gone, it would do what it is for. */
  fields: (victim: Resident) => Fields
}

const none = () => ({})
const onApp = () => ({ appId: 'of somebody' })
const onVictim = ({ id }: Resident) => ({ userId: id })
const passwordOf = ({ password }: Resident) => ({ password })
const bothFactors = ({ password, recoveryCodes }: Resident) => ({ password, code: recoveryCodes[0] ?? '' })
const unknownToken = 'A'.repeat(43)
const newPassword = 'seven quiet umbrellas'

const anId = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }
/** What a browser says of a passkey that no one has. */
const answer = JSON.stringify({
  ...anId,
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
})
const credential = JSON.stringify({ ...anId, response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } })

/** Every server action there is. A new one is missed here by the tests that post them all. */
export const actionFields: Record<string, Declared> = {
  saveEnrollmentCodes: { gate: 'admin', fields: () => ({ on: 'on' }) },
  saveTrust: { gate: 'admin', fields: () => ({ trust: '30' }) },
  savePasskeysOnly: { gate: 'admin', fields: () => ({ who: 'nobody', from: 'at-once', shown: 'none' }) },
  saveFourEyes: { gate: 'admin', fields: () => ({ on: 'on' }) },
  agree: { gate: 'admin', fields: (victim) => ({ askedId: 'of somebody', ...bothFactors(victim) }) },
  refuse: { gate: 'admin', fields: () => ({ askedId: 'of somebody' }) },
  takeBack: { gate: 'admin', fields: () => ({ askedId: 'of somebody' }) },
  chooseTheme: { gate: 'anyone', fields: () => ({ theme: 'dark' }) },
  signIn: { gate: 'anyone', fields: ({ email }) => ({ email, password: 'not the right password' }) },
  verifyPasskeyForClient: { gate: 'page', fields: () => ({ page: 'A'.repeat(64), answer }) },
  signInByPasskey: { gate: 'anyone', fields: () => ({ answer }) },
  join: { gate: 'anyone', fields: () => ({ token: unknownToken, password: newPassword }) },
  sendResetLink: { gate: 'anyone', fields: () => ({ email: 'no address' }) },
  savePassword: { gate: 'anyone', fields: () => ({ token: unknownToken, newPassword }) },
  continueHere: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  confirmEmail: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  openEnrollmentLink: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  restoreEmail: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  sendRequest: {
    gate: 'anyone',
    fields: () => ({ email: 'no address', organization: 'Acme Freight', story: 'I lost my phone.' }),
  },
  confirmRecovery: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  stopRecovery: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  savePasswordAndRecover: { gate: 'anyone', fields: () => ({ token: unknownToken, newPassword }) },
  sendFreshLink: { gate: 'anyone', fields: () => ({ token: unknownToken }) },
  createOrganization: {
    gate: 'anyone',
    fields: () => ({
      ...{ token: unknownToken, organization: 'Globex', name: 'Hank Scorpio' },
      ...{ email: 'hank@globex.example', password: newPassword },
    }),
  },

  signOutToJoin: { gate: 'member', fields: () => ({ token: unknownToken }) },
  signOutHere: { gate: 'member', fields: none },
  signOutForApp: { gate: 'member', fields: () => ({ app: '', back: '' }) },
  allowApp: { gate: 'member', fields: () => ({ uid: 'of somebody' }) },
  cancelAuthorization: { gate: 'member', fields: () => ({ uid: 'of somebody' }) },
  continueAsMyself: { gate: 'member', fields: () => ({ uid: 'of somebody' }) },
  useAnotherAccount: { gate: 'member', fields: () => ({ uid: 'of somebody' }) },
  turnOff: { gate: 'member', fields: passwordOf },
  makeNewRecoveryCodes: { gate: 'member', fields: bothFactors },
  changeOwnPassword: { gate: 'member', fields: ({ password }) => ({ password, newPassword }) },
  changeOwnEmail: {
    gate: 'member',
    fields: ({ password }) => ({ email: 'eve@example.com', password }),
  },
  stopOwnRecovery: { gate: 'member', fields: none },
  renameMyself: { gate: 'member', fields: () => ({ name: 'Eve Adler' }) },
  withdrawPermission: { gate: 'member', fields: onApp },
  forgetBrowser: { gate: 'member', fields: () => ({ browserId: 'of somebody' }) },
  endSession: { gate: 'member', fields: () => ({ sessionId: 'of somebody' }) },
  signOutElsewhere: { gate: 'member', fields: none },
  begin: { gate: 'member', fields: passwordOf },
  replace: { gate: 'member', fields: bothFactors },
  addAnother: { gate: 'member', fields: (victim) => ({ name: 'Work phone', ...bothFactors(victim) }) },
  renameOneAuthenticator: {
    gate: 'member',
    fields: (victim) => ({ authenticatorId: victim.id, name: 'Work phone', ...bothFactors(victim) }),
  },
  removeAuthenticator: {
    gate: 'member',
    fields: (victim) => ({ authenticatorId: victim.id, ...bothFactors(victim) }),
  },
  beginPasskeyAddition: { gate: 'member', fields: bothFactors },
  confirmAddedPasskey: { gate: 'member', fields: () => ({ credential }) },
  renameOnePasskey: {
    gate: 'member',
    fields: (victim) => ({ passkeyId: victim.id, name: 'Blue key', ...bothFactors(victim) }),
  },
  removeOnePasskey: {
    gate: 'member',
    fields: (victim) => ({ passkeyId: victim.id, ...bothFactors(victim) }),
  },
  confirm: { gate: 'member', fields: () => ({ code: '123456' }) },
  finish: { gate: 'member', fields: () => ({ saved: 'on' }) },

  verifyCode: { gate: 'challenger', fields: () => ({ code: '123456' }) },
  verifyPasskey: { gate: 'challenger', fields: () => ({ answer }) },
  confirmPasskeyAtSignIn: { gate: 'challenger', fields: () => ({ credential }) },
  verifyRecoveryCode: {
    gate: 'challenger',
    fields: ({ recoveryCodes }) => ({ recoveryCode: recoveryCodes[0] ?? '' }),
  },
  confirmEnrollmentAtSignIn: { gate: 'challenger', fields: () => ({ code: '123456' }) },
  enterEnrollmentCode: { gate: 'challenger', fields: () => ({ enrollmentCode: '0123-4567' }) },
  askAdmin: { gate: 'challenger', fields: none },
  goOnWithout: { gate: 'challenger', fields: none },
  leaveSignIn: { gate: 'challenger', fields: none },

  previewList: { gate: 'admin', fields: () => ({ people: 'Eve Adler <eve@example.com>', file: '' }) },
  addListed: { gate: 'admin', fields: () => ({ batchId: 'of somebody', role: 'admin' }) },
  renewLinks: { gate: 'admin', fields: () => ({ batchId: 'of somebody' }) },
  stopMany: { gate: 'admin', fields: () => ({ batchId: 'of somebody' }) },
  add: {
    gate: 'admin',
    fields: () => ({ name: 'Eve Adler', email: 'eve@example.com', role: 'admin' }),
  },
  requireOrLift: { gate: 'admin', fields: ({ id }) => ({ userId: id, required: 'on', signOut: 'on' }) },
  correctName: { gate: 'admin', fields: (victim) => ({ ...onVictim(victim), name: 'Eve Adler' }) },
  correctEmail: {
    gate: 'admin',
    fields: (victim) => ({ ...onVictim(victim), ...passwordOf(victim), email: 'eve@example.com' }),
  },
  saveSessionLength: { gate: 'admin', fields: () => ({ idleMinutes: '5', hours: '1' }) },
  saveLogo: { gate: 'admin', fields: () => ({ logo: 'no file' }) },
  dropLogo: { gate: 'admin', fields: none },
  saveContactPhone: {
    gate: 'admin',
    fields: (victim) => ({ ...onVictim(victim), ...bothFactors(victim), contactPhone: '+1 555 0100 666' }),
  },
  saveOrganizationPhone: {
    gate: 'admin',
    fields: (victim) => ({ ...bothFactors(victim), contactPhone: '+1 555 0100 666' }),
  },
  saveOrganization: { gate: 'admin', fields: () => ({ name: 'Renamed', timeZone: 'Europe/Berlin' }) },
  saveRule: {
    gate: 'admin',
    fields: () => ({ who: 'nobody', from: 'at-once', sessions: 'end', shown: 'what was shown' }),
  },
  giveMoreTime: {
    gate: 'admin',
    fields: ({ id }) => ({ userId: id, until: '2030-01-01T09:00', reason: 'At sea' }),
  },
  endMoreTime: { gate: 'admin', fields: onVictim },
  liftFromMyself: { gate: 'admin', fields: bothFactors },
  reset: { gate: 'admin', fields: onVictim },
  newEnrollmentCode: { gate: 'admin', fields: onVictim },
  remind: { gate: 'admin', fields: onVictim },
  beginForMany: {
    gate: 'admin',
    fields: ({ id }) => ({ kind: 'sign-out', userIds: id, search: '', shown: '1' }),
  },
  unlock: { gate: 'admin', fields: onVictim },
  dismissHelpRequest: { gate: 'admin', fields: onVictim },
  forgetThem: { gate: 'admin', fields: onVictim },
  signOutEverywhere: { gate: 'admin', fields: onVictim },
  suspend: { gate: 'admin', fields: onVictim },
  reactivate: { gate: 'admin', fields: onVictim },
  setRole: { gate: 'admin', fields: ({ id }) => ({ userId: id, role: 'admin' }) },
  remove: { gate: 'admin', fields: onVictim },
  inviteAgain: { gate: 'admin', fields: onVictim },
  createKey: {
    gate: 'admin',
    fields: ({ password }) => ({ name: 'Sync', days: '90', 'users:write': 'on', password }),
  },
  endKey: { gate: 'admin', fields: () => ({ keyId: 'of somebody' }) },
  takeOverKey: { gate: 'admin', fields: () => ({ keyId: 'of somebody' }) },
  hideKey: { gate: 'admin', fields: none },
  tryEmailAgain: { gate: 'admin', fields: ({ id }) => ({ userId: id, letterId: 'of somebody' }) },

  addToOrganization: {
    gate: 'admin',
    fields: () => ({
      ...{ what: 'other', name: 'Wiki', address: 'https://wiki.example.com' },
      redirectUris: 'https://wiki.example.com/cb',
    }),
  },
  saveConnection: {
    gate: 'admin',
    fields: () => ({
      ...{ ...onApp(), name: 'Wiki', address: 'https://wiki.example.com', signedOutUris: '' },
      ...{ redirectUris: 'https://wiki.example.com/cb', backchannelUri: '', client: 'public' },
      signingAlgorithm: 'RS256',
    }),
  },
  saveSite: {
    gate: 'admin',
    fields: () => ({ ...onApp(), name: 'Wiki', address: 'https://wiki.example.com', openPaths: '' }),
  },
  makeNewSecret: { gate: 'admin', fields: onApp },
  saveAppPeople: { gate: 'admin', fields: () => ({ ...onApp(), who: 'everyone' }) },
  saveAppTwoFactor: { gate: 'admin', fields: () => ({ ...onApp(), rule: 'person', freshHours: '' }) },
  saveIcon: { gate: 'admin', fields: () => ({ ...onApp(), icon: 'no file' }) },
  dropIcon: { gate: 'admin', fields: onApp },
  addAskedAddress: { gate: 'admin', fields: () => ({ ...onApp(), problemId: 'of somebody' }) },
  signEveryoneOut: { gate: 'admin', fields: onApp },
  suspendThisApp: { gate: 'admin', fields: onApp },
  reactivateThisApp: { gate: 'admin', fields: onApp },
  deleteApp: { gate: 'admin', fields: onApp },
  createGroup: { gate: 'admin', fields: () => ({ name: 'Support', description: 'Answers customers' }) },
  saveGroup: { gate: 'admin', fields: () => ({ groupId: 'of somebody', name: 'Help desk' }) },
  deleteGroup: { gate: 'admin', fields: () => ({ groupId: 'of somebody' }) },
  putIntoGroup: { gate: 'admin', fields: ({ id }) => ({ groupId: 'of somebody', userIds: id }) },
  takeOutOfGroup: { gate: 'admin', fields: ({ id }) => ({ userId: id, groupId: 'of somebody' }) },
  joinGroup: { gate: 'admin', fields: ({ id }) => ({ userId: id, groupId: 'of somebody' }) },
  leaveGroup: { gate: 'admin', fields: ({ id }) => ({ userId: id, groupId: 'of somebody' }) },

  approve: {
    gate: 'operator',
    fields: () => ({ requestId: 'of somebody', calledBack: 'on', note: 'Called', reason: 'It is her' }),
  },
  reject: { gate: 'operator', fields: () => ({ requestId: 'of somebody', reason: 'It is not her' }) },
  addOrganizationAndAdmin: {
    gate: 'operator',
    fields: () => ({ organization: 'Globex', name: 'Hank Scorpio', email: 'hank@globex.example' }),
  },
  inviteFirstAgain: { gate: 'operator', fields: () => ({ organizationId: 'of somebody' }) },
  suspendWhole: { gate: 'operator', fields: () => ({ organizationId: 'of somebody' }) },
  reactivateWhole: { gate: 'operator', fields: () => ({ organizationId: 'of somebody' }) },
}

/** What this action is sent. Throws for one that nobody declared. */
export function fieldsOf(name: string): Declared {
  const declared = actionFields[name]
  if (!declared) throw new Error(`Declare the action ${name} in tests/support/server/action-fields.ts.`)
  return declared
}
