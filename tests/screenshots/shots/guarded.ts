import type { Page } from '@playwright/test'
import { enterPassword } from '../../support/browser/steps'
import type { Guarded } from '../guarded'
import { at, press, type Shot, type Start } from '../shot'

/** A page of the guarded organization. */
const guarded =
  (path: keyof Guarded['paths'], below = '') =>
  (page: Page, { origin, guards }: Start) =>
    page.goto(origin + guards.paths[path] + below)

/** Asked for an enrollment code at the sign-in. */
async function stopped(page: Page, { origin, guards }: Start): Promise<void> {
  await enterPassword(page, guards.stopped, origin)
  await page.getByLabel('Enrollment code').waitFor()
}

/** Four eyes and enrollment codes. */
export const guardedShots: Shot[] = [
  { name: 'guarded-asked', guarded: true, part: 'vito', go: guarded('asked') },
  {
    name: 'guarded-asked-error',
    guarded: true,
    part: 'vito',
    async go(page, start) {
      await guarded('asked')(page, start)
      await page.getByRole('textbox', { name: 'Password' }).fill('not this one')
      await page.getByLabel('Authentication code or recovery code').fill('000  000')
      await press('Agree')(page)
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  { name: 'guarded-asked-new', guarded: true, part: 'vlad', go: guarded('asked') },
  { name: 'guarded-asked-own', guarded: true, part: 'vera', go: guarded('asked') },
  { name: 'guarded-asked-about', guarded: true, part: 'vida', go: guarded('asked') },
  { name: 'guarded-waiting', guarded: true, part: 'vito', go: at('/organization/policy/waiting') },
  { name: 'guarded-overview', guarded: true, part: 'vito', go: at('/organization') },
  { name: 'guarded-overview-new', guarded: true, part: 'vlad', go: at('/organization') },
  { name: 'guarded-policy', guarded: true, part: 'vera', go: at('/organization/policy') },
  { name: 'guarded-key', guarded: true, part: 'vito', go: at('/organization/keys') },
  {
    name: 'guarded-key-take-over',
    guarded: true,
    part: 'vito',
    async go(page, start) {
      await at('/organization/keys')(page, start)
      await press('Take over')(page)
    },
  },
  {
    name: 'guarded-key-end',
    guarded: true,
    part: 'vito',
    async go(page, start) {
      await at('/organization/keys')(page, start)
      await press('End key')(page)
    },
  },
  { name: 'guarded-group', guarded: true, part: 'vera', go: guarded('group') },
  { name: 'guarded-group-delete', guarded: true, part: 'vera', go: guarded('group', '/delete') },
  { name: 'guarded-manage-code', guarded: true, part: 'vera', go: guarded('byCode') },
  {
    name: 'guarded-details',
    guarded: true,
    part: 'vera',
    async go(page, start) {
      await guarded('byCode', '/details')(page, start)
      await page.getByLabel('Full name').fill('Chloé Bernard')
      await page.getByLabel('New email').fill('chloe.bernard@example.com')
    },
  },
  { name: 'guarded-choice', guarded: true, part: 'vera', go: guarded('free') },
  { name: 'guarded-choice-reset', guarded: true, part: 'vera', go: guarded('enrolled', '/reset') },
  { name: 'guarded-manage-link', guarded: true, part: 'vera', go: guarded('byLink') },
  { name: 'guarded-audit', guarded: true, part: 'vera', go: at('/organization/audit') },
  { name: 'guarded-sign-in', guarded: true, go: stopped },
  {
    name: 'guarded-sign-in-error',
    guarded: true,
    async go(page, start) {
      await stopped(page, start)
      await page.getByLabel('Enrollment code').fill('12')
      await press('Continue')(page)
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  { name: 'guarded-set-up', guarded: true, part: 'noah', go: at('/profile/two-factor') },
  {
    name: 'guarded-set-up-error',
    guarded: true,
    part: 'noah',
    async go(page, start) {
      await at('/profile/two-factor')(page, start)
      await page.getByRole('textbox', { name: 'Password' }).fill('not this one')
      await page.getByLabel('Enrollment code').fill('AAAAAAAA')
      await press('Continue')(page)
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  { name: 'guarded-link', guarded: true, go: guarded('link') },
  { name: 'guarded-link-used', guarded: true, go: guarded('usedLink') },
  {
    name: 'guarded-sign-in-link',
    guarded: true,
    async go(page, start) {
      await guarded('link')(page, start)
      await press('Continue')(page)
      await page.getByRole('heading', { level: 1 }).waitFor()
    },
  },
  {
    name: 'guarded-batch',
    guarded: true,
    part: 'vera',
    async go(page, start) {
      await at('/organization/users/bulk?all=on&act=sign-out')(page, start)
      await page.getByRole('button', { name: /^Sign out \d+/ }).click()
      await page.waitForURL('**/organization/batches/**')
      await page.getByRole('heading', { name: 'Receipt' }).waitFor()
    },
  },
]
