import { expect, test } from '../support/browser/browser'
import { openTwice, withoutCommands } from '../support/browser/dialog-steps'
import { approve, askAndConfirm } from '../support/browser/recovery-steps'
import { heading } from '../support/browser/steps'
import { Postbox } from '../support/server/postbox'

test.beforeEach(withoutCommands)

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('whoever did not ask for recovery stops it', async ({ page, server, organization }) => {
    const mail = new Postbox(server)
    await organization.operator()
    const admin = await organization.admin({ enrolled: true })
    await askAndConfirm(page, mail, admin.email)
    await page.goto((await mail.next(admin.email, 'was asked for')).path)
    const dialog = await openTwice(page, 'This wasn’t me', 'Stop this request?')
    const question = page.url()
    await dialog.getByRole('button', { name: 'Stop this request' }).click()
    await expect(page.getByText('Request stopped for good.')).toBeVisible()
    await page.goto(question)
    await expect(page.getByText('It was stopped')).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page).toHaveTitle(/^Recovery request/)
  })

  test('an operator approves, rejects, and suspends an organization', async ({
    page,
    server,
    organization,
    signedIn,
    anotherBrowser,
  }) => {
    const mail = new Postbox(server)
    const admin = await organization.admin({ enrolled: true })
    const desk = await anotherBrowser({ javaScriptEnabled: false })
    await signedIn(await organization.operator(), desk)
    await askAndConfirm(page, mail, admin.email)
    await desk.goto('/operator/recovery')
    const open = () => desk.getByRole('row', { name: admin.name }).getByRole('link').click()
    await open()
    const approving = await openTwice(desk, 'Approve', `Approve the request of ${admin.name}?`)
    await approving.getByLabel('Note').fill('Nothing.')
    await approving.getByLabel('Reason').fill('She sounds nice.')
    await approving.getByRole('button', { name: 'Approve' }).click()
    await expect(approving.getByText('Say what you checked: the mailbox alone proves nothing.')).toBeVisible()
    await approve(desk)
    await open()
    const rejecting = await openTwice(desk, 'Reject', `Reject the request of ${admin.name}?`)
    await rejecting.getByLabel('Reason').fill('The number is no longer theirs.')
    await rejecting.getByRole('button', { name: 'Reject' }).click()
    await expect(desk.getByText('Rejected. Everyone involved gets an email.')).toBeVisible()

    await desk.goto('/operator/organizations/new')
    await desk.getByLabel('Organization', { exact: true }).fill('Dialog Shipping')
    await desk.getByLabel('Full name').fill('Dee Alog')
    await desk.getByLabel('Email').fill('dee@dialog.example')
    await desk.getByRole('button', { name: 'Add organization' }).click()
    await expect(heading(desk, 'Dialog Shipping')).toBeVisible()
    await desk.goto(new URL(desk.url()).pathname)
    const suspending = await openTwice(desk, 'Suspend', 'Suspend Dialog Shipping?')
    await suspending.getByRole('button', { name: 'Suspend' }).click()
    await expect(desk.getByText('Suspended. Its people can’t sign in.')).toBeVisible()
  })
})

test('on the page of a recovery request, Escape and Cancel lead back to the button', async ({
  page,
  server,
  organization,
}) => {
  const mail = new Postbox(server)
  await organization.operator()
  const admin = await organization.admin({ enrolled: true })
  await askAndConfirm(page, mail, admin.email)
  await page.goto((await mail.next(admin.email, 'was asked for')).path)
  const dialog = await openTwice(page, 'This wasn’t me', 'Stop this request?')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'This wasn’t me' })).toBeFocused()
  await expect(heading(page, 'Recovery request')).toBeVisible()
})
