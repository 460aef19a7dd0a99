import type { Page } from '@playwright/test'
import { enterPassword } from '../../support/browser/steps'
import { VirtualKey } from '../../support/browser/virtual-key'
import { type Keyed, pageForExtension } from '../keyed'
import { at, manage, press, type Shot, type Start } from '../shot'

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

/** Passkeys. */
export const passkeys: Shot[] = [
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
  {
    name: 'passkeys-client',
    keyed: true,
    async go(page, { origin, keys }) {
      await page.goto(origin + (await pageForExtension({ origin }, keys.people.hugo)))
    },
  },
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
]
