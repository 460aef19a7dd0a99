import { beforeAll, expect, test } from 'vitest'
import type { Member } from '@/lib/actors'
import { acceptAddress } from '@/lib/acts/apps/accept-address'
import { setAppPeople } from '@/lib/acts/apps/set-people'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { minutes } from '@/lib/duration'
import { findApp } from '@/lib/queries/apps/find'
import { listApps, listAppsInput } from '@/lib/queries/apps/list'
import { listAppPeople } from '@/lib/queries/apps/people'
import { listProblems } from '@/lib/queries/apps/problems'
import { hasTiles, listAllowed, listTiles } from '@/lib/queries/apps/tiles'
import { noteAppSignIn } from '@/lib/records/oidc/sign-in'
import { fold } from '@/lib/records/users/fold'
import { insertUser } from '@/lib/records/users/insert'
import { added, groupOf, noted, signedInTo } from '../../support/world/apps'
import { foreigners } from '../../support/world/foreigners'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'

let org: Organization
let ben: Member
let chloe: Member

beforeAll(async () => {
  org = await organization()
  await foreigners(org.ctx)
  ben = await (await org.agent()).signIn()
  chloe = await (await org.agent()).signIn()
})

const namesFor = async (member: Member) => (await listTiles(org.ctx, member)).map(({ name }) => name)

test('a person sees the apps of everyone and of their groups, not those of others or suspended ones', async () => {
  expect(await hasTiles(org.ctx, ben)).toBe(false)
  const support = await groupOf(org, 'Support', { id: ben.userId, name: ben.name })
  const { appId: wiki } = await added(org, { name: 'Wiki' })
  const { appId: desk } = await added(org, { name: 'Desk' })
  const { appId: gone } = await added(org, { name: 'Gone' })
  const admin = await org.asAdmin()
  granted(await setAppPeople(org.ctx, admin, { appId: desk, who: 'groups', groups: [support] }))
  granted(await suspendApp(org.ctx, admin, { appId: gone }))
  expect(await namesFor(ben)).toEqual(['Desk', 'Wiki'])
  expect(await namesFor(chloe)).toEqual(['Wiki'])
  expect(await hasTiles(org.ctx, chloe)).toBe(true)
  granted(await setAppPeople(org.ctx, admin, { appId: wiki, who: 'groups', groups: [support] }))
  expect(await hasTiles(org.ctx, chloe)).toBe(false)
  const found = await findApp(org.ctx, admin, desk)
  expect(found).toMatchObject({ groupIds: [support], groups: [{ id: support, name: 'Support' }] })
  expect(JSON.stringify(found)).not.toContain('igest":{')
})

test('an app was used once someone has opened it for the first time', async () => {
  const { appId } = await added(org, { name: 'First' })
  const ids = { appId, userId: ben.userId, sessionId: ben.sessionId, grantId: 'grant' }
  await org.ctx.db.write((tx) =>
    noteAppSignIn(tx, org.ctx, { ...ids, sid: 'first', providerSession: 'first', offline: false }),
  )
  const people = await listAppPeople(org.ctx, await org.asAdmin(), appId)
  expect(people.people.map(({ lastUsedAt }) => lastUsedAt)).toEqual([org.ctx.now()])
  expect((await findApp(org.ctx, await org.asAdmin(), appId))?.lastUsedAt).toEqual(org.ctx.now())
})

test('what a person has allowed is listed for them alone', async () => {
  const { appId } = await added(org, { name: 'Vault' })
  await signedInTo(org, appId, ben, { allowed: true })
  await signedInTo(org, appId, chloe)
  expect((await listAllowed(org.ctx, ben)).map(({ name }) => name)).toEqual(['Vault'])
  expect(await listAllowed(org.ctx, chloe)).toEqual([])
})

