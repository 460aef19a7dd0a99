import { expect, test } from '../support/browser/browser'
import { enterCode, enterPassword, heading } from '../support/browser/steps'
import { setScenes } from '../support/world/recovery-scenes'
import { Seed } from '../support/world/seed'

test.use({ baseURL: async ({ newServer }, use) => use(newServer.origin) })

test('in every list a whole row leads to what it is about, also on a phone', async ({
  page,
  newServer,
  anotherBrowser,
}) => {
  test.slow()
  const seed = await Seed.open(newServer)
  const admin = await seed.admin()
  const agent = await seed.agent({ name: 'Petra Lindgren' })
  const group = `/organization/groups/${await seed.group('Night shift', [agent])}`
  const home = 'https://wiki.example.com'
  const app = await seed.app({ name: 'Wiki', address: home, redirectUris: [`${home}/callback`] })
  const operator = await seed.operator()
  const scenes = await setScenes(newServer, seed, operator)
  await seed.close()

  await enterPassword(page, admin)
  await heading(page, 'Overview').waitFor()
  const operators = await anotherBrowser()
  await enterPassword(operators, operator)
  await enterCode(operators, await operator.phone.nextCode())
  await heading(operators, 'Recovery requests').waitFor()

  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ])
    for (const [reader, list, row, place] of [
      [page, '/organization/groups', 'Night shift', group],
      [page, group, agent.name, `/organization/users/${agent.id}`],
      [page, '/organization/apps', 'Wiki', `/organization/apps/${app.id}`],
      [operators, '/operator/organizations', 'Globex', scenes.organization],
      [operators, '/operator/recovery', 'To decide', scenes.toDecide],
    ] as const) {
      await reader.setViewportSize(viewport)
      await reader.goto(list)
      // In a corner of its first cell, where nothing is written.
      const cell = reader.getByRole('row', { name: row }).getByRole('cell').first()
      const { width = 0, height = 0 } = (await cell.boundingBox()) ?? {}
      await cell.click({ position: { x: width - 3, y: height - 3 } })
      await expect(reader).toHaveURL(place)
    }
})
