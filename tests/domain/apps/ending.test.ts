import { expect, test } from 'vitest'
import { reactivateApp } from '@/lib/acts/apps/reactivate'
import { removeApp } from '@/lib/acts/apps/remove'
import { signOutOfApp } from '@/lib/acts/apps/sign-out'
import { suspendApp } from '@/lib/acts/apps/suspend'
import { withdrawFromApp } from '@/lib/acts/apps/withdraw'
import { endAppSignIns } from '@/lib/records/app-sessions/end'
import { added, appRow, heldBy, signedInTo } from '../../support/world/apps'
import { type Organization, organization } from '../../support/world/organization'
import { codeOf, granted } from '../../support/world/outcome'
import { auditTrail } from '../../support/world/rows'

/** Two people who are signed in to the wiki and to another app; one of them has allowed the wiki to stay. */
async function twoSignedIn(backchannel = true) {
  const org = await organization()
  const { appId } = await added(org)
  const { appId: other } = await added(org, { name: 'Other' })
  if (backchannel) {
    const { apps } = org.ctx.db.tables
    await org.ctx.db.write((tx) => tx.update(apps).set({ backchannelUri: 'https://wiki.example.com/out' }))
  }
  const ben = await (await org.agent()).signIn()
  const chloe = await (await org.agent()).signIn()
  for (const app of [appId, other]) {
    await signedInTo(org, app, ben, { allowed: true })
    await signedInTo(org, app, chloe)
  }
  return { org, appId, other, ben, chloe }
}

const noticesOf = async ({ ctx }: Organization) => {
  const { logoutNotices } = ctx.db.tables
  return ctx.db.read.select().from(logoutNotices)
}

test('suspending an app signs everyone out of it, and tells it of each; other apps go on', async () => {
  const { org, appId, other, ben, chloe } = await twoSignedIn()
  const untouched = await heldBy(org, other)
  granted(await suspendApp(org.ctx, await org.asAdmin(), { appId }))
  expect(await heldBy(org, appId)).toEqual({ signIns: 0, rows: 0, gates: 0, tickets: 0, notices: 2 })
  expect(await heldBy(org, other)).toEqual(untouched)
  const notices = await noticesOf(org)
  expect(notices.map(({ subject }) => subject).sort()).toEqual([ben.userId, chloe.userId].sort())
  for (const { sid } of notices) expect(sid).toMatch(/./)
  expect((await appRow(org, appId)).suspendedAt).not.toBeNull()
  expect(codeOf(await suspendApp(org.ctx, await org.asAdmin(), { appId }))).toBe('app-suspended-already')
  granted(await reactivateApp(org.ctx, await org.asAdmin(), { appId }))
  expect((await appRow(org, appId)).suspendedAt).toBeNull()
  expect(codeOf(await reactivateApp(org.ctx, await org.asAdmin(), { appId }))).toBe('app-not-suspended')
})

test('signing everyone out of an app counts the people', async () => {
  const { org, appId } = await twoSignedIn()
  expect(granted(await signOutOfApp(org.ctx, await org.asAdmin(), { appId }))).toBe(2)
  expect(granted(await signOutOfApp(org.ctx, await org.asAdmin(), { appId }))).toBe(0)
  const [before, after] = (await auditTrail(org.ctx, org.id)).slice(-2)
  expect(before).toMatchObject({ event: 'app.signed-out', detail: { app: 'Wiki', people: 2 } })
  expect(after).toMatchObject({ event: 'app.signed-out', detail: { app: 'Wiki', people: 0 } })
})

test('a removed app is gone with all that it held, and told of it; its name stays in the log', async () => {
  const { org, appId, other } = await twoSignedIn()
  granted(await removeApp(org.ctx, await org.asAdmin(), { appId }))
  expect(await heldBy(org, appId)).toEqual({ signIns: 0, rows: 0, gates: 0, tickets: 0, notices: 2 })
  for (const { address, algorithm } of await noticesOf(org))
    expect([address, algorithm]).toEqual(['https://wiki.example.com/out', 'RS256'])
  await expect(appRow(org, appId)).rejects.toThrow()
  expect(await appRow(org, other)).toBeTruthy()
  expect((await auditTrail(org.ctx, org.id)).at(-1)).toMatchObject({
    ...{ event: 'app.removed', detail: { app: 'Wiki', address: 'https://wiki.example.com' } },
  })
  expect(codeOf(await removeApp(org.ctx, await org.asAdmin(), { appId }))).toBe('app-unknown')
})

test('an app without a back-channel address is told nothing', async () => {
  const { org, appId } = await twoSignedIn(false)
  granted(await suspendApp(org.ctx, await org.asAdmin(), { appId }))
  expect(await noticesOf(org)).toEqual([])
})

test('a person withdraws what they have allowed: their sign-in there ends, and no one else’s', async () => {
  const { org, appId, ben, chloe } = await twoSignedIn()
  granted(await withdrawFromApp(org.ctx, ben, { appId }))
  expect(await heldBy(org, appId)).toEqual({ signIns: 1, rows: 1, gates: 1, tickets: 1, notices: 1 })
  expect(codeOf(await withdrawFromApp(org.ctx, ben, { appId }))).toBe('app-unknown')
  // She never allowed anything.
  expect(codeOf(await withdrawFromApp(org.ctx, chloe, { appId }))).toBe('app-unknown')
})

test('whose session ended long ago and whose tokens went on is told about without a session', async () => {
  const { org, appId, ben } = await twoSignedIn()
  const { sessions } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tx.delete(sessions))
  const people = await org.ctx.db.write((tx) => endAppSignIns(tx, org.ctx, { appId }))
  expect(people).toBe(1)
  expect(await noticesOf(org)).toMatchObject([{ appId, subject: ben.userId, sid: null, attempts: 0 }])
})
