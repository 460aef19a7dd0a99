type Example = {
  input?: Record<string, unknown>
  answer?: Record<string, unknown> | Record<string, unknown>[]
}

const challenge = 'Zk8Jx0vQ2m7cR5tW1yB4nE6uH9aLsDfG3pKiOjXqTrM'

const userId = '3f0c2c52-7d0f-4a53-9c5e-0d3f5a1b8e11'

const invitation = 'q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnM1234567'

const ben = { id: userId, name: 'Ben Okafor', email: 'ben@example.com' }

const row = {
  ...ben,
  ...{ role: 'agent', status: 'active', secondFactor: 'on', requiredFrom: null },
  lastSignInAt: '2026-11-26T09:58:12.000Z',
}

const groupId = 'b1d3a6f2-8c47-4e19-a5f0-2e7c9d4b6a35'

const appIcon = 'Yk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pS'

const tokens = {
  accessToken: 'p0O9i8U7y6T5r4E3w2Q1aSdFgHjKlZxCvBnM1234567',
  accessTokenExpiresAt: '2026-11-26T10:10:00.000Z',
  refreshToken: 'mN7bV6cX5zL4kJ3hG2fD1sA0pOiUyTrEwQ987654321',
  refreshTokenExpiresAt: '2026-12-03T10:00:00.000Z',
}

const signedIn = { status: 'signed-in', tokens }

const passkeyId = '7e2b9c14-5a3d-4f80-9d61-c8e4b7a2f015'

const credentialId = 'u3Jm9XkV2sQ7aT5bYcW1dRzEfGhKiLpO'

const passkeyChallenge = 'Tq3vR8mZ5wX7bN2cL9dF4gAAAZPHr0hkYk3vR8qT1mZ5wX7bN2cL9dF4gH6jK0pSxVbA'

const allowed = { id: credentialId, type: 'public-key', transports: ['internal', 'hybrid'] }

const signInOptions = {
  ...{ rpId: 'id.example.com', challenge: passkeyChallenge, timeout: 300000 },
  userVerification: 'required',
}

const requestOptions = { ...signInOptions, allowCredentials: [allowed], userVerification: 'preferred' }

const creationOptions = {
  rp: { id: 'id.example.com', name: 'Countersign' },
  user: {
    ...{ id: 'pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6', name: 'ben@example.com' },
    displayName: 'Ben Okafor',
  },
  challenge: passkeyChallenge,
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  timeout: 300000,
  excludeCredentials: [],
  authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  ...{ attestation: 'none', extensions: { credProps: true } },
}

const clientDataJSON = 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwib3JpZ2luIjoiaHR0cHM6Ly9pZC5leGFtcGxlLmNvbSJ9'

