import type { Page } from '@playwright/test'
import { at, manage, open, openAnd, press, type Shot, type Start } from '../shot'

/** There, at a question. `last`: of several buttons of that name. */
const manageAnd =
  (name: string, button: string, { last = false } = {}) =>
  async (page: Page, start: Start) => {
    await manage(name)(page, start)
    const buttons = page.getByRole('button', { name: button, exact: true })
    await (last ? buttons.last() : buttons.first()).click()
    await page.getByRole('dialog').waitFor()
  }

/** Users and groups. */
export const people: Shot[] = [
  { name: 'add-people', as: 'maria', go: at('/organization/users/add-several') },
  {
    name: 'add-people-preview',
    as: 'maria',
    async go(page, start) {
      await at('/organization/users/add-several')(page, start)
      const people = ['Gia Rossi <gia@example.com>', 'Arun Mehta <arun@example.com>', 'no address']
      await page.getByLabel('People', { exact: true }).fill(people.join('\n'))
      await press('Preview')(page)
      await page.getByText('would be added').first().waitFor()
    },
  },
  { name: 'bulk', as: 'maria', go: at('/organization/users/bulk?all=on&act=remind') },
  { name: 'bulk-nobody', as: 'maria', go: at('/organization/users/bulk?act=remind') },
  { name: 'users', as: 'maria', go: at('/organization/users') },
  { name: 'users-nobody-found', as: 'maria', go: at('/organization/users?q=zzz') },
  { name: 'users-new', as: 'maria', go: at('/organization/users/new') },
  {
    name: 'users-new-error',
    as: 'maria',
    async go(page, start) {
      await at('/organization/users/new')(page, start)
      await page.getByLabel('Full name').fill('Arun Again')
      await page.getByLabel('Email').fill('arun@example.com')
      await page.getByLabel('Enable 2FA').check()
      await press('Add user')(page)
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  { name: 'manage-invited', as: 'maria', go: manage('Ewa Kowalska') },
  { name: 'manage-required', as: 'maria', go: manage('Bea Lindqvist') },
  { name: 'manage-off', as: 'maria', go: manage('Chidi Okafor') },
  { name: 'manage-on', as: 'maria', go: manage('Arun Nair') },
  { name: 'manage-suspended', as: 'maria', go: manage('Dana Weiss') },
  { name: 'manage-self', as: 'maria', go: manage('Maria Admin') },
  {
    name: 'manage-reset',
    as: 'maria',
    async go(page, start) {
      await manage('Arun Nair')(page, start)
      await press('Reset two-factor authentication')(page)
    },
  },
  { name: 'manage-admin', as: 'maria', go: manage('Frida Holm') },
  {
    name: 'manage-contact-phone',
    as: 'maria',
    async go(page, start) {
      await manage('Frida Holm')(page, start)
      await page.getByRole('link', { name: 'Add contact phone' }).click()
      await page.getByRole('heading', { name: 'Contact phone of Frida Holm' }).waitFor()
    },
  },
  { name: 'manage-suspend', as: 'maria', go: manageAnd('Arun Nair', 'Suspend') },
  { name: 'manage-remove', as: 'maria', go: manageAnd('Arun Nair', 'Remove', { last: true }) },
  { name: 'groups-none', operators: 'quiet', as: 'ada', go: at('/organization/groups') },
  { name: 'groups', as: 'maria', go: at('/organization/groups') },
  {
    name: 'groups-add',
    as: 'maria',
    async go(page, start) {
      await at('/organization/groups')(page, start)
      await press('Add group')(page)
    },
  },
  { name: 'group', as: 'maria', go: open('groups', 'Support') },
  {
    name: 'group-add-people',
    as: 'maria',
    async go(page, start) {
      await open('groups', 'Support')(page, start)
      await page.getByRole('link', { name: 'Add people' }).click()
      await page.getByRole('heading', { name: 'Add people to Support' }).waitFor()
    },
  },
  { name: 'group-delete', as: 'maria', go: openAnd('groups', 'Night shift', 'Delete') },
]
