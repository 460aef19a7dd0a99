import type { Browser, Page } from '@playwright/test'
import { enterPassword, passwordField } from '../support/browser/steps'
import { Postbox } from '../support/server/postbox'
import type { Resident } from '../support/server/resident'
import type { Server } from '../support/server/server'
import { wrongFor } from '../support/world/enrollment-codes'
import { Seed } from '../support/world/seed'

/** Who may be signed in there. */
const parts = ['vera', 'vito', 'vlad', 'vida', 'noah'] as const
export type Part = (typeof parts)[number]

/** An organization with four eyes and enrollment codes: the cookies of its people, and where things wait. */
export type Guarded = {
  sessions: Record<Part, string>
  /** Is asked for an enrollment code after the password. */
  stopped: Resident
  paths: Record<'asked' | 'byCode' | 'byLink' | 'link' | 'usedLink' | 'free' | 'enrolled' | 'group', string>
}

/**
 * Vera asks to suspend Vida; Vito can agree, and Vlad only refuse, an admin since now. Chloé has to set 2FA up with a
 * code, Kwame with a link, and Noah with a code on the profile. Ines need not, and Kofi has it.
 */
export async function openGuarded(browser: Browser, server: Server): Promise<Guarded> {
  const seed = await Seed.open(server)
  const admin = (name: string) => seed.admin({ name, enrolled: true })
  const people = {
    vera: await admin('Vera Asker'),
    vito: await admin('Vito Second'),
    vida: await admin('Vida Target'),
    vlad: await admin('Vlad Fourth'),
    noah: await seed.agent({ name: 'Noah Berg' }),
  }
  await seed.settle(people.vera, people.vito, people.vida)
  const stopped = await seed.agent({ name: 'Chloé Martin' })
  const linked = await seed.agent({ name: 'Kwame Mensah' })
  const free = await seed.agent({ name: 'Ines Silva' })
  const enrolled = await seed.agent({ name: 'Kofi Ofori', enrolled: true })
  const group = await seed.group('Night shift', [people.noah, stopped])
  await seed.app({ name: 'Wiki', address: 'https://wiki.example.com', what: 'site', groups: [group] })
  const sessions = {} as Record<Part, string>
  for (const part of parts) sessions[part] = await seed.openSession(people[part])
  await seed.close()

  const page = await pageOf(browser, server, sessions.vera)
  const asked = await guard(page, people.vida)
  const code = await requireOf(page, stopped, 'By a code that you read out')
  await requireOf(page, people.noah, 'By a code that you read out', { signOut: false })
  await requireOf(page, linked, 'By a link in an email')
  const postbox = new Postbox(server)
  const link = () => postbox.next(linked.email, 'Your link to set up two-factor authentication')
  const usedLink = (await link()).path
  await page.getByRole('button', { name: 'New enrollment code or link' }).click()
  const { path } = await link()
  await makeKey(page, people.vera)
  await page.context().close()
  await enterWrongly(await pageOf(browser, server), stopped, wrongFor(code))
  const manage = ({ id }: Resident) => `/organization/users/${id}`
  const paths = {
    ...{ asked, byCode: manage(stopped), byLink: manage(linked), link: path, usedLink },
    ...{ free: manage(free), enrolled: manage(enrolled), group: `/organization/groups/${group}` },
  }
  return { sessions, stopped, paths }
}

/** A page of a browser of its own, signed in with this cookie. */
export async function pageOf(browser: Browser, { origin }: Server, session?: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin })
  const name = `cs.${new URL(origin).port}.session`
  if (session)
    await context.addCookies([{ name, value: session, url: origin, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}

/** Turns four eyes and enrollment codes on, and asks to suspend someone; where that waits. */
async function guard(page: Page, { id, name }: Resident): Promise<string> {
  await page.goto('/organization/policy')
  await page.getByRole('button', { name: 'Turn on four eyes' }).click()
  await page.getByText('Four eyes is on.').waitFor()
  const codes = page.getByRole('form', { name: 'Enrollment codes' })
  await codes.getByRole('checkbox').check()
  await codes.getByRole('button').click()
  await page.getByText('Saved.').first().waitFor()
  await page.goto(`/organization/users/${id}/suspend`)
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByText('Waiting for a second admin. The others').waitFor()
  await page.goto('/organization/policy/waiting')
  return (await page.getByRole('link', { name: `Suspend ${name}` }).getAttribute('href')) ?? ''
}

/** Requires 2FA of someone on their page, where this stays; the code that is shown there. */
async function requireOf(page: Page, { id }: Resident, by: string, { signOut = true } = {}): Promise<string> {
  await page.goto(`/organization/users/${id}`)
  await page.getByRole('switch', { name: 'Require two-factor authentication' }).check()
  // Ticked already, and not there for someone without a session.
  if (!signOut) await page.getByRole('checkbox', { name: 'Sign them out now' }).uncheck()
  await page.getByRole('radio', { name: by }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'New enrollment code or link' }).waitFor()
  const shown = page.getByText(/^Enrollment code: /)
  return (await shown.count()) > 0 ? ((await shown.textContent())?.split(': ')[1] ?? '') : ''
}

async function makeKey(page: Page, who: Resident): Promise<void> {
  await page.goto('/organization/keys/new')
  await page.getByLabel('Name', { exact: true }).fill('Nightly sync')
  await page.getByLabel('users:read').check()
  await passwordField(page).fill(who.password)
  await page.getByLabel('Authentication code or recovery code').fill(who.nextRecoveryCode())
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByLabel('API key', { exact: true }).waitFor()
}

async function enterWrongly(page: Page, who: Resident, code: string): Promise<void> {
  await enterPassword(page, who)
  await page.getByLabel('Enrollment code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('That enrollment code is incorrect.', { exact: false }).waitFor()
  await page.context().close()
}
