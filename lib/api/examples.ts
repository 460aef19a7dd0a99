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
  refreshTokens: { input: { refreshToken: tokens.refreshToken }, answer: { tokens } },
  getMe: {
    answer: {
      user: { ...ben, role: 'admin' },
      organization: { id: '5b7d1f0e-1c2a-4d3b-8e4f-9a0b1c2d3e4f', name: 'Acme Freight' },
      twoFactor: { enabled: true, required: false, recoveryCodesLeft: 9, authenticators: 1, passkeys: 0 },
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
  requireTwoFactor: { input: { userId, required: true, signOut: false } },
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
      ...{ newPeople: true, timeZone: 'Europe/Berlin' },
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
        ...{ 'Two-factor': 'Off', 'On since': null, 'Recovery codes left': 0, 'Required by': 'The policy' },
        ...{ 'Required since': null, 'Required from': '2026-12-04T17:00:00.000Z', Reason: null },
        ...{ 'More time until': null, 'More time because': null, 'Last sign-in': '2026-11-26T09:58:12.000Z' },
      },
    ],
  },
}