test('apps come in pages of fifty in the order of their names, and are found by the words of them', async () => {
  const many = await organization('Many', undefined)
  const { apps } = many.ctx.db.tables
  await many.ctx.db.write(async (tx) => {
    for (let n = 0; n < 120; n++) {
      const name = `${['Änna', 'Bo', 'anna'][n % 3]} app ${String(n % 40).padStart(2, '0')}`
      await tx.insert(apps).values({
        ...{ id: `app-${n}`, organizationId: many.id, name, sortName: fold(name), kind: 'oidc' },
        ...{ address: 'https://x.example.com', createdAt: many.ctx.now() },
      })
    }
  })
  const pagesOf = async (search: string) => {
    const pages: string[][] = []
    let after: string | undefined
    do {
      const page = await listApps(many.ctx, await many.asAdmin(), listAppsInput.parse({ search, after }))
      pages.push(page.apps.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    return pages
  }
  const all = await pagesOf('')
  expect(all.map((page) => page.length)).toEqual([50, 50, 20])
  expect(new Set(all.flat()).size).toBe(120)
  const anna = await pagesOf('ann APP')
  expect(anna.flat()).toHaveLength(80)
  expect(new Set(anna.flat()).size).toBe(80)
  expect((await pagesOf('app 07')).flat().length).toBe(3)
  expect(await pagesOf('nobody')).toEqual([[]])
})

test('the people of an app come with the latest first, fifty a page, without a gap or a double', async () => {
  const { appId } = await added(org, { name: 'Busy' })
  const { appPeople } = org.ctx.db.tables
  const start = org.ctx.now().getTime()
  const ids: string[] = []
  await org.ctx.db.write(async (tx) => {
    for (let n = 0; n < 110; n++) {
      const user = await insertUser(tx, org.ctx, {
        ...{ organizationId: org.id, name: `P ${n}`, email: `p${n}@example.com`, role: 'agent' },
        ...{ status: 'active', passwordHash: null, twoFactorRequired: false, invitedBy: null },
      })
      if (!user) throw new Error('The address was taken.')
      ids.push(user.id)
      const at = new Date(start - minutes(Math.floor(n / 7)))
      await tx.insert(appPeople).values({ appId, userId: user.id, firstUsedAt: at, lastUsedAt: at })
    }
  })
  const seen: { id: string; lastUsedAt: Date }[] = []
  let cursor: string | undefined
  const lengths: number[] = []
  do {
    const page = await listAppPeople(org.ctx, await org.asAdmin(), appId, cursor)
    lengths.push(page.people.length)
    seen.push(...page.people)
    cursor = page.next ?? undefined
  } while (cursor)
  expect(lengths).toEqual([50, 50, 10])
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids))
  const times = seen.map(({ lastUsedAt }) => lastUsedAt.getTime())
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

test('a problem is said with who it concerned, and offers the address that is not registered yet', async () => {
  const { appId } = await added(org, { name: 'Wiki' })
  const asked = 'https://wiki.example.com/cb/'
  const registered = ['https://wiki.example.com/cb']
  await noted(org, appId, { code: 'redirect-uri-unknown', detail: { asked, registered } })
  await noted(org, appId, {
    ...{ code: 'redirect-uri-unknown', detail: { asked: registered[0] ?? '', registered: [] } },
  })
  const shown = await listProblems(org.ctx, await org.asAdmin(), appId)
  expect(shown.map((problem) => problem.asked)).toEqual([null, asked])
  expect(shown[1]?.said).toContain('(with a slash at the end)')
})

test.each([
  'https://wiki.example.com.evil.example/cb',
  'https://wiki-example.com/cb',
  'http://wiki.example.com/cb',
  'https://wiki.example.com:8443/cb',
  'com.evil.app:/cb',
])('an address that a stranger asked for is not one click away: %s', async (asked) => {
  const { appId } = await added(org, { name: 'Wiki' })
  await noted(org, appId, { code: 'redirect-uri-unknown', detail: { asked, registered: [] } })
  const [shown] = await listProblems(org.ctx, await org.asAdmin(), appId)
  expect([shown?.asked, shown?.said]).toEqual([null, expect.stringContaining(asked)])
  const accepted = await acceptAddress(org.ctx, await org.asAdmin(), { appId, problemId: shown?.id ?? '' })
  expect(codeOf(accepted)).toBe('redirect-address-refused')
})
