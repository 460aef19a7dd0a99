import type { LaunchOptions, Page } from '@playwright/test'
import { test as base, expect } from './browser'
import { Extension } from './extension'
import type { Resident } from './resident'
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

export { expect } from './browser'
