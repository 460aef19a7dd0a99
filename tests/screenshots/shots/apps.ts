import type { Page } from '@playwright/test'
import { at, open, openAnd, press, type Shot, type Start } from '../shot'

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

/** Apps, one’s own and those of the organization, and the sign-in to one. */
export const apps: Shot[] = [
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
]
