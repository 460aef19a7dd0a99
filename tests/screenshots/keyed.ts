import type { Browser } from '@playwright/test'
import type { RequestOptions } from '@/lib/passkey-responses'
import { enterPassword, saveRecoveryCodes } from '../support/browser/steps'
import { VirtualKey } from '../support/browser/virtual-key'
import type { Resident } from '../support/server/resident'
import type { Server } from '../support/server/server'
import type { SecurityKey } from '../support/world/security-key'
import { Seed } from '../support/world/seed'
import { pageOf } from './guarded'

/** Who may be signed in there. */
const holders = ['hanna', 'hugo', 'hila', 'hope'] as const
export type Holder = (typeof holders)[number]

/** An organization with passkeys: the cookies of its people, and who is asked at the sign-in. */
export type Keyed = {
  sessions: Record<Holder, string>
  people: Record<'hugo' | 'hedda' | 'hila', Resident>
}

const client = { kind: 'extension', name: 'Chrome on Windows' }

/**
 * Hanna is an admin with a passkey; Hugo has an authenticator and three, one of which was copied. Hila has an
 * authenticator alone, Hope a passkey alone, and Hedda must set 2FA up.
 */
export async function openKeyed(browser: Browser, server: Server): Promise<Keyed> {
  const seed = await Seed.open(server)
  const people = {
    hanna: await seed.admin({ name: 'Hanna Lind', enrolled: true }),
    hugo: await seed.agent({ name: 'Hugo Marchetti', enrolled: true }),
    hila: await seed.agent({ name: 'Hila Barak', enrolled: true }),
  }
  const hedda = await seed.agent({ name: 'Hedda Vos' })
  const hope = await seed.agent({ name: 'Hope Adeyemi' })
  for (const who of [hedda, hope]) await seed.require(who)
  await seed.addPasskey(people.hanna, { aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4', synced: true })
  await seed.addPasskey(people.hugo, { verifies: false, stores: false })
  await seed.addPasskey(people.hugo, { aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd', synced: true })
  await beCopied(server, await seed.addPasskey(people.hugo))
  await seed.group('Vault', [people.hila, people.hugo])
  const sessions = {} as Record<Holder, string>
  for (const holder of ['hanna', 'hugo', 'hila'] as const)
    sessions[holder] = await seed.openSession(people[holder])
  sessions.hope = await enrollWithPasskey(browser, server, hope)
  await seed.close()
  return { sessions, people: { hugo: people.hugo, hedda, hila: people.hila } }
}

/** The path of the page where someone who signs in to the extension uses a passkey: it works for ten minutes. */
export async function pageForExtension(
  server: Pick<Server, 'origin'>,
  { email, password }: Resident,
): Promise<string> {
  const { challenge } = await call(server, '/sign-in', { email, password, client })
  const { path } = await call(server, '/sign-in/passkey/page', { challenge })
  return String(path)
}

/** Sets 2FA up with a passkey and nothing else; the session that this opens. */
async function enrollWithPasskey(browser: Browser, server: Server, who: Resident): Promise<string> {
  const page = await pageOf(browser, server)
  await VirtualKey.plugInto(page, 'synced')
  await enterPassword(page, who)
  await page.getByRole('link', { name: 'Use a passkey instead' }).click()
  await page.getByRole('button', { name: 'Add passkey' }).click()
  await saveRecoveryCodes(page)
  const cookies = await page.context().cookies()
  await page.context().close()
  return cookies.find(({ name }) => name.endsWith('.session'))?.value ?? ''
}

/** It signs in, and then a copy does. */
async function beCopied(server: Server, key: SecurityKey): Promise<void> {
  const copy = key.copy()
  for (const one of [key, copy]) {
    const options = (await call(server, '/sign-in/with-passkey/options')) as RequestOptions
    await call(server, '/sign-in/with-passkey', { answer: one.get(options), client })
  }
}

async function call(
  { origin }: Pick<Server, 'origin'>,
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${origin}/api/v1${path}`, {
    ...{ method: 'POST', headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  return answer.json() as Promise<Record<string, unknown>>
}
