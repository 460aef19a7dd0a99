/* Made of /api/v1/openapi.json by generate.ts: not edited by hand. */

export type SignedInByPassword = { status: 'signed-in'; tokens: Tokens; deviceToken?: string }

export type Tokens = { accessToken: string; accessTokenExpiresAt: string; refreshToken: string; refreshTokenExpiresAt: string }

export type SignedIn = { status: 'signed-in'; tokens: Tokens }

export type SignedInByRecoveryCode = { status: 'signed-in'; tokens: Tokens; recoveryCodesLeft: number }

export type SignedInByEnrollment = { status: 'signed-in'; tokens: Tokens; recoveryCodes: string[] }

export type User = { id: string; name: string; email: string; role: 'admin' | 'agent' | 'operator'; status: 'invited' | 'active' | 'suspended'; secondFactor: 'on' | 'off' | 'required' | 'locked'; lastSignInAt: string | null }

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
} as const

/** What each call takes and answers, and the codes of what can go wrong. */
export type Calls = {
  /** Email and password. They sign in, or open a challenge that waits for a second step. A client that sends the `deviceToken` it was given is not slowed down by wrong passwords that others give for the same person; one that sends null is given one, to be kept over sign-outs. It opens nothing. */
  signIn: {
    input: { email: string; password: string; deviceToken?: string | null; client: { kind: 'extension' | 'mobile'; name: string } }
    answer: SignedInByPassword | { status: 'code-required' | 'enrollment-required'; challenge: string; expiresAt: string; deviceToken?: string }
    code: 'credentials-wrong' | 'account-suspended' | 'organization-suspended' | 'ticket-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The second step with the code of an authenticator app. */
  finishWithCode: {
    input: { challenge: string; code: string }
    answer: SignedIn
    code: 'code-wrong' | 'second-step-locked' | 'secret-unreadable' | 'challenge-over' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The second step with a recovery code, which is used up by it. */
  finishWithRecoveryCode: {
    input: { challenge: string; recoveryCode: string }
    answer: SignedInByRecoveryCode
    code: 'code-wrong' | 'second-step-locked' | 'challenge-over' | 'ticket-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The setup key for somebody of whom 2FA is required and who has not set it up. */
  startEnrollment: {
    input: { challenge: string }
    answer: { setupKey: string; uri: string }
    code: 'challenge-over' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Confirms the setup key with a code of it, turns 2FA on and signs in. The recovery codes are shown once. */
  finishWithEnrollment: {
    input: { challenge: string; code: string }
    answer: SignedInByEnrollment
    code: 'code-wrong' | 'clock-off' | 'challenge-over' | 'enrollment-over' | 'ticket-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'too-many-attempts' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Exchanges a refresh token for the next two tokens. The same call gets the same tokens for 30 seconds, while the new refresh token is unused: a lost answer can be asked for again. After that, reusing one ends the session. */
  refreshTokens: {
    input: { refreshToken: string }
    answer: { tokens: Tokens }
    code: 'token-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Who is signed in, and where their second factor stands. */
  getMe: {
    input: Record<string, never>
    answer: { user: { id: string; name: string; email: string; role: 'admin' | 'agent' | 'operator' }; organization: { id: string; name: string } | null; twoFactor: { enabled: boolean; required: boolean; recoveryCodesLeft: number }; session: { id: string; kind: 'extension' | 'mobile' } }
    code: 'token-invalid' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Makes a link to a page for the person signed in here. Opened in a browser within 60 seconds it offers to go on there without another sign-in, once. `path`: a page of this server, such as `/profile`; `link` is a path, too. */
  handOver: {
    input: { path: string }
    answer: { link: string; expiresAt: string }
    code: 'token-invalid' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Ends this session. */
  signOut: {
    input: Record<string, never>
    answer: undefined
    code: 'token-invalid' | 'body-too-large' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** The people of the organization by name, a page at a time. `after`: the `next` of the page before. `missing`: off, or required and not set up. */
  listUsers: {
    input: { search?: string; twoFactor?: 'on' | 'off' | 'required' | 'locked' | 'missing'; after?: string }
    answer: { users: User[]; next: string | null }
    code: 'token-invalid' | 'not-admin' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Adds a person and returns the token of the invitation link, `/invitation/{invitation}`. */
  addUser: {
    input: { name: string; email: string; role: 'agent' | 'admin'; twoFactorRequired: boolean }
    answer: { userId: string; invitation: string }
    code: 'token-invalid' | 'session-over' | 'not-admin' | 'email-unavailable' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** How many active and invited people there are, and where their second factor stands: on, off, required and not set up, locked. */
  countUsers: {
    input: Record<string, never>
    answer: { people: number; on: number; off: number; required: number; locked: number }
    code: 'token-invalid' | 'not-admin' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Requires 2FA of a person from their next sign-in on, or lifts that. */
  requireTwoFactor: {
    input: { userId: string } & { required: boolean; signOut: boolean }
    answer: undefined
    code: 'token-invalid' | 'not-admin' | 'user-unknown' | 'proof-needed' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Resets the 2FA of a person who lost the phone, and says what was removed. */
  resetTwoFactor: {
    input: { userId: string }
    answer: { authenticator: boolean; recoveryCodes: number; sessions: number; required: boolean }
    code: 'token-invalid' | 'not-admin' | 'user-unknown' | 'self' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Suspends a person: everything of theirs ends at once. */
  suspendUser: {
    input: { userId: string }
    answer: undefined
    code: 'token-invalid' | 'not-admin' | 'user-unknown' | 'self' | 'last-admin' | 'not-active' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
  /** Lets a suspended person sign in again. */
  reactivateUser: {
    input: { userId: string }
    answer: undefined
    code: 'token-invalid' | 'not-admin' | 'user-unknown' | 'not-suspended' | 'body-too-large' | 'type-unsupported' | 'body-invalid' | 'failed' | 'server-busy' | 'server-full'
  }
}
