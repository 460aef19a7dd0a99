import { join } from 'node:path'
import type { SecondFactor } from '@/db/tables/users'
import type { Comparison } from './comparison'
import { connections, pagesPerSecond, visitors } from './load'
import { ofAHundred, populate, searches } from './people'
import { type Server, startProduct } from './server'
import { addSites, verifiesPerSecond } from './sites'
import type { Visitor } from './visitor'

export const list = '/organization/users'

const manySites = 1000

/** Each filter of the list, and where people must stand so that a hundred of them fill a page under it. */
const filters: [state: string, stands: readonly SecondFactor[]][] = [
  ['', ofAHundred],
  ...(['on', 'off', 'required', 'locked'] as const).map((state): [string, SecondFactor[]] => [
    state,
    [state],
  ]),
  ['missing', ['off', 'required']],
]

/** A server, and for each filter the admins who list people under it, one at every connection. */
export type Sized = { people: number; server: Server; admins: Map<string, Visitor[]>; gates: string[] }

/** One organization of so many people. */
export async function startLarge(build: string, folder: string, people: number): Promise<Sized> {
  const dataFolder = join(folder, String(people))
  const { sessions } = await populate(dataFolder, { people, adminSessions: connections })
  const gates = await addSites(dataFolder, manySites, sessions)
  const server = await startProduct(build, dataFolder)
  const admins = signedIn(server, sessions)
  return { people, server, gates, admins: new Map(filters.map(([state]) => [state, admins])) }
}

/**
 * For each filter an organization of so many people whom the filter and the searches let through as the large one's
 * first page: a page that draws fewer rows is no measure of what looking for them costs.
 */
export async function startSmall(build: string, folder: string, people: number): Promise<Sized> {
  const dataFolder = join(folder, String(people))
  const sessions = new Map<string, string[]>()
  for (const [state, stands] of filters) {
    const domain = `${state || 'any'}.example.com`
    const added = await populate(dataFolder, {
      people,
      domain,
      stands,
      alike: true,
      adminSessions: connections,
    })
    sessions.set(state, added.sessions)
  }
  const gates = await addSites(dataFolder, 1, sessions.get('') ?? [])
  const server = await startProduct(build, dataFolder)
  const admins = [...sessions].map(([state, tokens]) => [state, signedIn(server, tokens)] as const)
  return { people, server, gates, admins: new Map(admins) }
}

/** Admins with these sessions, one at every connection. */
export function signedIn(server: Server, sessions: string[]): Visitor[] {
  const admins = visitors(server.port)
  admins.forEach((visitor, n) => {
    visitor.setCookie(`cs.${server.port}.session`, sessions[n] ?? '')
  })
  return admins
}

type Page = { what: string; state: string; path: (of: Sized) => Promise<string> }

/** The list of people in the large organization against the small one's: every search with every state. */
export async function compareLists(small: Sized, large: Sized): Promise<Comparison[]> {
  const pages: Page[] = [
    { what: 'first page', state: '', path: async () => list },
    { what: 'next page', state: '', path: nextPage },
  ]
  for (const [how, words] of [['everybody', ''], ...Object.entries(searches)])
    for (const [state] of filters)
      if (words !== '' || state !== '')
        pages.push({
          what: [how, state].filter(Boolean).join(', '),
          state,
          path: async () => `${list}?${new URLSearchParams({ q: words ?? '', twoFactor: state })}`,
        })
  const lists = await Promise.all(pages.map((page) => compared(small, large, page)))
  return [...lists, comparedVerify(small, large)]
}

async function compared(small: Sized, large: Sized, { what, state, path }: Page): Promise<Comparison> {
  const [floor, measured] = await Promise.all(
    [small, large].map(async (of) => {
      const at = await path(of)
      const admins = of.admins.get(state) ?? []
      const rows = (await admins[0]?.open(at))?.match(/<tr/g)?.length ?? 0
      const per = `pages/s with ${of.people.toLocaleString('en')}`
      return { rows, per, measure: (seconds: number) => pagesPerSecond(admins, at, seconds) }
    }),
  )
  if (!floor || !measured) throw new Error('Nothing to compare.')
  if (floor.rows !== measured.rows)
    throw new Error(`"${what}" draws ${measured.rows} rows, and its floor ${floor.rows}.`)
  return {
    what: `${list}, ${what}`,
    per: measured.per,
    floorIs: floor.per,
    measure: measured.measure,
    floor: floor.measure,
    seconds: 1,
    target: { atMost: 1.3 },
  }
}

/** What a proxy asks about each request, with a thousand sites and all these people against one site and few. */
function comparedVerify(small: Sized, large: Sized): Comparison {
  const [floor, measured] = [small, large].map(({ server, gates, people }) => ({
    per: `requests/s with ${people.toLocaleString('en')} people`,
    measure: (seconds: number) => verifiesPerSecond(server.port, gates, seconds),
  }))
  if (!floor || !measured) throw new Error('Nothing to compare.')
  return {
    ...{
      what: `a proxy asks, ${manySites.toLocaleString('en')} sites`,
      per: measured.per,
      floorIs: floor.per,
    },
    ...{ measure: measured.measure, floor: floor.measure, seconds: 3, target: { atMost: 1.3 } },
  }
}

async function nextPage({ admins }: Sized): Promise<string> {
  const first = await admins.get('')?.[0]?.open(list)
  const next = /href="([^"]*\bafter=[^"]*)"/.exec(first ?? '')?.[1]
  if (!next) throw new Error('The first page of the list leads to no other.')
  return next.replaceAll('&amp;', '&')
}
