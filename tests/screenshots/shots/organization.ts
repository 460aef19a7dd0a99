import { adasPassword } from '../../support/world/seed'
import { at, press, type Shot } from '../shot'

/** What an admin sees of the whole organization. */
export const organization: Shot[] = [
  { name: 'overview', as: 'maria', go: at('/organization') },
  { name: 'overview-new', operators: 'quiet', as: 'ada', go: at('/organization') },
  { name: 'at-risk', as: 'maria', go: at('/organization/at-risk?kind=codes') },
  { name: 'policy', as: 'maria', go: at('/organization/policy') },
  {
    name: 'policy-preview',
    as: 'maria',
    go: at('/organization/policy?who=everyone&from=at-once&sessions=end'),
  },
  {
    name: 'policy-people',
    as: 'maria',
    go: at('/organization/policy/people?who=everyone&from=at-once&sessions=end&part=asked'),
  },
  { name: 'policy-waiting', as: 'maria', go: at('/organization/policy/waiting') },
  { name: 'settings', as: 'maria', go: at('/organization/settings') },
  { name: 'contact-phone', as: 'maria', go: at('/organization/settings/contact-phone') },
  { name: 'evidence', as: 'maria', go: at('/organization/evidence') },
  { name: 'batches', as: 'maria', go: at('/organization/batches') },
  { name: 'keys-none', operators: 'quiet', as: 'ada', go: at('/organization/keys') },
  { name: 'keys', as: 'maria', go: at('/organization/keys') },
  { name: 'key-new', as: 'maria', go: at('/organization/keys/new') },
  {
    name: 'key-end',
    as: 'maria',
    async go(page, start) {
      await at('/organization/keys')(page, start)
      await press('End key')(page)
    },
  },
  {
    name: 'key-shown',
    operators: 'quiet',
    as: 'ada',
    async go(page, start) {
      await at('/organization/keys/new')(page, start)
      await page.getByLabel('Name').fill('Nightly sync')
      await page.getByLabel('users:read').check()
      await page.getByRole('textbox', { name: 'Password' }).fill(adasPassword)
      await press('Create key')(page)
      await page.getByLabel('API key', { exact: true }).waitFor()
    },
  },
  { name: 'audit', as: 'maria', go: at('/organization/audit') },
]
