import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { longName, look } from '../support/appearance'
import { connect, enterPassword, expect, test } from '../support/popup'
import { enterCode, heading, passwordField, scanAndConfirm } from '../support/steps'

/*
 * The browser extension as it is built, in Chromium.
 */

test('sign in with a code, over a closed popup, and sign out', async ({
  extension,
  server,
  organization,
  alarms,
  page,
  signedIn,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ enrolled: true })
  await signedIn(agent)
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await enterPassword(popup, agent)
  await expect(heading(popup, 'Enter your authentication code')).toBeVisible()
  await enterCode(popup, await agent.phone.wrongCode())
  await expect(popup.getByText('That code is not right.')).toBeVisible()
  await popup.close()

  const again = await extension.popup()
  await enterCode(again, await agent.phone.nextCode())
  await expect(heading(again, agent.name)).toBeVisible()
  await expect(again.getByText(`Agent of ${organization.organization}`)).toBeVisible()
  expect(await extension.badge()).toBe('')
  expect(await extension.onDisk()).toEqual({ server: { origin: server.origin } })

  await page.goto('/profile')
  const listed = page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' })
  await expect(listed).toContainText(/extension/i)
  await again.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(again, 'Sign in')).toBeVisible()
  await page.reload()
  await expect(listed).toHaveCount(0)
})

test('forced enrollment in the popup, which keeps the recovery codes until they are saved', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ required: true })
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await enterPassword(popup, agent)
  await expect(heading(popup, 'Set up two-factor authentication')).toBeVisible()
  const key = await popup.getByLabel('Setup key').textContent()
  await popup.reload()
  await expect(popup.getByLabel('Setup key')).toHaveText(key ?? '')
  const phone = await scanAndConfirm(popup)
  await expect(heading(popup, 'Two-factor authentication is on')).toBeVisible()
  const codes = popup.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  const shown = await codes.allTextContents()
  await popup.reload()
  await expect(codes).toHaveText(shown)
  await popup.getByLabel('I have saved my recovery codes').check()
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(popup.getByText('Required by your organization')).toBeVisible()

  await popup.getByRole('button', { name: 'Sign out' }).click()
  await enterPassword(popup, agent)
  await popup.getByRole('button', { name: 'Use a recovery code' }).click()
  await popup.getByLabel('Recovery code').fill(shown[0] ?? '')
  await popup.getByRole('button', { name: 'Verify' }).click()
  await expect(popup.getByText('Recovery codes left')).toBeVisible()
  await expect(popup.getByText('9', { exact: true })).toBeVisible()
  expect(phone).toBeDefined()
})

test('codes that were not saved are shown to their owner and to nobody who signs in after them', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const [owner, other] = [await organization.agent({ required: true }), await organization.agent()]
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await enterPassword(popup, owner)
  await expect(popup.getByRole('img', { name: 'QR code' })).toBeVisible()
  await scanAndConfirm(popup)
  await expect(popup.getByRole('list', { name: 'Recovery codes' })).toBeVisible()
  await organization.remove(owner)
  await popup.reload()
  await expect(popup.getByText('You were signed out here')).toBeVisible()
  await enterPassword(popup, other)
  await expect(heading(popup, other.name)).toBeVisible()
  await expect(popup.getByRole('list', { name: 'Recovery codes' })).toHaveCount(0)
})

test('a session that is ended on the web is over in the open popup, and the icon says so', async ({
  extension,
  server,
  organization,
  alarms,
  page,
  signedIn,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent()
  await signedIn(agent)
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await enterPassword(popup, agent)
  await expect(heading(popup, agent.name)).toBeVisible()

  await page.goto('/profile')
  const listed = page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' })
  await listed.getByRole('button', { name: 'Sign out' }).click()
  await expect(listed).toHaveCount(0)
  await popup.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(popup.getByText('You were signed out here')).toBeVisible()
  expect(await extension.badge()).toBe('!')

  await enterPassword(popup, agent)
  await expect(heading(popup, agent.name)).toBeVisible()
  expect(await extension.badge()).toBe('')
})

test('when the organization starts to require 2FA, the popup asks for it', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent()
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await enterPassword(popup, agent)
  await expect(popup.getByText('Off', { exact: true })).toBeVisible()
  await organization.require(agent)
  await popup.reload()
  await expect(popup.getByText('You were signed out here')).toBeVisible()
  await enterPassword(popup, agent)
  await expect(popup.getByRole('img', { name: 'QR code' })).toBeVisible()
})

