/** Settings of an app, as the audit log names those that were changed. */
const settingWords = {
  name: 'name',
  address: 'address',
  'open-paths': 'paths without sign-in',
  'redirect-addresses': 'redirect addresses',
  'signed-out-addresses': 'addresses after signing out',
  'back-channel-address': 'back-channel logout address',
  client: 'client secret or none',
  native: 'installed on devices or not',
  pkce: 'PKCE',
  algorithm: 'signing algorithm',
  people: 'who may use it',
  'two-factor': 'two-factor authentication',
  icon: 'icon',
} as const

export type AppSetting = keyof typeof settingWords

/** Their words from the codes with commas between them, as an entry keeps them. */
export const settingsInWords = (codes: string) =>
  codes
    .split(',')
    .map((code) => (Object.hasOwn(settingWords, code) ? settingWords[code as AppSetting] : code))
    .join(', ')
