import { beforeAll, expect, test } from 'vitest'
import { pageTokenOf } from '@/lib/records/challenges/page-token'
import { fieldsOf } from '../support/server/action-fields'
import { builtActions, builtRoutes, filled } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import { multipart, plainForm, type Visitor } from '../support/server/visitor'

let site: Site
let victim: Resident
let agent: Resident
let admin: Resident

beforeAll(async () => {
  site = await openSite()
  victim = await site.seed.agent({ enrolled: true })
  agent = await site.seed.agent({ enrolled: true })
  admin = await site.seed.admin({ enrolled: true })
})

/** What the server wrote in its log that someone has to look into. */
const complaints = () =>
  site.server
    .output()
    .split('\n')
    .filter((line) => /"level":[4-6]0/.test(line))

/** What no text column takes, no number is, and no calendar has. */
const odd = ['a\u0000b', '\ud800', '9'.repeat(400), '+275760-09-13']

test('each field of each form, filled with what nobody types, or with a file, is answered', async () => {
  const fresh: Record<string, () => Promise<Visitor>> = {
    anyone: async () => site.visitor(),
    page: async () => site.visitor(),
    challenger: async () => site.visitor({ challenge: await site.challenge(agent) }),
    member: () => site.signedIn(agent),
    admin: () => site.signedIn(admin),
    operator: async () => site.signedIn(await site.seed.operator()),
  }
  const wrong: unknown[] = []
  for (const { name, id, path } of builtActions()) {
    const { gate, fields } = fieldsOf(name)
    const action = { id, path: filled(path, victim.id) }
    const page = gate === 'page' && pageTokenOf(site.ctx(), await site.challengeOfClient(agent))
    const own = { ...fields(gate === 'admin' ? victim : agent), ...(page && { page }) }
    let visitor = await fresh[gate]?.()
    for (const key of Object.keys(own)) {
      const rows = Object.entries({ ...own, [key]: 'x' }).map(([n, v]): [string, string] => [`_1_${n}`, v])
      const withFile = multipart([...rows, ['0', '[{"status":"idle"},"$K1"]']]).replace(
        `name="_1_${key}"`,
        `name="_1_${key}"; filename="x.csv"`,
      )
      const sent = { 'Next-Action': id, Accept: 'text/x-component', ...plainForm }
      const ways = [
        ...odd.map((text) => () => visitor?.act(action, { ...own, [key]: text })),
        () => visitor?.request('POST', action.path, sent, withFile),
      ]
      for (const [n, way] of ways.entries()) {
        const answer = await way()
        if (!answer || answer.status >= 500) wrong.push([name, key, odd[n] ?? 'a file', answer?.status])
        // Some of it may have signed them out.
        if (answer?.leadsTo?.startsWith('/sign-in')) visitor = await fresh[gate]?.()
      }
    }
  }
  expect(wrong).toEqual([])
  expect(complaints()).toEqual([])
}, 600_000)

/** What pages read of their address. */
const asked = [
  ...['q', 'after', 'before', 'twoFactor', 'role', 'person', 'kind', 'from', 'until', 'format', 'preview'],
  ...[
    'result',
    'id',
    'act',
    'group',
    'all',
    'notice',
    'problem',
    'search',
    'event',
    'actor',
    'token',
    'next',
  ],
]

test('each address with a garbled query, or a garbled name in its path, is answered', async () => {
  const visitors = [site.visitor(), await site.signedIn(agent), await site.signedIn(admin)]
  visitors.push(await site.signedIn(await site.seed.operator()))
  const wrong: unknown[] = []
  for (const route of builtRoutes())
    for (const value of ['%00', '%ED%A0%80', '%2B275760-09-13'])
      for (const visitor of visitors) {
        const paths = [
          `${filled(route, victim.id)}?${asked.map((name) => `${name}=${value}&${name}=x`).join('&')}`,
          ...(route.includes('[') ? [route.replace(/\[+[^\]]*\]+/g, value)] : []),
        ]
        for (const path of paths) {
          const { status } = await visitor.get(path)
          if (status >= 500) wrong.push([path, status])
        }
      }
  expect(wrong).toEqual([])
  expect(complaints()).toEqual([])
}, 600_000)
