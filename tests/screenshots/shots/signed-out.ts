import { at, press, type Shot } from '../shot'

/** Before anyone is signed in: the set-up, the sign-in, and where links from emails lead. */
export const signedOut: Shot[] = [
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
  { name: 'not-found', go: at('/nothing/here') },
]