const passkeyAnswer = {
  ...{ id: credentialId, rawId: credentialId, type: 'public-key' },
  response: {
    ...{ clientDataJSON, authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ' },
    ...{ signature: 'MEUCIQDTrk7', userHandle: 'pK9sWq2ZtX5vB8nM1cL4dF7gH0jA3eR6' },
  },
}

const newPasskey = {
  ...{ id: credentialId, rawId: credentialId, type: 'public-key' },
  response: { clientDataJSON, attestationObject: 'o2NmbXRkbm9uZQ', transports: ['internal', 'hybrid'] },
  clientExtensionResults: { credProps: { rk: true } },
}

/** A call and its answer for each name of a call, as the reference shows them. Held against the schemas by a test. */
export const examples: Record<string, Example> = {
  signIn: {
    input: {
      email: 'ben@example.com',
      password: 'copper lantern meadow',
      client: { kind: 'server', name: 'Nightly report' },
    },
    answer: { status: 'code-required', challenge, expiresAt: '2026-11-26T10:10:00.000Z' },
  },
  finishWithCode: { input: { challenge, code: '492039' }, answer: signedIn },
  finishWithRecoveryCode: {
    input: { challenge, recoveryCode: 'K7QX-2M9D-R4TB-WH6N' },
    answer: { ...signedIn, recoveryCodesLeft: 9 },
  },
  askForHelp: { input: { challenge }, answer: { admins: ['Ada Lindqvist', 'Zoe Byrne'] } },
  startEnrollment: {
    input: { challenge },
    answer: {
      setupKey: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      uri: 'otpauth://totp/Countersign:ben%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Countersign',
    },
  },
  finishWithEnrollment: {
    input: { challenge, code: '492039' },
    answer: { ...signedIn, recoveryCodes: ['K7QX-2M9D-R4TB-WH6N', 'P3VY-8C5F-ZJ2K-6GSA'] },
  },
  passkeySignInOptions: { answer: signInOptions },
  signInWithPasskey: {
    input: { answer: passkeyAnswer, client: { kind: 'mobile', name: 'Pixel 9' } },
    answer: signedIn,
  },
  passkeyOptions: { input: { challenge }, answer: requestOptions },
  finishWithPasskey: { input: { challenge, answer: passkeyAnswer }, answer: signedIn },
  passkeyPage: {
    input: { challenge },
    answer: { path: '/sign-in/passkey/bT6sVY7cTx6qk3R0mQ1w2gT6sVY7cTx6qk3R0mQ1w2gT6sVY7cTx6qk3R0mQ1w2g' },
  },
  redeemTicket: { input: { challenge, ticket: challenge }, answer: signedIn },
  startPasskeyEnrollment: { input: { challenge }, answer: creationOptions },
  finishWithNewPasskey: {
    input: { challenge, credential: newPasskey },
    answer: { ...signedIn, recoveryCodes: ['K7QX-2M9D-R4TB-WH6N', 'P3VY-8C5F-ZJ2K-6GSA'] },
  },
  listPasskeys: {
    answer: {
      passkeys: [
        {
          ...{ id: passkeyId, name: 'Google Password Manager', createdAt: '2026-11-20T08:30:00.000Z' },
          ...{ usedAt: '2026-11-26T09:58:12.000Z', client: 'Chrome on Android', synced: true },
          ...{ signsInAlone: true, host: null, stoppedAt: null },
        },
      ],
    },
  },
  passkeyProofOptions: { answer: requestOptions },
  startPasskey: { input: { password: 'copper lantern meadow', code: '492039' }, answer: creationOptions },
  addPasskey: { input: { credential: newPasskey, name: 'Blue key' }, answer: { recoveryCodes: null } },
  renamePasskey: {
    input: { passkeyId, password: 'copper lantern meadow', code: '492039', name: 'Blue key' },
  },
  removePasskey: { input: { passkeyId, password: 'copper lantern meadow', answer: passkeyAnswer } },
  refreshTokens: { input: { refreshToken: tokens.refreshToken }, answer: { tokens } },
  getMe: {
    answer: {
      user: { ...ben, role: 'admin' },
      organization: { id: '5b7d1f0e-1c2a-4d3b-8e4f-9a0b1c2d3e4f', name: 'Acme Freight' },
      twoFactor: {
        ...{ enabled: true, required: false, requiredFrom: null },
        ...{ recoveryCodesLeft: 9, authenticators: 1, passkeys: 0 },
      },
      session: { id: '8c1e9a44-2f6b-4d0e-b7a5-6c3d2e1f0a9b', kind: 'server' },
    },
  },
  listOwnApps: {
    input: {},
    answer: {
      apps: [{ id: 'q7Zk2mXw9LpB4tRn', name: 'Wiki', address: 'https://wiki.example.com', icon: appIcon }],
    },
  },
  getAppIcon: {
    input: { icon: appIcon },
    answer: {
      png: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    },
  },
  listApps: {
    input: { search: 'wiki' },
    answer: {
      apps: [
        {
          ...{ id: 'q7Zk2mXw9LpB4tRn', name: 'Wiki', address: 'https://wiki.example.com' },
          ...{ suspended: false, forEveryone: false, groups: ['Support'] },
          lastUsedAt: '2026-11-26T09:58:12.000Z',
        },
      ],
      next: null,
    },
  },
  handOver: {
    input: { path: '/profile' },
    answer: { link: `/hand-over/${invitation}`, expiresAt: '2026-11-26T10:01:00.000Z' },
  },
  signOut: {},
  listUsers: {
    input: { search: 'okafor', twoFactor: 'on' },
    answer: {
      users: [
        {
          ...{ ...row, requiredBy: 'admin', requiredSince: '2026-03-03T08:12:00.000Z' },
          ...{ requiredReason: 'Works with customer data', twoFactorSince: '2026-03-04T09:30:00.000Z' },
          recoveryCodesLeft: 9,
          authenticators: 1,
          passkeys: 0,
        },
      ],
      next: null,
    },
  },
  countUsers: { answer: { people: 48, on: 41, off: 4, due: 0, required: 2, locked: 1 } },
  addUser: {
    input: { name: ben.name, email: ben.email, role: 'agent', twoFactorRequired: true, groupIds: [groupId] },
    answer: { userId, invitation },
  },
  listGroups: {
    input: { search: 'support' },
    answer: {
      groups: [{ id: groupId, name: 'Support', description: 'Answers customers', people: 12 }],
      next: null,
    },
  },
  addGroup: { input: { name: 'Support', description: 'Answers customers' }, answer: { groupId } },
  changeGroup: { input: { groupId, name: 'Help desk' } },
  removeGroup: { input: { groupId } },
  listGroupPeople: { input: { groupId, search: 'okafor' }, answer: { users: [row], next: null } },
  addGroupPeople: { input: { groupId, userIds: [userId] }, answer: { added: 1 } },
  removeGroupPerson: { input: { groupId, userId } },
  listUserGroups: { input: { userId }, answer: { groups: [{ id: groupId, name: 'Support' }] } },
  renameUser: { input: { userId, name: 'Ben Okafor-Hale' } },
  requireTwoFactor: {
    input: { userId, required: true, signOut: false, enrollmentBy: 'code' },
    answer: { enrollmentCode: '7K2M-9XQD' },
  },
  resetTwoFactor: {
    input: { userId },
    answer: {
      authenticator: true,
      authenticators: 1,
      passkeys: 0,
      recoveryCodes: 9,
      sessions: 2,
      tokens: 1,
      challenges: 0,
      apiKeys: 0,
      required: true,
    },
  },
  suspendUser: { input: { userId } },
  reactivateUser: { input: { userId } },
  unlockUser: { input: { userId } },
  changeRole: { input: { userId, role: 'admin' } },
  renewInvitation: { input: { userId }, answer: { invitation } },
  removeUser: { input: { userId } },
  getPolicy: {
    answer: {
      ...{ who: 'groups', groups: [{ id: groupId, name: 'Support' }] },
      ...{ from: '2026-12-04T17:00:00.000Z', begun: false, openSessions: 'end' },
      ...{
        newPeople: true,
        passkeysOnly: { who: 'admins', groups: [], from: '2027-01-11T08:00:00.000Z' },
        timeZone: 'Europe/Berlin',
      },
    },
  },
  listAudit: {
    input: { userId, kind: 'sign-ins', from: '2026-11-01T00:00:00.000Z' },
    answer: {
      entries: [
        {
          ...{ sequence: 112, at: '2026-11-26T09:58:12.000Z', event: 'sign-in.succeeded' },
          ...{ actor: { kind: 'user', ...ben }, subject: ben, detail: { kind: 'web' } },
          ...{ address: '192.0.2.10', client: 'Firefox on Linux' },
        },
      ],
      next: null,
    },
  },
  exportAudit: {
    input: { kind: 'sign-ins', format: 'csv' },
    answer: [
      {
        ...{ Number: 112, Time: '2026-11-26T09:58:12.000Z', Event: 'sign-in.succeeded' },
        ...{ Who: 'Ben Okafor (ben@example.com)', What: 'signed in' },
        ...{ Whom: 'Ben Okafor (ben@example.com)', Details: 'Kind: web' },
        ...{ Client: 'Firefox on Linux', Address: '192.0.2.10' },
      },
    ],
  },
  exportUsers: {
    input: { twoFactor: 'missing', format: 'csv' },
    answer: [
      {
        ...{ Name: 'Ben Okafor', Email: 'ben@example.com', Role: 'Agent', Status: 'Active' },
        ...{ 'Two-factor': 'Off, required later', 'On since': null, 'Recovery codes left': 0 },
        'Required by': null,
        ...{ 'Required since': null, 'Required from': '2026-12-04T17:00:00.000Z', Reason: null },
        ...{ 'More time until': null, 'More time because': null, 'Last sign-in': '2026-11-26T09:58:12.000Z' },
      },
    ],
  },
}
