import { join } from 'node:path'
import type { Comparison } from './comparison'
import { connections, pagesPerSecond, visitors } from './load'
import { populate, searches } from './people'
import { type Server, startProduct } from './server'
import type { Visitor } from './visitor'

const list = '/organization/users'

/** A server whose organization has so many people, and its admin at every connection. */
export type Sized = { people: number; server: Server; admins: Visitor[]; next: string }

export async function startSized(build: string, folder: string, people: number): Promise<Sized> {
  const dataFolder = join(folder, String(people))
  const { sessions } = await populate(dataFolder, { people, adminSessions: connections })
  const server = await startProduct(build, dataFolder)
  const admins = visitors(server.port)
  admins.forEach((visitor, n) => {
    visitor.setCookie(`cs.${server.port}.session`, sessions[n] ?? '')
  })
  const first = (await admins[0]?.open(list)) ?? ''
  const next = /href="([^"]*\bafter=[^"]*)"/.exec(first)?.[1]
  if (!next) throw new Error('The first page of the list leads to no other.')
  return { people, server, admins, next: next.replaceAll('&amp;', '&') }
}

/** The list of people in the large organization against the small one's: every search with every state. */
export function compareLists(small: Sized, large: Sized): Comparison[] {
  const pages: [string, (of: Sized) => string][] = [
    ['first page', () => list],
    ['next page', ({ next }) => next],
  ]
  for (const [how, words] of [['everybody', ''], ...Object.entries(searches)])
    for (const state of ['', 'on', 'off', 'required', 'locked', 'missing'])
      if (words !== '' || state !== '')
        pages.push([
          [how, state].filter(Boolean).join(', '),
          () => `${list}?${new URLSearchParams({ q: words ?? '', twoFactor: state })}`,
        ])
  const people = (of: Sized) => `pages/s with ${of.people.toLocaleString('en')}`
  return pages.map(([what, path]) => ({
    what: `${list}, ${what}`,
    per: people(large),
    floorIs: people(small),
    measure: (seconds) => pagesPerSecond(large.admins, path(large), seconds),
    floor: (seconds) => pagesPerSecond(small.admins, path(small), seconds),
    seconds: 1,
    target: { atMost: 1.3 },
  }))
}
