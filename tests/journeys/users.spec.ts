import { expect, test } from '../support/browser/browser'
import { heading, passwordField } from '../support/browser/steps'

test('an admin searches and filters the users', async ({ page, organization, signedIn }) => {
  const on = await organization.agent({ name: 'Wilma Quist', enrolled: true })
  const off = await organization.agent({ name: 'Wilma Quarles' })
  const required = await organization.agent({ name: 'Wilma Quade', required: true })
  const invited = await organization.agent({ name: 'Wilma Quinn', invited: true })
  await signedIn(await organization.admin())
  await page.goto('/organization/users')

  const search = page.getByRole('searchbox', { name: 'Search users' })
  const filter = page.getByRole('navigation', { name: 'Two-factor' })
  const choose = (label: string) => filter.getByRole('link', { name: label, exact: true }).click()
  const names = page.getByRole('table', { name: 'Users' }).getByRole('link')
  const row = (name: string) => page.getByRole('row', { name })

  await search.fill('wilma qu')
  await search.press('Enter')
  await expect(names).toHaveText([required, off, invited, on].map((who) => who.name))
  await expect(search).toHaveValue('wilma qu')
  await expect(row(on.name)).toContainText(/On.*Agent.*Active/)
  await expect(row(off.name)).toContainText(/Off.*Agent.*Active/)
  await expect(row(required.name)).toContainText(/Required, not set up.*Agent.*Active/)
  await expect(row(invited.name)).toContainText(/Off.*Agent.*Invited.*never/)

  for (const [state, who] of [
    ['On', [on]],
    ['Required, not set up', [required]],
    ['Off', [off, invited]],
    ['Off or not set up', [required, off, invited]],
  ] as const) {
    await choose(state)
    await expect(names).toHaveText(who.map(({ name }) => name))
  }
  await expect(search).toHaveValue('wilma qu')
  await choose('All')
  await expect(names).toHaveText([required, off, invited, on].map((who) => who.name))
  await search.fill(on.email)
  await search.press('Enter')
  await expect(names).toHaveText([on.name])

  await search.fill('nobody of this name')
  await search.press('Enter')
  await expect(page.getByText('No one found')).toBeVisible()
  await page.getByRole('link', { name: 'Show everyone' }).click()
  await expect(search).toHaveValue('')
  await expect(names.first()).toBeVisible()

  await page.getByRole('link', { name: /^\d+ must still set it up$/ }).click()
  await expect(filter.getByRole('link', { name: 'Required, not set up' })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await expect(names.filter({ hasText: required.name })).toBeVisible()
  await expect(names.filter({ hasText: off.name })).toHaveCount(0)
})

test('more people than one page holds are on the next', async ({ page, organization, signedIn }) => {
  for (let n = 0; n < 52; n++) await organization.agent({ name: `Yorick Nummer ${n}`, invited: true })
  await signedIn(await organization.admin())
  await page.goto('/organization/users?q=yorick')
  const names = page.getByRole('table', { name: 'Users' }).getByRole('link')
  await expect(names).toHaveCount(50)
  const first = await names.allTextContents()
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(names).toHaveCount(2)
  const all = [...first, ...(await names.allTextContents())]
  expect(new Set(all).size).toBe(52)
  await page.getByRole('link', { name: 'First page' }).click()
  await expect(names).toHaveText(first)
})

test('a whole row leads to the person, and on a phone it is a card that keeps everything', async ({
  page,
  organization,
  signedIn,
}) => {
  const agent = await organization.agent({ required: true })
  await signedIn(await organization.admin())
  const list = `/organization/users?q=${agent.email}`
  await page.goto(list)
  await page.getByRole('row', { name: agent.name }).click()
  await expect(heading(page, agent.name)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(list)
  for (const name of [agent.email, 'Required, not set up', 'Agent', 'Active', 'Last sign-in never'])
    await expect(page.getByRole('cell', { name })).toBeInViewport({ ratio: 1 })
  const newPage = page.context().waitForEvent('page')
  await page.getByRole('row', { name: agent.name }).click({ modifiers: ['ControlOrMeta'] })
  await expect(heading(await newPage, agent.name)).toBeVisible()
  await expect(heading(page, 'Users')).toBeVisible()
})

test('an invited person gets a new link, and the old one is void', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const agent = await organization.agent({ invited: true })
  await signedIn(await organization.admin())
  await page.goto(`/organization/users/${agent.id}`)
  await expect(page.getByText('The link works once and expires in 3 days.')).toBeVisible()
  await expect(page.getByText('The link is no longer shown.')).toBeVisible()
  await organization.invitationExpired(agent)
  await page.reload()
  await expect(
    page.getByText('Hasn’t joined, and the invitation link has expired. Make a new one.'),
  ).toBeVisible()
  await page.goto('/organization')
  await expect(
    page.getByRole('listitem').filter({ hasText: agent.name }).filter({ hasText: 'expired 2 h ago' }),
  ).toBeVisible()
  await page.goto(`/organization/users/${agent.id}`)
  await page.getByRole('button', { name: 'New invitation link' }).click()
  await expect(page.getByText('Here’s a new invitation link.')).toBeVisible()
  const link = await page.getByLabel('Invitation link').inputValue()

  const theirs = await anotherBrowser()
  await theirs.goto(agent.invitation)
  await expect(theirs.getByText('This invitation link was used, has expired or was replaced.')).toBeVisible()
  await theirs.goto(link)
  await passwordField(theirs).fill('seven brass kettles')
  await theirs.getByRole('button', { name: 'Join' }).click()
  await expect(heading(theirs, 'Profile')).toBeVisible()
})

test('an admin finds themselves, and is sent to the profile', async ({ page, organization, signedIn }) => {
  const admin = await organization.admin({ enrolled: true })
  await signedIn(admin)
  await page.goto(`/organization/users?q=${admin.email}`)
  await page.getByRole('link', { name: admin.name }).click()
  await expect(heading(page, admin.name)).toBeVisible()
  for (const name of [/Reset/, /Suspend/, /Remove/, /Change role/, /Sign out everywhere/])
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  await expect(page.getByLabel('Role')).toHaveCount(0)
  await expect(page.getByText('This is you. Use your profile.')).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('link', { name: /profile/ })
    .click()
  await expect(heading(page, 'Profile')).toBeVisible()
})

test('for agents there is no administration', async ({ page, organization, signedIn, alarms }) => {
  const agent = await organization.agent()
  await signedIn(agent)
  await page.goto('/')
  await expect(heading(page, 'Profile')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Users' })).toHaveCount(0)
  alarms.expect(/status of 404.*\/organization/)
  for (const path of ['', '/users', '/users/new', `/users/${agent.id}`].map((end) => `/organization${end}`)) {
    expect((await page.goto(path))?.status()).toBe(404)
    await expect(heading(page, 'Page not found')).toBeVisible()
  }
})

test('a page has the title of what it shows, and one that is not there a title of its own', async ({
  page,
  organization,
  signedIn,
  anotherBrowser,
  alarms,
}) => {
  alarms.expect(/status of 404/)
  const agent = await organization.agent({ name: 'Ben Okafor' })
  await signedIn(await organization.admin())
  await page.goto('/organization/users')
  await expect(page).toHaveTitle(/^Users · /)
  await page.goto(`/organization/users/${agent.id}`)
  await expect(heading(page, agent.name)).toBeVisible()
  await expect(page).toHaveTitle(/^Ben Okafor · /)
  const agents = await anotherBrowser()
  await signedIn(agent, agents)
  for (const [on, paths] of [
    [page, ['/organization/users/nobody', '/operator/recovery', '/operator/recovery/nothing', '/nowhere']],
    [agents, ['/organization/users', '/organization/audit', `/organization/users/${agent.id}`]],
  ] as const)
    for (const path of paths) {
      await on.goto(path)
      await expect(heading(on, 'Page not found')).toBeVisible()
      await expect(on).toHaveTitle(/^Page not found · /)
    }
})
