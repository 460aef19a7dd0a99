import type { Page } from '@playwright/test'
import { enterPassword, passwordField } from '../../support/browser/steps'
import type { Rolling } from '../rolling'
import { at, press, type Shot, type Start } from '../shot'

/** A page of the organization that rolls 2FA out. */
const rolling =
  (path: keyof Rolling['paths']) =>
  (page: Page, { origin, rolled }: Start) =>
    page.goto(origin + rolled.paths[path])

/** The popup of someone's extension, with a password given. */
const inPopup = (who: keyof Rolling['people']) => async (page: Page, start: Start) => {
  const { email, password } = start.rolled.people[who]
  await page.getByLabel('Server address').fill(start.origin)
  await press('Connect')(page)
  await page.getByLabel('Email').fill(email)
  await passwordField(page).fill(password)
  await press('Sign in')(page)
}

/** Where the extension leads, signed in as Rosa there. */
async function handedOver(page: Page, { origin, rolled }: Start): Promise<void> {
  const { email, password } = rolled.people.rosa
  const call = async (path: string, data: object, token?: string) => {
    const headers = token && { headers: { authorization: `Bearer ${token}` } }
    const answer = await page.request.post(`${origin}/api/v1${path}`, { data, ...headers })
    return answer.json() as Promise<{ link: string; tokens: { accessToken: string } }>
  }
  const client = { kind: 'extension', name: 'Chrome on Windows' }
  const { tokens } = await call('/sign-in', { email, password, client })
  const { link } = await call('/hand-over', { path: '/profile' }, tokens.accessToken)
  await page.goto(origin + link)
}

/** An organization in the middle of its roll-out, and the extension there. */
export const rollingShots: Shot[] = [
  { name: 'rolling-sign-in', rolling: true, go: at('/sign-in') },
  {
    name: 'rolling-code',
    rolling: true,
    async go(page, { origin, rolled }) {
      await enterPassword(page, rolled.people.ruth, origin)
      await page.getByLabel('Authentication code').waitFor()
    },
  },
  { name: 'rolling-hand-over', rolling: true, go: handedOver },
  { name: 'rolling-hand-over-other', rolling: true, fellow: 'remy', go: handedOver },
  { name: 'rolling-overview', rolling: true, fellow: 'rita', go: at('/organization') },
  {
    name: 'rolling-overview-table',
    rolling: true,
    fellow: 'rita',
    async go(page, start) {
      await at('/organization')(page, start)
      await page.getByText('Show as a table').click()
    },
  },
  { name: 'rolling-users', rolling: true, fellow: 'rita', go: at('/organization/users') },
  { name: 'rolling-manage-locked', rolling: true, fellow: 'rita', go: rolling('locked') },
  { name: 'rolling-manage-refused', rolling: true, fellow: 'rita', go: rolling('refused') },
  { name: 'rolling-manage-waiting', rolling: true, fellow: 'rita', go: rolling('waiting') },
  { name: 'rolling-leave', rolling: true, fellow: 'rita', go: rolling('leave') },
  { name: 'rolling-remove', rolling: true, fellow: 'rita', go: rolling('remove') },
  { name: 'rolling-settings', rolling: true, fellow: 'rita', go: at('/organization/settings') },
  { name: 'rolling-profile', rolling: true, fellow: 'remy', go: at('/profile') },
  { name: 'rolling-turn-off', rolling: true, fellow: 'remy', go: at('/profile/turn-off') },
  { name: 'rolling-profile-off', rolling: true, fellow: 'rosa', go: at('/profile') },
  {
    name: 'popup-server',
    rolling: true,
    popup: true,
    go: (page) => page.getByLabel('Server address').waitFor(),
  },
  {
    name: 'popup-deadline',
    rolling: true,
    popup: true,
    async go(page, start) {
      await inPopup('rosa')(page, start)
      await page.getByText('Set up two-factor authentication by').waitFor()
    },
  },
  {
    name: 'popup-code',
    rolling: true,
    popup: true,
    async go(page, start) {
      await inPopup('ruth')(page, start)
      await page.getByLabel('Authentication code').waitFor()
    },
  },
]
