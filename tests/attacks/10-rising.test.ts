import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '@/db/open'
import { type Admin, mintAdmin } from '@/lib/actors'
import { changeRole } from '@/lib/acts/users/change-role'
import { removeUser } from '@/lib/acts/users/remove'
import { suspendUser } from '@/lib/acts/users/suspend'
import type { Context } from '@/lib/context'
import { findSession } from '@/lib/queries/sessions/find'
import { pageTokenOf } from '@/lib/records/challenges/page-token'
import { openSession } from '@/lib/records/sessions/session'
import { insertUser } from '@/lib/records/users/insert'
import { fieldsOf } from '../support/server/action-fields'
import { builtActions, filled } from '../support/server/build-manifest'
import type { Resident } from '../support/server/resident'
import { openSite, type Site } from '../support/server/site'
import type { Fields, Visitor } from '../support/server/visitor'
import { organization } from '../support/world/organization'
import { codeOf } from '../support/world/outcome'
import { plantUser, userRow } from '../support/world/rows'

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

const extras: Fields[] = [
  { isAdmin: 'true' },
  { organizationId: 'of another' },
  { status: 'active' },
  { credentialVersion: '0' },
  { __proto__x: 'x' },
]

test('a form with a field more than it has is an error, whoever sends it, and changes nothing', async () => {
  const challenge = await site.challenge(agent)
  const visitors: Record<string, Visitor> = {
    anyone: site.visitor(),
    page: site.visitor(),
    challenger: site.visitor({ challenge }),
    member: await site.signedIn(agent),
    admin: await site.signedIn(admin),
    operator: await site.signedIn(await site.seed.operator()),
  }
  const page = pageTokenOf(site.ctx(), await site.challengeOfClient(agent))
  const before = await site.snapshot()
  for (const { name, id, path } of builtActions()) {
    // Two that take no form: nothing that is sent to them is looked at but the theme.
    if (name === 'signOutHere' || name === 'chooseTheme') continue
    const { gate, fields } = fieldsOf(name)
    const action = { id, path: filled(path, victim.id) }
    const own =
      gate === 'admin' && name !== 'liftFromMyself'
        ? fields(victim)
        : fields(gate === 'admin' ? admin : agent)
    const withProto = JSON.parse(`{"__proto__":"x"}`) as Fields
    const forbidden = 'role' in own ? [] : [{ role: 'admin' }]
    const lifting = 'required' in own ? [] : [{ twoFactorRequired: 'false' }]
    for (const extra of [...extras, ...forbidden, ...lifting, withProto, { constructor: 'x' }]) {
      const key = Object.keys(extra)[0] ?? ''
      if (name === 'add' && key === 'twoFactorRequired') continue
      const sent = Object.assign(Object.create(null), own, gate === 'page' && { page }) as Fields
      Object.defineProperty(sent, key, { value: 'x', enumerable: true })
      const answer = await visitors[gate]?.act(action, sent)
      expect([name, key, answer?.body]).toEqual([name, key, expect.stringContaining('"status":"failed"')])
    }
  }
  expect(await site.snapshot()).toEqual(before)
})

test('the first field of a pair does not hide the second: what is not the box is no tick', async () => {
  const browser = await site.signedIn(admin)
  const action = builtActions().find(({ name }) => name === 'requireOrLift')
  if (!action) throw new Error('There is no such action.')
  const path = filled(action.path, victim.id)
  for (const required of ['false', 'true', '1', 'off', '[]']) {
    const answer = await browser.act({ ...action, path }, { userId: victim.id, required })
    expect(answer.body).toContain('"status":"failed"')
  }
  expect((await userRow(site.ctx(), victim.id)).twoFactorRequired).toBe(false)
})

type Fall = (ctx: Context, admin: Admin, userId: string) => Promise<{ ok: boolean }>

const falls: Record<string, Fall> = {
  suspended: (ctx, by, userId) => suspendUser(ctx, by, { userId }),
  demoted: (ctx, by, userId) => changeRole(ctx, by, { userId, role: 'agent' }),
  removed: (ctx, by, userId) => removeUser(ctx, by, { userId }),
}

test('two admins bring each other down at once, a hundred times: one of them stays', async () => {
  const org = await organization()
  const first = org.admin
  const second = await openDatabase(org.world.place)
  const elsewhere: Context = { ...org.ctx, db: second }
  try {
    const winners = new Set<string>()
    for (let round = 0; round < 100; round++) {
      const name = Object.keys(falls)[round % 3] as keyof typeof falls
      const fall = falls[name] as Fall
      if (name === 'removed') winners.add('removed')
      const other = await stand(org.ctx, org.id, `rival${round}@example.com`)
      await plantUser(org.ctx, first.id, { status: 'active', role: 'admin' })
      const one = await asAdmin(org.ctx, first.id)
      const two = await asAdmin(elsewhere, other)
      const attack = [() => fall(org.ctx, one, other), () => fall(elsewhere, two, first.id)]
      // Nobody removes the first for good: they have to be there in the next round.
      const [a, b] =
        name === 'removed' ? [attack[0], () => suspendUser(elsewhere, two, { userId: first.id })] : attack
      const results = await Promise.all(round % 2 ? [a?.(), b?.()] : [b?.(), a?.()])
      expect(results.filter((result) => result?.ok)).toHaveLength(1)
      const { users } = org.ctx.db.tables
      const rows = await org.ctx.db.read.select().from(users)
      const standing = rows.filter(({ role, status }) => role === 'admin' && status === 'active')
      expect(standing).toHaveLength(1)
      winners.add(standing[0]?.id === first.id ? 'first' : 'second')
      await org.ctx.db.write((tx) => tx.delete(users).where(eq(users.id, other)))
    }
    expect([...winners].sort()).toEqual(['first', 'removed', 'second'])
  } finally {
    await second.close()
  }
}, 180_000)

async function stand(ctx: Context, organizationId: string, email: string): Promise<string> {
  const user = await ctx.db.write((tx) =>
    insertUser(tx, ctx, {
      ...{ organizationId, email, name: 'Rival', role: 'admin', status: 'active' },
      ...{ passwordHash: null, twoFactorRequired: false, invitedBy: null },
    }),
  )
  if (!user) throw new Error('The address was taken.')
  return user.id
}

async function asAdmin(ctx: Context, id: string): Promise<Admin> {
  const { token } = await ctx.db.write((tx) => openSession(tx, ctx, { id, role: 'admin' }, 'web'))
  const person = await findSession(ctx, token)
  const minted = person && mintAdmin(person)
  if (!minted) throw new Error('Somebody who was just made one is no admin.')
  return minted
}

test('the last active admin cannot be brought down, by the door of an invited or suspended one either', async () => {
  const org = await organization()
  const invited = await org.anotherAdmin({ invited: true })
  const suspended = await org.anotherAdmin({ suspended: true })
  const last = await org.asAdmin()
  for (const fall of Object.values(falls)) expect((await fall(org.ctx, last, last.userId)).ok).toBe(false)
  for (const { id } of [invited, suspended]) {
    const forged = mintAdmin({ ...last, userId: id }) as Admin
    for (const fall of Object.values(falls))
      expect(await fall(org.ctx, forged, org.admin.id)).toMatchObject({ ok: false })
  }
  expect(codeOf(await suspendUser(org.ctx, last, { userId: invited.id }))).toBe('not-active')
  expect(await userRow(org.ctx, org.admin.id)).toMatchObject({ role: 'admin', status: 'active' })
})