test('Keep me signed in outlives the browser, and nothing else does', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const admin = await organization.admin({ enrolled: true })
  await organization.agent()
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await popup.getByLabel('Keep me signed in').check()
  await enterPassword(popup, admin)
  await enterCode(popup, await admin.phone.nextCode())
  await expect(popup.getByText(/(people have|person has) no two-factor authentication yet/)).toBeVisible()
  await expect(popup.getByRole('link', { name: 'Open Users' })).toHaveAttribute(
    'href',
    `${server.origin}/organization/users`,
  )
  expect(Object.keys(await extension.onDisk()).sort()).toEqual(['keep', 'refresh', 'server'])

  const restarted = await extension.restart()
  await alarms.watch(restarted.context)
  const kept = await restarted.popup()
  await expect(heading(kept, admin.name)).toBeVisible()
  await kept.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(kept, 'Sign in')).toBeVisible()
  expect(Object.keys(await restarted.onDisk())).toEqual(['server'])

  const agent = await organization.agent()
  await enterPassword(kept, agent)
  await expect(heading(kept, agent.name)).toBeVisible()
  const later = await restarted.restart()
  await alarms.watch(later.context)
  await expect(heading(await later.popup(), 'Sign in')).toBeVisible()
  await later.close()
})

test('wrong addresses, other servers, no network and waiting times are told apart', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  alarms.expect(/status of 404/)
  alarms.expect(/status of 429/)
  alarms.expect(/ERR_/)
  const agent = await organization.agent()
  const popup = await extension.popup()
  const address = popup.getByLabel('Server address')
  const connectTo = async (typed: string) => {
    await address.fill(typed)
    await popup.getByRole('button', { name: 'Connect' }).click()
  }
  await connectTo('http://id.example.com')
  await expect(popup.getByText('This is not an address we can use.')).toBeVisible()
  await expect(address).toHaveValue('http://id.example.com')
  const elsewhere = createServer((_request, response) => response.writeHead(404).end('Not here'))
  await new Promise<void>((done) => elsewhere.listen(0, 'localhost', done))
  const { port } = elsewhere.address() as AddressInfo
  await connectTo(`http://localhost:${port}`)
  await expect(popup.getByText('is not a Countersign server.')).toBeVisible()
  elsewhere.closeAllConnections()
  await new Promise((done) => elsewhere.close(done))
  await connectTo(`http://localhost:${port}`)
  await expect(popup.getByText('The server does not answer.')).toBeVisible()
  await connectTo(server.origin)

  // The delays grow until one outlasts the time that an attempt takes here.
  for (let n = 0; n < 20 && !(await popup.getByRole('timer').isVisible()); n++) {
    const answered = popup.waitForResponse(/sign-in$/)
    await enterPassword(popup, { email: agent.email, password: 'not the right one' })
    await answered
    await expect(passwordField(popup)).toHaveValue('')
  }
  await expect(popup.getByRole('timer')).toHaveText(/^You can try again (in \d:\d\d|now)\.$/)
  await expect(popup.getByLabel('Email')).toHaveValue(agent.email)

  const other = await organization.agent()
  await enterPassword(popup, other)
  await expect(heading(popup, other.name)).toBeVisible()
  await extension.context.setOffline(true)
  await expect(heading(popup, 'You are offline')).toBeVisible()
  await extension.context.setOffline(false)
  await expect(heading(popup, other.name)).toBeVisible()
})

test('another server gets nothing of what the first one gave', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  alarms.expect(/ERR_/)
  const agent = await organization.agent()
  const popup = await extension.popup()
  await connect(popup, server.origin)
  await popup.getByLabel('Keep me signed in').check()
  await enterPassword(popup, agent)
  await expect(heading(popup, agent.name)).toBeVisible()
  await extension.context.setOffline(true)
  await expect(heading(popup, 'You are offline')).toBeVisible()
  await popup.getByRole('button', { name: 'Use another server' }).click()
  await extension.context.setOffline(false)

  const heard: string[] = []
  const thief = createServer(async (request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'no token'}`)
    for await (const part of request) heard.push(String(part))
    const problem = { type: '', title: '', status: 401, code: 'token-invalid', detail: 'Sign in again.' }
    response.writeHead(401, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem))
  })
  await new Promise<void>((done) => thief.listen(0, 'localhost', done))
  await connect(popup, `http://localhost:${(thief.address() as AddressInfo).port}`)
  expect(heard).toContain('GET /api/v1/me no token')
  expect(heard.join('\n')).not.toMatch(/Bearer|refreshToken/)
  thief.closeAllConnections()
  thief.close()
})

test('every state, looked at', async ({ extension, server, organization, alarms }) => {
  alarms.expect(/status of 401/)
  const agent = await organization.agent({ required: true, name: longName })
  const popup = await extension.popup()
  await look(popup, 'server address')
  await connect(popup, server.origin)
  await look(popup, 'sign in')
  await enterPassword(popup, agent)
  await expect(popup.getByRole('img', { name: 'QR code' })).toBeVisible()
  await look(popup, 'enrollment')
  await scanAndConfirm(popup)
  await expect(heading(popup, 'Two-factor authentication is on')).toBeVisible()
  await look(popup, 'recovery codes')
  await popup.getByLabel('I have saved my recovery codes').check()
  await popup.getByRole('button', { name: 'Continue' }).click()
  await expect(popup.getByText('Session ends')).toBeVisible()
  await look(popup, 'account')
  await popup.getByRole('button', { name: 'Sign out' }).click()
  await enterPassword(popup, agent)
  await expect(heading(popup, 'Enter your authentication code')).toBeVisible()
  await look(popup, 'code')
})
