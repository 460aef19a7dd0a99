import type { Page } from '@playwright/test'
import type { Scenes } from '../support/world/recovery-scenes'
import type { Guarded, Part } from './guarded'
import type { Holder, Keyed } from './keyed'
import type { Fellow, Rolling } from './rolling'

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
  rolled: Rolling
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
  /** On the server of the organization that rolls 2FA out. */
  rolling?: true
  /** Who of there is signed in. */
  fellow?: Fellow
  /** Of the extension, in a browser of its own, and as wide as it is. */
  popup?: true
  go(page: Page, start: Start): Promise<unknown>
}

export const at = (path: string) => (page: Page, start: Start) => page.goto(start.origin + path)

export const press = (name: string) => (page: Page) =>
  page.getByRole('button', { name, exact: true }).first().click()

/** On the page of an app or a group, found in its list. */
export const open = (list: 'apps' | 'groups', name: string) => async (page: Page, start: Start) => {
  await page.goto(`${start.origin}/organization/${list}`)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

/** There, with a dialog open. */
export const openAnd =
  (list: 'apps' | 'groups', name: string, button: string) => async (page: Page, start: Start) => {
    await open(list, name)(page, start)
    await press(button)(page)
  }

/** On the page of someone. */
export const manage = (name: string) => async (page: Page, start: Start) => {
  await page.goto(`${start.origin}/organization/users`)
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}
