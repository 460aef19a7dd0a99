import type { Scope } from '../scopes'

/** What each scope allows, as people read it. Of people, agents only are changed by keys. */
export const scopeWords: Record<Scope, string> = {
  'users:read': 'List people with the state of their two-factor authentication.',
  'users:write': 'Add, rename, suspend and remove agents, and require two-factor authentication.',
  'factors:reset':
    'Reset, unlock or stop requiring the two-factor authentication of agents, and remove those who have it.',
  'groups:read': 'List groups and who is in them.',
  'groups:write': 'Change groups and who is in them.',
  'apps:read': 'List apps and who may use them.',
  'audit:read': 'Read the audit log.',
}
