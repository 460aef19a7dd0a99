/** Every event there is, with the words the audit log shows. `noun.past-tense`. */
export const catalogue = {
  'organization.created': 'created the organization',
  'sign-in.succeeded': 'signed in',
  'sign-in.code-rejected': 'gave a wrong code after the right password',
  'sign-in.delayed': 'was made to wait after too many wrong codes',
  'sign-in.locked': 'was locked at the second step after 100 wrong codes',
  'sign-in.unlocked': 'unlocked the second step',
  'session.ended': 'signed out',
  'sessions.ended': 'ended sessions',
  'password.changed': 'changed the password',
  'two-factor.enabled': 'turned on two-factor authentication',
  'two-factor.disabled': 'turned off two-factor authentication',
  'two-factor.replaced': 'replaced the authenticator',
  'two-factor.required': 'required two-factor authentication',
  'two-factor.requirement-lifted': 'lifted the requirement of two-factor authentication',
  'two-factor.reset': 'reset two-factor authentication',
  'recovery-codes.renewed': 'made new recovery codes',
  'recovery-code.used': 'used a recovery code',
  'user.added': 'added the user',
  'user.invited': 'made a new invitation link',
  'user.joined': 'joined',
  'user.suspended': 'suspended',
  'user.reactivated': 'reactivated',
  'user.removed': 'removed',
  'user.role-changed': 'changed the role',
} as const

export type AuditEvent = keyof typeof catalogue
