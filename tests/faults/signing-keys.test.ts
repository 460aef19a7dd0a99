import { beforeAll, expect, test } from 'vitest'
import { commandLine } from '../support/process/command-line'
import { RelyingParty } from '../support/server/relying-party'
import { openSite, type Site } from '../support/server/site'

let site: Site
beforeAll(async () => {
  site = await openSite({ WORKERS: '2' })
})

test('keys are rotated again and again while people sign in, and no sign-in fails', async () => {
  const kids = new Set<string>()
  const visitor = await site.signedIn(await site.seed.agent())
  // From here on nobody is asked anything: a visitor does not keep the cookies of two authorizations apart.
  await (await RelyingParty.of(site)).enter(visitor)
  let rotating = true
  let entered = 0
  const enter = async () => {
    while (rotating) {
      // An app that has just started: it fetches the keys that are published now.
      const app = await RelyingParty.of(site)
      const { tokens } = await app.enter(visitor)
      const [head = ''] = (tokens.id_token ?? '').split('.')
      kids.add(JSON.parse(Buffer.from(head, 'base64url').toString()).kid)
      await app.refresh(tokens.refresh_token ?? '')
      entered++
    }
  }
  const entering = Promise.all([enter(), enter()])
  entering.catch(() => {})
  for (let n = 0; n < 4; n++) {
    const said = await commandLine(
      site.server.dataFolder,
      ['key', 'rotate', '--signing', '--yes'],
      site.server.env,
    )
    expect(said, said.err).toMatchObject({ code: 0 })
    const before = entered
    await expect.poll(() => entered, { timeout: 30_000 }).toBeGreaterThan(before + 4)
  }
  rotating = false
  await entering
  expect(kids.size).toBeGreaterThan(2)
})
