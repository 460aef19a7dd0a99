/* Made of /api/v1/openapi.json by generate.ts: not edited by hand. */

export type SignedInByPassword = { status: 'signed-in'; tokens: Tokens; deviceToken?: string }

export type Tokens = { accessToken: string; accessTokenExpiresAt: string; refreshToken: string; refreshTokenExpiresAt: string }

export type SignedIn = { status: 'signed-in'; tokens: Tokens }

export type SignedInByRecoveryCode = { status: 'signed-in'; tokens: Tokens; recoveryCodesLeft: number }

export type SignedInByEnrollment = { status: 'signed-in'; tokens: Tokens; recoveryCodes: string[] }

export type User = { id: string; name: string; email: string; role: 'admin' | 'agent' | 'operator'; status: 'invited' | 'active' | 'suspended'; secondFactor: 'on' | 'off' | 'required' | 'locked'; lastSignInAt: string | null }

export type AuditEntry = { sequence: number; at: string; event: 'organization.created' | 'sign-in.succeeded' | 'sign-in.code-rejected' | 'sign-in.delayed' | 'sign-in.locked' | 'sign-in.unlocked' | 'hand-over.used' | 'session.ended' | 'refresh-token.reused' | 'sessions.ended' | 'password.changed' | 'password.reset' | 'email.changed' | 'email.restored' | 'two-factor.enabled' | 'two-factor.disabled' | 'two-factor.replaced' | 'two-factor.required' | 'two-factor.requirement-lifted' | 'two-factor.reset' | 'recovery-codes.renewed' | 'recovery-code.used' | 'secret.unreadable' | 'recovery.asked' | 'recovery.confirmed' | 'recovery.approved' | 'recovery.rejected' | 'recovery.stopped' | 'recovery.withdrawn' | 'recovery.completed' | 'organization.added' | 'organization.suspended' | 'organization.reactivated' | 'key.rotated' | 'server.restored' | 'server.moved' | 'operator.added' | 'user.added' | 'user.invited' | 'user.joined' | 'user.suspended' | 'user.reactivated' | 'user.removed' | 'user.role-changed'; actor: { kind: 'user'; id: string; name: string; email: string } | { kind: 'console'; osUser: string } | { kind: 'nobody' }; subject: { id: string; name: string; email: string } | null; detail: Record<string, string | number | boolean>; address: string; client: string }

/** How each call is reached below `/api/v1`. */
export const calls = {
  signIn: { method: 'POST', path: '/sign-in', bearer: false },
  finishWithCode: { method: 'POST', path: '/sign-in/code', bearer: false },
  finishWithRecoveryCode: { method: 'POST', path: '/sign-in/recovery-code', bearer: false },
  startEnrollment: { method: 'POST', path: '/sign-in/enrollment', bearer: false },
  finishWithEnrollment: { method: 'POST', path: '/sign-in/enrollment/confirm', bearer: false },
  refreshTokens: { method: 'POST', path: '/tokens/refresh', bearer: false },
  getMe: { method: 'GET', path: '/me', bearer: true },
  handOver: { method: 'POST', path: '/hand-over', bearer: true },
  signOut: { method: 'POST', path: '/sign-out', bearer: true },
  listUsers: { method: 'GET', path: '/users', bearer: true },
  addUser: { method: 'POST', path: '/users', bearer: true },
  countUsers: { method: 'GET', path: '/users/count', bearer: true },
  requireTwoFactor: { method: 'POST', path: '/users/{userId}/require', bearer: true },
  resetTwoFactor: { method: 'POST', path: '/users/{userId}/reset', bearer: true },
  suspendUser: { method: 'POST', path: '/users/{userId}/suspend', bearer: true },
  reactivateUser: { method: 'POST', path: '/users/{userId}/reactivate', bearer: true },
  unlockUser: { method: 'POST', path: '/users/{userId}/unlock', bearer: true },
  changeRole: { method: 'POST', path: '/users/{userId}/role', bearer: true },
  renewInvitation: { method: 'POST', path: '/users/{userId}/invitation', bearer: true },
  removeUser: { method: 'POST', path: '/users/{userId}/remove', bearer: true },
  listAudit: { method: 'GET', path: '/audit', bearer: true },
} as const

