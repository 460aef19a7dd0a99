import { expect, openPopup, test } from '../support/browser/popup'
import { heading } from '../support/browser/steps'

/* The tiles of the extension, with what admins of any kind call their apps. */

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  "' onmouseover='alert(3)",
  '{{7*7}} &lt;b&gt;',
]

test('names of apps are text in the tiles, and a tile leads to its app alone', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  // Nobody is signed in there at first.
  alarms.expect(/status of 401/)
  for (const [n, name] of hostile.entries())
    await organization.app({
      name,
      address: `https://app${n}.example.com`,
      redirectUris: [`https://app${n}.example.com/cb`],
    })
  try {
    const agent = await organization.agent()
    const popup = await openPopup(extension, server, agent)
    await expect(heading(popup, agent.name)).toBeVisible()
    popup.on('dialog', () => expect('a dialog').toBe('none'))
    const tiles = popup.getByRole('navigation').getByRole('link')
    await expect(tiles).toHaveCount(hostile.length)
    for (const [n, name] of hostile.entries()) {
      const tile = popup.getByRole('link', { name: `Open ${name}`, exact: true })
      await expect(tile).toContainText(name)
      await expect(tile).toHaveAttribute('href', new RegExp(`^https://app${n}\\.example\\.com/?$`))
      await tile.hover()
    }
    expect(await popup.locator('nav img, nav script, nav b').count()).toBe(0)
  } finally {
    await organization.removeApps()
  }
})

test('a tile shows the icon of its app, once the server has sent it', async ({
  extension,
  server,
  organization,
  alarms,
}) => {
  alarms.expect(/status of 401/)
  const { id } = await organization.app({
    name: 'Wiki',
    address: 'https://wiki.example.com',
    redirectUris: ['https://wiki.example.com/cb'],
  })
  try {
    await organization.giveIcon(id)
    const popup = await openPopup(extension, server, await organization.agent())
    const icon = popup.getByRole('link', { name: 'Open Wiki' }).locator('img')
    await expect(icon).toHaveAttribute('src', /^data:image\/png;base64,/)
    expect(await icon.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(192)
  } finally {
    await organization.removeApps()
  }
})
