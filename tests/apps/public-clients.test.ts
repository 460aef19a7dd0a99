import { expect } from '@playwright/test'
import { decodeProtectedHeader } from 'jose'
import { beforeAll, test } from 'vitest'
import { Terminal } from '../support/apps/terminal'
import { openTown, type Town } from '../support/apps/town'
import { heading } from '../support/browser/steps'

let town: Town
let terminal: Terminal

beforeAll(async () => {
  town = await openTown()
  const client = await town.register({
    ...{ name: 'Terminal', address: 'https://terminal.example.com', publicClient: true },
    redirectUris: [Terminal.redirectUri],
    signingAlgorithm: 'ES256',
  })
  terminal = await Terminal.start(client)
})

test('a program without a secret signs in on any port of the own computer, and refreshes', async () => {
  const who = await town.site.seed.agent({ enrolled: true })
  const page = await town.browser(who)
  const first = await terminal.signIn((address) => page.goto(address))
  await expect(heading(page, 'Back to the terminal')).toBeVisible()
  expect(decodeProtectedHeader(first.id_token ?? '').alg).toBe('ES256')
  expect(await terminal.userinfo(first.access_token)).toMatchObject({ sub: who.id, email: who.email })

  // Rotated; two that ask at once, or one that got no answer, get the same successor.
  const old = first.refresh_token ?? ''
  const [one, other] = await Promise.all([terminal.refresh(old), terminal.refresh(old)])
  expect(one.refresh_token).not.toBe(old)
  expect(other.refresh_token).toBe(one.refresh_token)
  const later = await terminal.refresh(one.refresh_token ?? '')
  expect(await terminal.userinfo(later.access_token)).toMatchObject({ sub: who.id })
  // The successor was used: whoever comes with the old one now has stolen it, and the grant ends.
  await expect(terminal.refresh(old)).rejects.toThrow()
  await expect(terminal.refresh(later.refresh_token ?? '')).rejects.toThrow()
  await expect(terminal.userinfo(later.access_token)).rejects.toThrow()
})

test('a token that the program gave back works no longer', async () => {
  const page = await town.browser(await town.site.seed.agent({ enrolled: true }))
  const tokens = await terminal.signIn((address) => page.goto(address))
  await terminal.revoke(tokens.refresh_token ?? '')
  await expect(terminal.refresh(tokens.refresh_token ?? '')).rejects.toThrow()
})
