import { at, press, type Shot } from '../shot'

/** What is one’s own. */
export const profile: Shot[] = [
  { name: 'profile', as: 'maria', go: at('/profile') },
  {
    name: 'profile-turn-off',
    as: 'maria',
    async go(page, start) {
      await at('/profile')(page, start)
      await press('Turn off')(page)
    },
  },
  {
    name: 'profile-new-codes',
    as: 'maria',
    async go(page, start) {
      await at('/profile')(page, start)
      await press('New recovery codes')(page)
    },
  },
  {
    name: 'profile-change-password',
    as: 'maria',
    async go(page, start) {
      await at('/profile')(page, start)
      await press('Change password')(page)
    },
  },
  {
    name: 'profile-change-email',
    as: 'maria',
    async go(page, start) {
      await at('/profile')(page, start)
      await press('Change email')(page)
    },
  },
  { name: 'profile-change-name', as: 'maria', go: at('/profile/name') },
  { name: 'profile-off', as: 'chidi', go: at('/profile') },
  { name: 'set-up', as: 'chidi', go: at('/profile/two-factor') },
  { name: 'replace-authenticator', as: 'maria', go: at('/profile/two-factor') },
  { name: 'add-authenticator', as: 'maria', go: at('/profile/two-factor/add') },
  { name: 'recovery-codes', as: 'maria', go: at('/two-factor/recovery-codes?next=/profile') },
  { name: 'profile-operator', operators: 'quiet', as: 'olga', go: at('/profile') },
  { name: 'profile-authenticators', operators: 'busy', as: 'olga', go: at('/profile') },
  {
    name: 'profile-rename-authenticator',
    operators: 'busy',
    as: 'olga',
    async go(page, start) {
      await at('/profile')(page, start)
      await press('Rename Tablet')(page)
    },
  },
  {
    name: 'profile-remove-authenticator',
    operators: 'busy',
    as: 'olga',
    async go(page, start) {
      await at('/profile')(page, start)
      await press('Remove Tablet')(page)
    },
  },
  { name: 'replace-one-authenticator', operators: 'busy', as: 'olga', go: at('/profile/two-factor') },
]
