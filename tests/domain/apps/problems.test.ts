import { expect, test } from 'vitest'
import { acceptAddress } from '@/lib/acts/apps/accept-address'
import { type AppProblem, problemInWords } from '@/lib/messages/app-problems'
import { noteProblem } from '@/lib/records/apps/problems'
import { added, appRow, noted } from '../../support/world/apps'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'

const registered = ['https://wiki.example.com/cb']
const askedFor = (asked: string): AppProblem => ({
  code: 'redirect-uri-unknown',
  detail: { asked, registered },
})

const kept = async ({ ctx }: Organization) => {
  const { appProblems } = ctx.db.tables
  return (await ctx.db.read.select().from(appProblems)).sort((a, b) => a.at.getTime() - b.at.getTime())
}

test('the last twenty of an app are kept', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const { appId: other } = await added(org, { name: 'Other' })
  await noted(org, other, { code: 'secret-wrong', detail: {} })
  for (let n = 0; n < 25; n++) await noted(org, appId, askedFor(`https://wiki.example.com/${n}`))
  const details = (await kept(org))
    .filter((row) => row.appId === appId)
    .map((row) => JSON.parse(row.detail).asked)
  expect(details).toEqual(Array.from({ length: 20 }, (_, n) => `https://wiki.example.com/${n + 5}`))
  expect((await kept(org)).filter((row) => row.appId === other)).toHaveLength(1)
})

test('the same one again in a row is counted; after another one it stands anew', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const { clock } = org.world
  await noted(org, appId, { code: 'secret-wrong', detail: {} })
  clock.pass(1000)
  await noted(org, appId, { code: 'secret-wrong', detail: {} })
  await noted(org, appId, { code: 'pkce-missing', detail: {} })
  await noted(org, appId, { code: 'secret-wrong', detail: {} })
  const rows = await kept(org)
  expect(rows.map(({ code, times }) => [code, times])).toEqual([
    ['secret-wrong', 2],
    ['pkce-missing', 1],
    ['secret-wrong', 1],
  ])
})

test('one that concerns another person is another one', async () => {
  const org = await organization()
  const { appId } = await added(org)
  for (const userId of ['a', 'b'])
    await org.ctx.db.write((tx) =>
      noteProblem(tx, org.ctx, appId, { code: 'not-assigned', detail: {}, userId }),
    )
  expect((await kept(org)).map(({ userId }) => userId)).toEqual(['a', 'b'])
})

test('thirty at once leave twenty, and each is counted', async () => {
  const org = await organization()
  const { appId } = await added(org)
  await Promise.all(Array.from({ length: 30 }, () => noted(org, appId, { code: 'secret-wrong', detail: {} })))
  expect((await kept(org)).map(({ times }) => times)).toEqual([30])
})

test('what an app sent is cut, however long it is', async () => {
  const org = await organization()
  const { appId } = await added(org)
  await noted(org, appId, { code: 'scope-unknown', detail: { asked: 'x'.repeat(100_000) } })
  expect((await kept(org))[0]?.detail.length).toBeLessThan(600)
})

test('a redirect address is compared with what is registered, in words', () => {
  const words = (asked: string) => problemInWords('Wiki', askedFor(asked), null)
  expect(words('https://wiki.example.com/cb/')).toBe(
    'Wiki asked to return to https://wiki.example.com/cb/ (with a slash at the end). Registered is https://wiki.example.com/cb.',
  )
  expect(words('http://wiki.example.com/cb')).toContain('(with http)')
  expect(words('https://wiki.example.com/CB')).toContain('(in other letters)')
  expect(words('https://evil.example/')).not.toContain('(')
})

test('a problem of a later version, or a damaged one, is said as it was stored', () => {
  expect(problemInWords('Wiki', { code: 'of-tomorrow', detail: {} }, null)).toBe('of-tomorrow')
  expect(problemInWords('Wiki', { code: 'redirect-uri-unknown', detail: {} }, null)).toBe(
    'redirect-uri-unknown',
  )
})

test('the address that an app asked for is registered beside the others', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const problemId = await noted(org, appId, askedFor('https://wiki.example.com/cb/'))
  granted(await acceptAddress(org.ctx, await org.asAdmin(), { appId, problemId }))
  granted(await acceptAddress(org.ctx, await org.asAdmin(), { appId, problemId }))
  expect((await appRow(org, appId)).redirectUris).toBe(
    'https://wiki.example.com/cb\nhttps://wiki.example.com/cb/',
  )
})

test('one that could not be typed is not registered, nor that of another app’s problem', async () => {
  const org = await organization()
  const { appId } = await added(org)
  const { appId: other } = await added(org, { name: 'Other' })
  const admin = await org.asAdmin()
  const evil = await noted(org, appId, askedFor('javascript:alert(1)'))
  expect(codeOf(await acceptAddress(org.ctx, admin, { appId, problemId: evil }))).toBe(
    'redirect-address-refused',
  )
  const right = await noted(org, appId, askedFor('https://wiki.example.com/x'))
  expect(codeOf(await acceptAddress(org.ctx, admin, { appId: other, problemId: right }))).toBe('problem-over')
  expect((await appRow(org, appId)).redirectUris).toBe('https://wiki.example.com/cb')
})
