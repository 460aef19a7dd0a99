import type { Page } from '@playwright/test'
import { enterPassword } from '../support/browser/steps'
import { VirtualKey } from '../support/browser/virtual-key'
import type { Scenes } from '../support/world/recovery-scenes'
import { adasPassword } from '../support/world/seed'
import type { Guarded, Part } from './guarded'
import type { Holder, Keyed } from './keyed'

/** The paths of links that were sent by email. */
export type Links = { reset: string; confirm: string; restore: string }
export type Start = {
  origin: string
  printedLink: string
  invitation: string
  links: Links
  scenes: Scenes
  guards: Guarded
  keys: Keyed
}

/**
 * One page in one state. `as`: who is signed in. Chidi gave the password, as did Arun and Bea, who are not through yet.
 * Olga, the operator, and Ada, an admin, are of the servers with operators.
 */
export type Shot = {
  name: string
  as?: 'maria' | 'arun' | 'bea' | 'chidi' | 'olga' | 'ada'
  /** On a server without an organization. */
  empty?: true
  /** On a server with operators: one where nothing happened yet, or one with requests in every state. */
  operators?: 'quiet' | 'busy'
  /** On the server with four eyes and enrollment codes. */
  guarded?: true
  /** Who of there is signed in. */
  part?: Part
  /** On the server with passkeys. */
  keyed?: true
  /** Who of there is signed in. */
  holder?: Holder
  go(page: Page, start: Start): Promise<unknown>
}

const at = (path: string) => (page: Page, start: Start) => page.goto(start.origin + path)

