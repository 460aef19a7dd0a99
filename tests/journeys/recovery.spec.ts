import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser/browser'
import {
  approve,
  askAndConfirm,
  askForRecovery,
  completeByMail,
  confirmByMail,
  newPassword,
  stop,
} from '../support/browser/recovery-steps'
import {
  enterCode,
  enterPassword,
  expectSignedOut,
  heading,
  passwordField,
  saveRecoveryCodes,
  scanAndConfirm,
  signIn,
} from '../support/browser/steps'
import { Postbox } from '../support/server/postbox'
import type { Resident } from '../support/server/resident'
import { inviteOperator } from '../support/world/operator'
import { Seed } from '../support/world/seed'

const maria = { name: 'Maria Olsen', email: 'maria@example.com', password: 'wet paint on the stairs' }
const olga = { email: 'olga@support.example', password: 'orchard ladder window' }

/** Some seconds, in hours: long enough to look at the wait. */
const shortWait = { RECOVERY_WAIT: '0.003' }

/** The set-up page, and 2FA on with a phone and recovery codes that nobody will see again. */
async function setUp(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Organization').fill('Acme Freight')
  await page.getByLabel('Full name').fill(maria.name)
  await page.getByLabel('Email').fill(maria.email)
  await passwordField(page).fill(maria.password)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(heading(page, 'Overview')).toBeVisible()
  await page.goto('/profile/two-factor')
  await passwordField(page).fill(maria.password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await scanAndConfirm(page)
  await saveRecoveryCodes(page)
}

/** The operator opens the request that waits, from the queue. */
async function openFromQueue(page: Page, name: string): Promise<void> {
  await page.goto('/operator/recovery')
  const row = page.getByRole('row', { name }).first()
  await expect(row).toContainText('To decide')
  await row.getByRole('link', { name }).click()
  await expect(heading(page, name)).toBeVisible()
}

/** Whoever has the password and the mailbox of somebody is still asked for what only they have. */
async function expectNoWayIn(page: Page, who: Resident): Promise<void> {
  await enterPassword(page, who)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
}

test.describe('on a server of their own', () => {
  test.use({ settings: shortWait, baseURL: async ({ newServer }, use) => use(newServer.origin) })

  test('the sole admin loses phone and recovery codes, and an operator gets her back in', {
    tag: '@several-servers',
  }, async ({ page, newServer, anotherBrowser }) => {
    const mail = new Postbox(newServer)
    const office = await anotherBrowser()
    await setUp(office, newServer.printedLink)
    const desk = await anotherBrowser()
    await desk.goto(await inviteOperator(newServer, olga.email))
    await expect(heading(desk, 'Join the operators')).toBeVisible()
    await passwordField(desk).fill(olga.password)
    await desk.getByRole('button', { name: 'Join' }).click()
    await scanAndConfirm(desk)
    await saveRecoveryCodes(desk)
    await expect(heading(desk, 'Recovery requests')).toBeVisible()
    await expect(desk.getByText('No one is waiting')).toBeVisible()

    await askForRecovery(page, maria.email)
    await desk.reload()
    await expect(desk.getByText('No one is waiting')).toBeVisible()
    await confirmByMail(page, mail, maria.email)
    await mail.next(maria.email, 'Recovery of your account was asked for')

    const { path } = await mail.next(olga.email, `Recovery request waiting: ${maria.name}`)
    await desk.goto(path)
    await expect(desk.getByText('My phone fell into the harbour.')).toBeVisible()
    await expect(desk.getByText('On, 10 recovery codes left')).toBeVisible()
    await expect(desk.getByText('None: no one in the organization can help')).toBeVisible()
    const dialog = desk.getByRole('dialog', { name: `Approve the request of ${maria.name}?` })
    await desk.getByRole('button', { name: 'Approve' }).click()
    await dialog.getByLabel('Note').fill('Nothing.')
    await dialog.getByLabel('Reason').fill('She sounds nice.')
    await dialog.getByRole('button', { name: 'Approve' }).click()
    await expect(dialog.getByText('Say what you checked: the mailbox alone proves nothing.')).toBeVisible()
    await desk.reload()
    await approve(desk)
    await expect(desk.getByRole('row', { name: maria.name })).toContainText('Waiting')

    const approved = await mail.next(maria.email, 'was approved')
    await page.goto(approved.path)
    await expect(page.getByText('It was approved')).toBeVisible()
    await mail.next(maria.email, 'Half of the wait has passed')
    await completeByMail(page, mail, maria.email)
    await mail.next(maria.email, 'was recovered')

    await enterPassword(page, maria)
    await expect(page.getByText('The email or password is incorrect.')).toBeVisible()
    await enterPassword(page, { ...maria, password: newPassword })
    await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
    await scanAndConfirm(page)
    await saveRecoveryCodes(page)
    await expect(heading(page, 'Overview')).toBeVisible()
    await expectSignedOut(office)
    await desk.reload()
    await expect(desk.getByRole('row', { name: maria.name })).toContainText('Completed')
  })
})

test('somebody who only owns the mailbox: the operator rejects', async ({
  page,
  server,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const mail = new Postbox(server)
  const admin = await organization.admin({ enrolled: true })
  const desk = await anotherBrowser()
  await signedIn(await organization.operator(), desk)
  await askAndConfirm(page, mail, admin.email)
  const { path } = await mail.next(admin.email, 'was asked for')

  await openFromQueue(desk, admin.name)
  const dialog = desk.getByRole('dialog', { name: `Reject the request of ${admin.name}?` })
  await desk.getByRole('button', { name: 'Reject' }).click()
  await dialog.getByLabel('Reason').fill('The number of the contract knows nothing of it.')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(desk.getByText('Rejected. Everyone involved gets an email.')).toBeVisible()
  await expect(desk.getByRole('row', { name: admin.name })).toContainText('Rejected')

  const told = await mail.next(admin.email, 'was rejected')
  expect(told.text).toContain('The number of the contract knows nothing of it.')
  await page.goto(path)
  await expect(page.getByText('It was rejected')).toBeVisible()
  await expect(page.getByRole('button', { name: 'This wasn’t me' })).toHaveCount(0)
  await expectNoWayIn(page, admin)
})

test('somebody who only owns the mailbox: another admin stops it, even after an operator approved', async ({
  page,
  server,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const mail = new Postbox(server)
  // The evidence names the first twenty of them by name, and other journeys leave theirs.
  const [admin, other] = [
    await organization.admin({ enrolled: true }),
    await organization.admin({ name: 'Aaliyah Abara' }),
  ]
  const desk = await anotherBrowser()
  await signedIn(await organization.operator(), desk)
  await askAndConfirm(page, mail, admin.email)
  await openFromQueue(desk, admin.name)
  await expect(desk.getByText(`${other.name} (${other.email})`)).toBeVisible()
  await approve(desk)

  const theirs = await anotherBrowser()
  const approved = await mail.next(other.email, `${admin.name} was approved`)
  await theirs.goto(approved.path)
  await expect(theirs.getByText('in 24 h')).toBeVisible()
  await stop(theirs)
  await mail.next(admin.email, 'was stopped')
  await desk.reload()
  await expect(desk.getByRole('row', { name: admin.name })).toContainText('Stopped')
  await theirs.goto((await mail.next(other.email, `${admin.name} was asked for`)).path)
  await expect(theirs.getByText('It was stopped')).toBeVisible()
  await expectNoWayIn(page, admin)
})

test('somebody who only owns the mailbox: the admin signs in, which withdraws it', async ({
  page,
  server,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const mail = new Postbox(server)
  const admin = await organization.admin({ enrolled: true })
  const desk = await anotherBrowser()
  await signedIn(await organization.operator(), desk)
  await askAndConfirm(page, mail, admin.email)
  await openFromQueue(desk, admin.name)

  await desk.getByRole('button', { name: 'Reject' }).click()
  const dialog = desk.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await signIn(await anotherBrowser(), admin)
  await mail.next(admin.email, 'was withdrawn')
  await dialog.getByLabel('Reason').fill('She is back.')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog.getByText('This request has ended')).toBeVisible()
  await desk.goto('/operator/recovery')
  await expect(desk.getByRole('row', { name: admin.name })).toContainText('Withdrawn')
  await page.goto((await mail.next(admin.email, 'was asked for')).path)
  await expect(page.getByText('It was withdrawn')).toBeVisible()
  await expectNoWayIn(page, admin)
})

test('a still signed-in admin sees on Overview and profile that someone asks for their account, and stops it', async ({
  page,
  server,
  organization,
  signedIn,
  anotherBrowser,
}) => {
  const mail = new Postbox(server)
  const admin = await organization.admin({ enrolled: true })
  const theirs = await anotherBrowser()
  await signedIn(admin, theirs)
  await organization.operator()
  const asked = theirs.getByText(/^Someone asked to recover your account .*, from Chrome on /)
  await theirs.goto('/organization')
  await expect(heading(theirs, 'Overview')).toBeVisible()
  await askForRecovery(page, admin.email)
  const link = (await mail.next(admin.email, 'Confirm that you asked')).path
  await page.goto(link)
  await theirs.reload()
  await expect(asked).toHaveCount(0)
  await page.getByRole('button', { name: 'Confirm request' }).click()
  await expect(page.getByText('The server’s support team has 7 days to review it')).toBeVisible()
  for (const path of ['/organization', '/profile']) {
    await theirs.goto(path)
    await expect(asked).toBeVisible()
  }
  await theirs.getByRole('button', { name: 'Stop this request' }).click()
  await expect(theirs.getByText('Request stopped for good.')).toBeVisible()
  await expect(asked).toHaveCount(0)
  // The used link says where the request stands, to whoever opens it again.
  await page.goto(link)
  await expect(heading(page, 'Recovery request')).toBeVisible()
  await expect(page.getByText('It was stopped, and nothing was changed.')).toBeVisible()
})

test('the email that was typed to sign in comes along to the recovery form, and is sent to no server', async ({
  page,
  organization,
}) => {
  const admin = await organization.admin({ enrolled: true })
  const { email } = admin
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('link', { name: 'Lost your authenticator?' }).click()
  await expect(heading(page, 'Recover an admin account')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await expect(page).toHaveURL(/\/recovery$/)

  // From the page of the second step too, where it is known already.
  await enterPassword(page, admin)
  await expect(heading(page, 'Enter your authentication code')).toBeVisible()
  await page.getByRole('link', { name: 'Lost your authenticator?' }).click()
  await expect(heading(page, 'Recover an admin account')).toBeVisible()
  await expect(page.getByLabel('Email')).toHaveValue(email)
  await expect(page).toHaveURL(/\/recovery$/)
  expect(asked.filter((one) => decodeURIComponent(one).includes(email))).toEqual([])
})

test.describe('without JavaScript', () => {
  test.use({
    javaScriptEnabled: false,
    settings: shortWait,
    baseURL: async ({ newServer }, use) => use(newServer.origin),
  })

  test('asking, confirming, stopping, deciding and completing work', async ({
    page,
    newServer,
    anotherBrowser,
  }) => {
    const mail = new Postbox(newServer)
    const seed = await Seed.open(newServer)
    const admin = await seed.admin({ enrolled: true })
    const operator = await seed.operator()
    await seed.close()
    const desk = await anotherBrowser()
    await enterPassword(desk, operator)
    await enterCode(desk, await operator.phone.nextCode())
    await expect(heading(desk, 'Recovery requests')).toBeVisible()

    await askAndConfirm(page, mail, admin.email)
    await page.goto((await mail.next(admin.email, 'was asked for')).path)
    await stop(page)
    await mail.next(admin.email, 'was stopped')

    await askAndConfirm(page, mail, admin.email)
    await openFromQueue(desk, admin.name)
    await approve(desk)
    await completeByMail(page, mail, admin.email)
    await enterPassword(page, { ...admin, password: newPassword })
    await expect(heading(page, 'Set up two-factor authentication')).toBeVisible()
    await scanAndConfirm(page)
    await saveRecoveryCodes(page)
    await expect(heading(page, 'Overview')).toBeVisible()
  })
})
