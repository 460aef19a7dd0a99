import type { Page } from '@playwright/test'
import type { Scenes } from '../support/world/recovery-scenes'

/** The paths of links that were sent by email. */
export type Links = { reset: string; confirm: string; restore: string }
export type Start = {
  origin: string
  printedLink: string
  invitation: string
  links: Links
  scenes: Scenes
}

/**
 * One page in one state. `as`: who is signed in; for anyone but Maria and Olga, the operator, who gave the password.
 */
export type Shot = {
  name: string
  as?: 'maria' | 'arun' | 'bea' | 'olga'
  /** On a server without an organization. */
  empty?: true
  /** On a server with operators: one where nothing happened yet, or one with requests in every state. */
  operators?: 'quiet' | 'busy'
  go(page: Page, start: Start): Promise<unknown>
}

const at = (path: string) => (page: Page, start: Start) => page.goto(start.origin + path)

/** On the page of someone. */
const manage = (name: string) => async (page: Page, start: Start) => {
  await page.goto(`${start.origin}/organization/users`)
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

const scene = (name: keyof Scenes) => (page: Page, start: Start) =>
  page.goto(start.origin + start.scenes[name])

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click()

/** On the page of a group, which is added, with the first people in it, where it is not there yet. */
const group = (name: string) => async (page: Page, start: Start) => {
  await page.goto(`${start.origin}/organization/groups`)
  if ((await page.getByRole('link', { name, exact: true }).count()) === 0) {
    await press('Add group')(page)
    const dialog = page.getByRole('dialog', { name: 'Add group' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Description (optional)').fill('Answers customers by phone and email')
    await dialog.getByRole('button', { name: 'Add group' }).click()
    await page.getByRole('link', { name: 'Add people' }).click()
    for (const nth of [0, 1, 2]) await page.getByRole('checkbox').nth(nth).check()
    await press('Add people')(page)
    await page.getByText('Added to the group.').waitFor()
    await page.goto(`${start.origin}/organization/groups`)
  }
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

export const shots: Shot[] = [
  { name: 'nothing-yet', empty: true, go: at('/') },
  { name: 'setup-without-link', empty: true, go: at('/setup') },
  { name: 'setup', empty: true, go: (page, { printedLink }) => page.goto(printedLink) },
  {
    name: 'setup-error',
    empty: true,
    async go(page, { printedLink }) {
      await page.goto(printedLink)
      await page.getByLabel('Organization').fill('Acme')
      await page.getByLabel('Full name').fill('Maria Admin')
      await page.getByLabel('Email').fill('maria@example')
      await page.getByRole('textbox', { name: 'Password' }).fill('short')
      await press('Create organization')(page)
      await page.locator('[aria-invalid=true]').first().waitFor()
    },
  },
  { name: 'sign-in', go: at('/sign-in') },
  {
    name: 'sign-in-error',
    async go(page, start) {
      await at('/sign-in')(page, start)
      await page.getByLabel('Email').fill('maria@example.com')
      await page.getByRole('textbox', { name: 'Password' }).fill('not this one')
      await press('Sign in')(page)
      await page.getByRole('alert').first().waitFor()
    },
  },
  { name: 'sign-in-ended', go: at('/sign-in?notice=attempts-used-up') },
  { name: 'sign-in-code', as: 'arun', go: at('/sign-in/code') },
  {
    name: 'sign-in-code-error',
    as: 'arun',
    async go(page, start) {
      await at('/sign-in/code')(page, start)
      await page.getByLabel('Authentication code').fill('000 000')
      await press('Verify')(page)
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  { name: 'sign-in-recovery-code', as: 'arun', go: at('/sign-in/recovery-code') },
  { name: 'sign-in-enroll', as: 'bea', go: at('/sign-in/enroll') },
  { name: 'invitation', go: (page, { origin, invitation }) => page.goto(origin + invitation) },
  { name: 'invitation-over', go: at('/invitation/over') },
  { name: 'forgot-password', go: at('/forgot-password') },
  {
    name: 'forgot-password-sent',
    async go(page, start) {
      await at('/forgot-password')(page, start)
      await page.getByLabel('Email').fill('arun@example.com')
      await press('Send link')(page)
      await page.getByText('If there is an account').waitFor()
    },
  },
  { name: 'reset-password', go: (page, { origin, links }) => page.goto(origin + links.reset) },
  {
    name: 'reset-password-error',
    async go(page, { origin, links }) {
      await page.goto(origin + links.reset)
      await page.getByRole('textbox', { name: 'New password' }).fill('passwordpassword')
      await press('Save password')(page)
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  { name: 'reset-password-over', go: at('/reset-password/over') },
  { name: 'sign-in-password-reset', go: at('/sign-in?notice=password-reset') },
  { name: 'email-confirm', go: (page, { origin, links }) => page.goto(origin + links.confirm) },
  { name: 'email-confirm-over', go: at('/email/confirm/over') },
  { name: 'email-restore', go: (page, { origin, links }) => page.goto(origin + links.restore) },
  { name: 'email-restore-over', go: at('/email/restore/over') },
  { name: 'email-restored', go: at('/forgot-password?notice=email-restored') },
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
  { name: 'replace-authenticator', as: 'maria', go: at('/profile/two-factor') },
  { name: 'recovery-codes', as: 'maria', go: at('/two-factor/recovery-codes?next=/profile') },
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
  { name: 'groups-none', as: 'maria', go: at('/organization/groups') },
  {
    name: 'groups-add',
    as: 'maria',
    async go(page, start) {
      await at('/organization/groups')(page, start)
      await press('Add group')(page)
    },
  },
  { name: 'groups-one', as: 'maria', go: group('Support') },
  {
    name: 'groups-one-add',
    as: 'maria',
    async go(page, start) {
      await group('Support')(page, start)
      await page.getByRole('link', { name: 'Add people' }).click()
      await page.getByRole('heading', { name: 'Add people to Support' }).waitFor()
    },
  },
  {
    name: 'groups-one-delete',
    as: 'maria',
    async go(page, start) {
      await group('Support')(page, start)
      await press('Delete')(page)
    },
  },
  { name: 'groups-some', as: 'maria', go: at('/organization/groups') },
  { name: 'groups-new-user', as: 'maria', go: at('/organization/users/new') },
  { name: 'groups-of-user', as: 'maria', go: manage('Arun Nair') },
  { name: 'audit', as: 'maria', go: at('/organization/audit') },
  { name: 'recovery', go: at('/recovery') },
  {
    name: 'recovery-sent',
    operators: 'quiet',
    async go(page, start) {
      await at('/recovery')(page, start)
      await page.getByLabel('Email').fill('maria@example.com')
      await page.getByLabel('Organization').fill('Acme')
      await page.getByLabel('What happened?').fill('My phone fell into the harbour.')
      await press('Send request')(page)
      await page.getByText('If there is an account').waitFor()
    },
  },
  { name: 'recovery-confirmed', go: at('/recovery?notice=recovery-confirmed') },
  { name: 'recovery-stopped', go: at('/recovery?notice=recovery-stopped') },
  { name: 'recovery-fresh', go: at('/recovery?notice=recovery-fresh') },
  { name: 'recovery-to-confirm', operators: 'busy', go: scene('toConfirm') },
  { name: 'recovery-waiting', operators: 'busy', go: scene('waiting') },
  {
    name: 'recovery-stop',
    operators: 'busy',
    async go(page, start) {
      await scene('waiting')(page, start)
      await press('This wasn’t me')(page)
    },
  },
  { name: 'recovery-over', operators: 'busy', go: scene('over') },
  { name: 'recovery-dead', operators: 'busy', go: at('/recovery/over') },
  { name: 'recovery-complete', operators: 'busy', go: scene('open') },
  { name: 'recovery-complete-late', operators: 'busy', go: scene('late') },
  { name: 'recovery-complete-dead', operators: 'busy', go: at('/recovery/complete/over') },
  { name: 'operator-queue-empty', operators: 'quiet', as: 'olga', go: at('/operator/recovery') },
  { name: 'operator-queue', operators: 'busy', as: 'olga', go: at('/operator/recovery') },
  { name: 'operator-request', operators: 'busy', as: 'olga', go: scene('toDecide') },
  { name: 'operator-request-approved', operators: 'busy', as: 'olga', go: scene('decided') },
  {
    name: 'operator-approve',
    operators: 'busy',
    as: 'olga',
    async go(page, start) {
      await scene('toDecide')(page, start)
      await press('Approve')(page)
    },
  },
  {
    name: 'operator-reject',
    operators: 'busy',
    as: 'olga',
    async go(page, start) {
      await scene('toDecide')(page, start)
      await press('Reject')(page)
    },
  },
  { name: 'organizations', operators: 'busy', as: 'olga', go: at('/operator/organizations') },
  { name: 'organizations-new', operators: 'busy', as: 'olga', go: at('/operator/organizations/new') },
  { name: 'organization', operators: 'busy', as: 'olga', go: scene('organization') },
  {
    name: 'organization-suspended',
    operators: 'busy',
    as: 'olga',
    go: scene('suspendedOrganization'),
  },
  { name: 'profile-operator', operators: 'busy', as: 'olga', go: at('/profile') },
  { name: 'not-found', go: at('/nothing/here') },
]