/** On the page of someone. */
const manage = (name: string) => async (page: Page, start: Start) => {
  await page.goto(`${start.origin}/organization/users`)
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** There, at a question. `last`: of several buttons of that name. */
const manageAnd =
  (name: string, button: string, { last = false } = {}) =>
  async (page: Page, start: Start) => {
    await manage(name)(page, start)
    const buttons = page.getByRole('button', { name: button, exact: true })
    await (last ? buttons.last() : buttons.first()).click()
    await page.getByRole('dialog').waitFor()
  }

const scene = (name: keyof Scenes) => (page: Page, start: Start) =>
  page.goto(start.origin + start.scenes[name])

/** A page of the guarded organization. */
const guarded =
  (path: keyof Guarded['paths'], below = '') =>
  (page: Page, { origin, guards }: Start) =>
    page.goto(origin + guards.paths[path] + below)

/** After the password, of someone of the organization with passkeys. */
const entered =
  (who: keyof Keyed['people'], path = '') =>
  async (page: Page, { origin, keys }: Start) => {
    await enterPassword(page, keys.people[who], origin)
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    if (path) await page.goto(origin + path)
  }

/** At a question about one of their own passkeys. */
const ofPasskey = (name: string, question: 'Rename' | 'Remove') => async (page: Page, start: Start) => {
  await at('/profile')(page, start)
  await page.getByRole('button', { name: `${question} ${name}` }).click()
  await page.getByRole('dialog').waitFor()
}

/** The rule that accepts passkeys only, previewed. */
async function onlyPasskeys(page: Page, start: Start): Promise<void> {
  await at('/organization/policy/passkeys')(page, start)
  await page.getByLabel('Everyone', { exact: true }).check()
  await press('Preview')(page)
  await page.getByText('have no passkey yet').first().waitFor()
}

/** Asked for an enrollment code at the sign-in. */
async function stopped(page: Page, { origin, guards }: Start): Promise<void> {
  await enterPassword(page, guards.stopped, origin)
  await page.getByLabel('Enrollment code').waitFor()
}

const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click()

/** On the page of an app or a group, found in its list. */
const open = (list: 'apps' | 'groups', name: string) => async (page: Page, start: Start) => {
  await page.goto(`${start.origin}/organization/${list}`)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** There, with a dialog open. */
const openAnd =
  (list: 'apps' | 'groups', name: string, button: string) => async (page: Page, start: Start) => {
    await open(list, name)(page, start)
    await press(button)(page)
  }

/** A sign-in to an app of the demo, as the app asks for it; where it returns to is not there. */
const authorize = (name: string, more: Record<string, string>) => async (page: Page, start: Start) => {
  await open('apps', name)(page, start)
  const href = await page.getByRole('link', { name: 'Test sign-in' }).getAttribute('href')
  const id = href?.split('/')[3] ?? ''
  const redirect = await page.getByLabel('Redirect addresses').inputValue()
  await page.route(`${redirect}**`, (route) => route.fulfill({ body: 'The app' }))
  const query = new URLSearchParams({
    ...{ client_id: id, response_type: 'code', redirect_uri: redirect, scope: 'openid' },
    ...{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
    ...more,
  })
  await page.goto(`${start.origin}/oidc/authorize?${query}`)
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
      await page.getByLabel('Authentication code').fill('000  000')
      await press('Verify')(page)
      await page.locator('[aria-invalid=true]').waitFor()
    },
  },
  { name: 'sign-in-recovery-code', as: 'arun', go: at('/sign-in/recovery-code') },
  { name: 'sign-in-enroll', as: 'bea', go: at('/sign-in/enroll') },
  { name: 'sign-in-ask-admin', as: 'bea', go: at('/sign-in/ask-admin') },
  { name: 'deadline', as: 'chidi', go: at('/two-factor/deadline') },
  { name: 'hand-over-over', go: at('/hand-over/over') },
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
  { name: 'profile-change-name', as: 'maria', go: at('/profile/name') },
  { name: 'profile-off', as: 'chidi', go: at('/profile') },
  { name: 'set-up', as: 'chidi', go: at('/profile/two-factor') },
  { name: 'replace-authenticator', as: 'maria', go: at('/profile/two-factor') },
  { name: 'add-authenticator', as: 'maria', go: at('/profile/two-factor/add') },
  { name: 'recovery-codes', as: 'maria', go: at('/two-factor/recovery-codes?next=/profile') },
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
  { name: 'apps-none', operators: 'quiet', as: 'ada', go: at('/apps') },
  { name: 'apps', as: 'chidi', go: at('/apps') },
  { name: 'organization-apps-none', operators: 'quiet', as: 'ada', go: at('/organization/apps') },
  { name: 'organization-apps', as: 'maria', go: at('/organization/apps') },
  { name: 'app-new', as: 'maria', go: at('/organization/apps/new') },
  { name: 'app-new-known', as: 'maria', go: at('/organization/apps/new?app=nextcloud') },
  { name: 'app-new-other', as: 'maria', go: at('/organization/apps/new?app=other') },
  { name: 'app-new-site', as: 'maria', go: at('/organization/apps/new?app=site') },
  { name: 'app', as: 'maria', go: open('apps', 'Files') },
  { name: 'app-problems', as: 'maria', go: open('apps', 'Wiki') },
  { name: 'app-site', as: 'maria', go: open('apps', 'Intranet') },
  { name: 'app-suspended', as: 'maria', go: open('apps', 'Old chat') },
  { name: 'app-suspend', as: 'maria', go: openAnd('apps', 'Wiki', 'Suspend') },
  { name: 'app-delete', as: 'maria', go: openAnd('apps', 'Wiki', 'Delete') },
  { name: 'app-sign-out', as: 'maria', go: openAnd('apps', 'Wiki', 'Sign everyone out of this app') },
  { name: 'app-delete-site', as: 'maria', go: openAnd('apps', 'Intranet', 'Delete') },
  { name: 'app-new-secret', as: 'maria', go: openAnd('apps', 'Files', 'New secret') },
  {
    name: 'app-secret',
    as: 'maria',
    async go(page, start) {
      await openAnd('apps', 'Files', 'New secret')(page, start)
      await press('Make new secret')(page)
      await page.getByLabel('Client secret', { exact: true }).waitFor()
    },
  },
  {
    name: 'app-test',
    as: 'maria',
    async go(page, start) {
      await open('apps', 'Files')(page, start)
      await page.getByRole('link', { name: 'Test sign-in' }).click()
      await page.getByRole('heading', { name: 'Test sign-in', level: 1 }).waitFor()
      await page.getByRole('link', { name: 'Test sign-in' }).click()
      await page.getByText('It works').waitFor()
    },
  },
  { name: 'authorize-choose', as: 'maria', go: authorize('Wiki', { prompt: 'select_account' }) },
  { name: 'authorize-again', as: 'maria', go: authorize('Wiki', { prompt: 'login' }) },
  { name: 'authorize-refused', as: 'maria', go: authorize('Help desk', {}) },
  { name: 'authorize-suspended', as: 'maria', go: authorize('Old chat', {}) },
  {
    name: 'authorize-problem',
    as: 'maria',
    go: authorize('Wiki', { redirect_uri: 'https://wiki.example.com/auth/oidc.callback/' }),
  },
  {
    name: 'authorize-allow',
    as: 'maria',
    go: authorize('Wiki', { scope: 'openid offline_access', prompt: 'consent' }),
  },
  {
    name: 'apps-allowed',
    as: 'maria',
    async go(page, start) {
      await authorize('Wiki', { scope: 'openid offline_access', prompt: 'consent' })(page, start)
      await press('Continue')(page)
      await page.waitForURL('https://wiki.example.com/**')
      await at('/apps')(page, start)
    },
  },
  { name: 'app-people', as: 'maria', go: open('apps', 'Wiki') },
  { name: 'sign-out', as: 'maria', go: at('/oidc/sign-out') },
  { name: 'signed-out', go: at('/oidc/sign-out') },
  { name: 'gate-refused', as: 'chidi', go: at(`/gate?host=calls.example.com&to=/&nonce=${'n'.repeat(43)}`) },
  { name: 'gate-unknown', as: 'chidi', go: at('/gate?host=nowhere.example.com') },
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
  { name: 'passkeys-sign-in', keyed: true, go: at('/sign-in') },
  { name: 'passkeys-code', keyed: true, go: entered('hugo') },
  { name: 'passkeys-recovery-code', keyed: true, go: entered('hugo', '/sign-in/recovery-code') },
  { name: 'passkeys-enroll', keyed: true, go: entered('hedda') },
  { name: 'passkeys-enroll-passkey', keyed: true, go: entered('hedda', '/sign-in/enroll/passkey') },
  {
    name: 'passkeys-enroll-cancelled',
    keyed: true,
    async go(page, start) {
      const key = await VirtualKey.plugInto(page, 'security-key')
      await key.isVerified(false)
      await entered('hedda', '/sign-in/enroll/passkey')(page, start)
      await press('Add passkey')(page)
      await page.getByText('No passkey was added.').waitFor()
    },
  },
  { name: 'passkeys-profile', keyed: true, holder: 'hugo', go: at('/profile') },
  { name: 'passkeys-profile-without', keyed: true, holder: 'hila', go: at('/profile') },
  { name: 'passkeys-add', keyed: true, holder: 'hugo', go: at('/profile/two-factor/passkey') },
  { name: 'passkeys-add-without', keyed: true, holder: 'hila', go: at('/profile/two-factor/passkey') },
  { name: 'passkeys-rename', keyed: true, holder: 'hugo', go: ofPasskey('Apple Passwords', 'Rename') },
  { name: 'passkeys-remove', keyed: true, holder: 'hugo', go: ofPasskey('Apple Passwords', 'Remove') },
  { name: 'passkeys-turn-off', keyed: true, holder: 'hugo', go: at('/profile/turn-off') },
  { name: 'passkeys-policy', keyed: true, holder: 'hanna', go: at('/organization/policy') },
  { name: 'passkeys-policy-only', keyed: true, holder: 'hanna', go: at('/organization/policy/passkeys') },
  { name: 'passkeys-policy-preview', keyed: true, holder: 'hanna', go: onlyPasskeys },
  {
    name: 'passkeys-policy-people',
    keyed: true,
    holder: 'hanna',
    async go(page, start) {
      await onlyPasskeys(page, start)
      await page.getByRole('link', { name: 'have no passkey yet' }).click()
      await page.getByText('Hila Barak').first().waitFor()
    },
  },
  { name: 'passkeys-manage', keyed: true, holder: 'hanna', go: manage('Hugo Marchetti') },
  { name: 'passkeys-lone', keyed: true, holder: 'hope', go: at('/profile') },
  { name: 'passkeys-audit', keyed: true, holder: 'hanna', go: at('/organization/audit') },
  { name: 'passkeys-client', keyed: true, go: (page, { origin, keys }) => page.goto(origin + keys.page) },
  { name: 'passkeys-client-done', keyed: true, go: at('/sign-in/passkey/done') },
  { name: 'passkeys-client-over', keyed: true, go: at('/sign-in/passkey/over') },
  {
    name: 'passkeys-only-saved',
    keyed: true,
    holder: 'hanna',
    async go(page, start) {
      await at('/organization/policy/passkeys')(page, start)
      await page.getByLabel('Everyone in chosen groups').check()
      await page.getByLabel('Vault').check()
      await press('Preview')(page)
      await press('Save')(page)
      await page.getByText('Passkeys only saved.').waitFor()
    },
  },
  { name: 'passkeys-only-profile', keyed: true, holder: 'hila', go: at('/profile') },
  { name: 'passkeys-only-code', keyed: true, go: entered('hugo') },
  { name: 'passkeys-only-code-without', keyed: true, go: entered('hila') },
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
  { name: 'not-found', go: at('/nothing/here') },
]
