import type { Browser, Page } from '@playwright/test'
import { setLogo } from '@/lib/acts/organizations/set-logo'
import { days, later, minutes } from '@/lib/duration'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { contextOf } from '@/lib/runtime'
import { enterPassword } from '../support/browser/steps'
import type { Resident } from '../support/server/resident'
import { type Server, settingsOf } from '../support/server/server'
import { Seed } from '../support/world/seed'
import { pageOf } from './guarded'

/** Who may be signed in there. */
const fellows = ['rita', 'remy', 'rosa'] as const
export type Fellow = (typeof fellows)[number]

/** An organization in the middle of its roll-out: the cookies of its people, who signs in there, and where one looks. */
export type Rolling = {
  sessions: Record<Fellow, string>
  people: Record<'rosa' | 'ruth', Resident>
  paths: Record<'locked' | 'refused' | 'waiting' | 'leave' | 'remove', string>
}

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="72"><circle cx="36" cy="36" r="30" fill="#1d6f5c"/><path d="M22 37l10 10 18-22" fill="none" stroke="#fff" stroke-width="6"/><rect x="82" y="22" width="220" height="28" rx="6" fill="#1d6f5c"/></svg>'

/**
 * Weeks in which Rita, an admin, has ever more people protected; Drivers must be by a date. Remy of these has 2FA and
 * Rosa has not. Ravi is locked, Ruth asked for help, and email reaches neither Renée nor, so far, Rune, who is invited.
 */
export async function openRolling(browser: Browser, server: Server): Promise<Rolling> {
  const seed = await Seed.open(server)
  const people = {
    rita: await seed.admin({ name: 'Rita Sommer', enrolled: true }),
    remy: await seed.agent({ name: 'Remy Laurent', enrolled: true }),
    rosa: await seed.agent({ name: 'Rosa Bianchi' }),
    ravi: await seed.agent({ name: 'Ravi Menon', enrolled: true }),
    ruth: await seed.agent({ name: 'Ruth Aydin', enrolled: true }),
    renee: await seed.agent({ name: 'Renée Dubois' }),
    rune: await seed.agent({ name: 'Rune Dahl', invited: true }),
  }
  const { remy, rosa, ravi, ruth } = people
  const group = await seed.group('Drivers', [remy, rosa])
  const sessions = {} as Record<Fellow, string>
  for (const fellow of fellows) sessions[fellow] = await seed.openSession(people[fellow])
  await seed.lock(ravi)
  await seed.past([ruth, people.rita])
  await plant(server, seed, people)
  await seed.close()

  await askByDate(await pageOf(browser, server, sessions.rita))
  await askForHelp(await pageOf(browser, server), ruth)
  const manage = ({ id }: Resident) => `/organization/users/${id}`
  const paths = {
    ...{ locked: manage(ravi), refused: manage(people.renee), waiting: manage(people.rune) },
    leave: `${manage(rosa)}/leave/${group}`,
    remove: `/organization/groups/${group}/remove/${rosa.id}`,
  }
  return { sessions, people: { rosa, ruth }, paths }
}

/** The logo, and two letters that no mail server took. */
async function plant(
  server: Server,
  seed: Seed,
  { renee, rune }: Record<'renee' | 'rune', Resident>,
): Promise<void> {
  const runtime = await openRuntime(settingsOf(server))
  const ctx = contextOf(runtime, { address: '203.0.113.7', userAgent: '' })
  await setLogo(ctx, await seed.asAdmin(), { logo: new File([logo], 'logo.svg') })
  const { outbox } = ctx.db.tables
  const now = ctx.now()
  // What is due in a day was dated by a clock that went wrong, and is sent at once.
  const dueAt = later(now, minutes(30))
  const letter = { createdAt: later(now, -days(1)), dueAt, expiresAt: later(now, days(2)) }
  const [payload, attempts] = [Buffer.from('sealed'), 3]
  await ctx.db.write(async (tx) => {
    await tx.insert(outbox).values([
      {
        ...letter,
        ...{ id: 'refused', userId: renee.id, name: 'set-up-by', payload, attempts, closedAt: now },
        ...{ failure: 'refused', problem: '550 5.1.1 User unknown' },
      },
      {
        ...letter,
        // Later than the one that he was sent.
        ...{ id: 'waiting', userId: rune.id, name: 'invitation', payload, attempts, createdAt: now },
        problem: '450 4.2.0 Greylisted, try again later',
      },
    ])
  })
  await runtime.db.close()
}

/** Drivers must have 2FA in nine days. */
async function askByDate(page: Page): Promise<void> {
  await page.goto('/organization/policy')
  const rule = page.getByRole('form', { name: 'Policy', exact: true })
  await rule.getByRole('radio', { name: 'Groups' }).check()
  await rule.getByRole('checkbox', { name: 'Drivers' }).check()
  await rule.getByRole('radio', { name: 'On a date' }).check()
  const day = later(new Date(), days(9)).toISOString().slice(0, 10)
  await rule.getByLabel('Date and time').fill(`${day}T12:00`)
  await rule.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('hasn’t set it up yet gets an email with the date.').waitFor()
  await page.context().close()
}

async function askForHelp(page: Page, who: Resident): Promise<void> {
  await enterPassword(page, who)
  await page.getByRole('heading', { name: 'Enter your authentication code' }).waitFor()
  await page.getByRole('link', { name: 'Lost your authenticator?' }).click()
  await page.getByRole('button', { name: 'Send request' }).click()
  await page.getByText('Request sent.').waitFor()
  await page.context().close()
}