/** What each call takes and answers, and the codes of what can go wrong. */
export type Calls = {
  /** Email and password. They sign in, or open a challenge that waits for a second step. A client that sends the `deviceToken` it was given is not slowed down by wrong passwords that others give for the same person; one that sends null is given one, to be kept over sign-outs. It opens nothing. */
  signIn: {
    input: { email: string; password: string; deviceToken?: string | null; client: { kind: 'extension' | 'mobile' | 'server'; name: string } }
    answer: SignedInByPassword | { status: 'code-required' | 'enrollment-required'; challenge: string; expiresAt: string; deviceToken?: string }
    code: 'body-unreadable' | 'credentials-wrong' | 'account-suspended' | 'organization-suspended' | 'ticket-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The second step, with a code from an authenticator app. */
  finishWithCode: {
    input: { challenge: string; code: string }
    answer: SignedIn
    code: 'body-unreadable' | 'code-wrong' | 'second-step-locked' | 'secret-unreadable' | 'challenge-over' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The second step, with a recovery code. Each works once. */
  finishWithRecoveryCode: {
    input: { challenge: string; recoveryCode: string }
    answer: SignedInByRecoveryCode
    code: 'body-unreadable' | 'code-wrong' | 'second-step-locked' | 'challenge-over' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The setup key for someone who must use 2FA and has not set it up. */
  startEnrollment: {
    input: { challenge: string }
    answer: { setupKey: string; uri: string }
    code: 'body-unreadable' | 'challenge-over' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Confirms the setup key with a code from the app, turns on 2FA and signs in. The recovery codes are shown once. */
  finishWithEnrollment: {
    input: { challenge: string; code: string }
    answer: SignedInByEnrollment
    code: 'body-unreadable' | 'code-wrong' | 'clock-off' | 'challenge-over' | 'enrollment-over' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Exchanges a refresh token for the next two tokens. The same call gets the same tokens for 30 seconds, while the new refresh token is unused: a lost answer can be asked for again. After that, reusing one ends the session. */
  refreshTokens: {
    input: { refreshToken: string }
    answer: { tokens: Tokens }
    code: 'body-unreadable' | 'token-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Who is signed in, and the state of their second factor. */
  getMe: {
    input: Record<string, never>
    answer: { user: { id: string; name: string; email: string; role: 'admin' | 'agent' | 'operator' }; organization: { id: string; name: string } | null; twoFactor: { enabled: boolean; required: boolean; recoveryCodesLeft: number }; session: { id: string; kind: 'extension' | 'mobile' | 'server' } }
    code: 'body-unreadable' | 'token-invalid' | 'body-too-large' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Makes a link to a page for the person signed in here. Opened in a browser within 60 seconds it offers to continue there without signing in again, once. `path`: a page of this server, such as `/profile`; `link` is a path, too. */
  handOver: {
    input: { path: string }
    answer: { link: string; expiresAt: string }
    code: 'body-unreadable' | 'token-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Ends this session. */
  signOut: {
    input: Record<string, never>
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The people of the organization by name, 50 a page at most. `search`: words, each of which begins a word of the name or address. `missing`: off, or required and not set up. `after`: the `next` of the page before, with the same `search` and `twoFactor`; a page with few people or none may still have one. */
  listUsers: {
    input: { search?: string; twoFactor?: 'on' | 'off' | 'required' | 'locked' | 'missing'; after?: string }
    answer: { users: User[]; next: string | null }
    code: 'cursor-invalid' | 'body-unreadable' | 'token-invalid' | 'not-admin' | 'body-too-large' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Adds a person and returns the token of the invitation link, `/invitation/{invitation}`. */
  addUser: {
    input: { name: string; email: string; role: 'agent' | 'admin'; twoFactorRequired: boolean }
    answer: { userId: string; invitation: string }
    code: 'body-unreadable' | 'token-invalid' | 'session-over' | 'not-admin' | 'email-unavailable' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** How many active and invited people there are, by the state of their second factor: on, off, required and not set up, locked. */
  countUsers: {
    input: Record<string, never>
    answer: { people: number; on: number; off: number; required: number; locked: number }
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'body-too-large' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Requires 2FA for a person from their next sign-in on, or stops requiring it. */
  requireTwoFactor: {
    input: { userId: string } & { required: boolean; signOut: boolean }
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'proof-needed' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Resets the 2FA of a person who lost their phone, and returns what was removed. */
  resetTwoFactor: {
    input: { userId: string }
    answer: { authenticator: boolean; recoveryCodes: number; sessions: number; required: boolean }
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'self' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Suspends a person. They are signed out everywhere and can no longer sign in. */
  suspendUser: {
    input: { userId: string }
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'self' | 'last-admin' | 'not-active' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Lets a suspended person sign in again. */
  reactivateUser: {
    input: { userId: string }
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'not-suspended' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Unlocks a person who is locked out or has to wait after wrong passwords or codes. */
  unlockUser: {
    input: { userId: string }
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'not-locked' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Makes a person an admin or an agent. They are signed out. */
  changeRole: {
    input: { userId: string } & { role: 'agent' | 'admin' }
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'self' | 'last-admin' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Makes and sends a new invitation link for a person who has not joined yet, and returns its token. Links from before no longer work. */
  renewInvitation: {
    input: { userId: string }
    answer: { invitation: string }
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'already-joined' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Removes a person for good. What they did stays in the audit log. */
  removeUser: {
    input: { userId: string }
    answer: undefined
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'user-unknown' | 'self' | 'last-admin' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The audit log of the organization, the newest entry first, 50 a page. `before`: the `next` of the page before. `userId`: only what concerns this person. */
  listAudit: {
    input: { before?: string; userId?: string }
    answer: { entries: AuditEntry[]; next: number | null }
    code: 'body-unreadable' | 'token-invalid' | 'not-admin' | 'body-too-large' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
}
