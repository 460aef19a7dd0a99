import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect, enterPassword, expect, openPopup, test } from '../support/browser/popup'
import { enterCode, heading, passwordField } from '../support/browser/steps'

/*
 * The browser extension where something is wrong: with the address, the network, the password, the server.
 */

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
  await expect(popup.getByText('This address can’t be used.')).toBeVisible()
  await expect(address).toHaveValue('http://id.example.com')
  const elsewhere = createServer((_request, response) => response.writeHead(404).end('Not here'))
  await new Promise<void>((done) => elsewhere.listen(0, 'localhost', done))
  const { port } = elsewhere.address() as AddressInfo
  await connectTo(`http://localhost:${port}`)
  await expect(popup.getByText("isn't a Countersign server.")).toBeVisible()
  elsewhere.closeAllConnections()
  await new Promise((done) => elsewhere.close(done))
  await connectTo(`http://localhost:${port}`)
  await expect(popup.getByText("The server isn't answering.")).toBeVisible()
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
  await expect(heading(popup, 'You’re offline')).toBeVisible()
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
  await popup.getByLabel('Stay signed in after the browser closes').check()
  await enterPassword(popup, agent)
  await expect(heading(popup, agent.name)).toBeVisible()
  await extension.context.setOffline(true)
  await expect(heading(popup, 'You’re offline')).toBeVisible()
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

for (const hours of [-2, 2])
  test(`a computer whose clock is ${hours} hours off goes on with the sign-in where it was`, async ({
    extension,
    server,
    organization,
    alarms,
  }) => {
    alarms.expect(/status of 401/)
    const agent = await organization.agent({ enrolled: true })
    await extension.context.clock.install({ time: Date.now() + hours * 3_600_000 })
    const popup = await openPopup(extension, server, agent)
    await expect(heading(popup, 'Enter your authentication code')).toBeVisible()
    await popup.close()
    const again = await extension.popup()
    await expect(heading(again, 'Enter your authentication code')).toBeVisible()
    await again.close()
    // It lasts ten minutes, whatever the time is.
    await extension.context.clock.fastForward('11:00')
    const later = await extension.popup()
    await expect(later.getByText('This sign-in has ended.')).toBeVisible()
    await enterPassword(later, agent)
    await enterCode(later, await agent.phone.nextCode())
    await expect(heading(later, agent.name)).toBeVisible()
  })

test('an address of this computer without a scheme means http', async ({ extension, server, alarms }) => {
  alarms.expect(/status of 401/)
  const popup = await extension.popup()
  await connect(popup, new URL(server.origin).host)
  expect(await extension.onDisk()).toEqual({ server: { origin: server.origin } })
})
