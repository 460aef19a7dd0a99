import { look } from '../support/browser/appearance'
import { expect, test } from '../support/browser/browser'
import { enterCode, enterPassword, heading } from '../support/browser/steps'
import { setScenes } from '../support/world/recovery-scenes'
import { Seed } from '../support/world/seed'

/*
 * Every page and dialog of recovery requests and of those who decide on them, looked at.
 */

test.describe.configure({ timeout: 300_000 })
test.use({ baseURL: async ({ newServer }, use) => use(newServer.origin) })

test('recovery, for people who are locked out', async ({ page, newServer }) => {
  const seed = await Seed.open(newServer)
  const scenes = await setScenes(newServer, seed, await seed.operator())
  await seed.close()
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  await page.goto('/recovery')
  await look(page, 'recovery')
  await page.getByLabel('Email').fill('nobody@example')
  await page.getByLabel('Organization').fill('   ')
  await page.getByLabel('What happened?').fill('   ')
  await button('Send request').click()
  await expect(page.getByLabel('What happened?')).toHaveAttribute('aria-invalid', 'true')
  await look(page, 'recovery with mistakes')
  await page.getByLabel('Email').fill('nobody@example.com')
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('What happened?').fill('I lost my phone.')
  await button('Send request').click()
  await page.getByText('If there is an account').waitFor()
  await look(page, 'request sent')
  for (const notice of ['recovery-confirmed', 'recovery-stopped', 'recovery-fresh']) {
    await page.goto(`/recovery?notice=${notice}`)
    await look(page, notice)
  }
  for (const [what, path] of Object.entries({ ...scenes, dead: '/recovery/over' })) {
    if (!path.startsWith('/recovery')) continue
    await page.goto(path)
    await look(page, `recovery: ${what}`)
  }
  await page.goto('/recovery/complete/over')
  await look(page, 'complete: dead')
  await page.goto(scenes.open)
  await page.getByLabel('New password', { exact: true }).fill('short')
  await button('Save password').click()
  await page.getByText('Use at least 15 characters.').waitFor()
  await look(page, 'complete with a short password')
  await page.goto(scenes.waiting)
  await button('This wasn’t me').click()
  await look(page, 'stop?')
})

test('the pages of operators', async ({ page, newServer }) => {
  const seed = await Seed.open(newServer)
  const operator = await seed.operator()
  await enterPassword(page, operator)
  await enterCode(page, await operator.phone.nextCode())
  await heading(page, 'Recovery requests').waitFor()
  await look(page, 'queue, empty')
  await page.goto('/operator/organizations')
  await look(page, 'organizations, one')
  const scenes = await setScenes(newServer, seed, operator)
  await seed.close()
  const dialog = page.getByRole('dialog')
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  await page.goto('/operator/recovery')
  await look(page, 'queue, full')
  await page.goto(scenes.decided)
  await look(page, 'request, approved')
  await page.goto(scenes.toDecide)
  await look(page, 'request, to decide')
  await button('Reject').click()
  await dialog.waitFor()
  await look(page, 'reject?')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await button('Approve').click()
  await dialog.waitFor()
  await look(page, 'approve?')
  await dialog.getByLabel('Note').fill('None.')
  await dialog.getByLabel('Reason').fill('None.')
  await dialog.getByRole('button', { name: 'Approve' }).click()
  await dialog.getByText('Say what you checked').waitFor()
  await look(page, 'approve with nothing ticked')

  await page.goto('/operator/organizations')
  await look(page, 'organizations')
  for (const path of [scenes.organization, scenes.suspendedOrganization]) {
    await page.goto(path)
    await look(page, path)
  }
  await page.goto(scenes.organization)
  await button('Suspend').click()
  await dialog.waitFor()
  await look(page, 'suspend?')
  await page.goto('/operator/organizations/new')
  await look(page, 'add organization')
  await page.goto('/profile')
  await look(page, 'profile of an operator')
})
