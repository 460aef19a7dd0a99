import type { LaunchOptions, Page } from '@playwright/test'
import type { Resident } from '../server/resident'
import { test as base, expect } from './browser'
import { Extension } from './extension'
import { heading, passwordField } from './steps'

export const test = base.extend<{ extension: Extension; launchOptions: LaunchOptions }>({
  extension: async ({ launchOptions, alarms }, use) => {
    const extension = await Extension.launch(launchOptions)
    await alarms.watch(extension.context)
    await use(extension)
    await extension.close()
  },
})

/** Tells the extension where its server is. */
export async function connect(popup: Page, origin: string): Promise<void> {
  await popup.getByLabel('Server address').fill(origin)
  await popup.getByRole('button', { name: 'Connect' }).click()
  await expect(heading(popup, 'Sign in')).toBeVisible()
}

/** Types email and password in the popup. */
export async function enterPassword(
  popup: Page,
  { email, password }: Pick<Resident, 'email' | 'password'>,
): Promise<void> {
  await popup.getByLabel('Email').fill(email)
  await passwordField(popup).fill(password)
  await popup.getByRole('button', { name: 'Sign in' }).click()
}

/** Opens the popup, tells it where its server is, and types email and password. */
export async function openPopup(
  extension: Extension,
  { origin }: { origin: string },
  person: Pick<Resident, 'email' | 'password'>,
): Promise<Page> {
  const popup = await extension.popup()
  await connect(popup, origin)
  await enterPassword(popup, person)
  return popup
}

export { expect } from './browser'
