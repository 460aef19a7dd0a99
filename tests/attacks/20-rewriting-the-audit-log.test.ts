import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { minutes } from '@/lib/duration'
import { problemInWords } from '@/lib/messages/audit/problem'
import { beginAuthenticating } from '@/lib/records/audit/begin'
import { headsInWords } from '@/lib/records/audit/heads'
import { record } from '@/lib/records/audit/record'
import { busyOrganization, chainRows, problemsOf } from '../support/world/audit-trail'
import type { Organization } from '../support/world/organization'
import { sayPastTheProduct } from '../support/world/past-the-product'

/*
 * Someone who can write SQL, and knows how the audit log is kept, but not the server's key.
 */

/** Does what the attacker does. `chain` stands for the organization's chain. */
const attack = ({ world, id }: Organization, sql: string): Promise<void> =>
  sayPastTheProduct(world.place, sql.replaceAll(':chain', `'${id}'`))

/** The log goes on after the attack: what was done must not be covered by entries that follow. */
async function workGoesOn({ ctx, id, world }: Organization): Promise<void> {
  world.clock.pass(minutes(1))
  for (let n = 0; n < 3; n++)
    await ctx.db.write((tx) =>
      record(tx, ctx, id, {
        event: 'sessions.ended',
        actor: { kind: 'console', osUser: 'root' },
        detail: { sessions: 1 },
      }),
    )
}

/** Rewrites an entry's text, and every hash from there on as it was made before entries were authenticated. */
async function relink(org: Organization, sequence: number, keyId: 'kept' | 'none'): Promise<void> {
  const { auditEntries, auditHeads } = org.ctx.db.tables
  const rows = await chainRows(org)
  await org.ctx.db.write(async (tx) => {
    let previous: Buffer = Buffer.alloc(32)
    for (const row of rows) {
      const body = row.sequence === sequence ? row.body.replace('Ada', 'Eve') : row.body
      const hash = createHash('sha256').update(previous).update(body).digest()
      previous = row.sequence < sequence ? row.hash : hash
      await tx
        .update(auditEntries)
        .set({ body, hash: previous })
        .where(and(eq(auditEntries.chain, org.id), eq(auditEntries.sequence, row.sequence)))
    }
    await tx.update(auditHeads).set({ hash: previous }).where(eq(auditHeads.chain, org.id))
    if (keyId === 'none') await tx.update(auditEntries).set({ keyId: null })
  })
}

const renumbered = (from: number, by: number) => `
  update audit_entries set sequence = -sequence where chain = :chain and sequence >= ${from};
  update audit_entries set sequence = -sequence + ${by} where chain = :chain and sequence < 0;`

test('the last three entries cut off are named, and stay so when others follow', async () => {
  const org = await busyOrganization()
  const last = (await chainRows(org)).length
  const tail = { from: last - 2, to: last }
  await attack(org, `delete from audit_entries where chain = :chain and sequence > ${last - 3}`)
  expect(await problemsOf(org)).toEqual([{ kind: 'tail-cut', ...tail }])
  await workGoesOn(org)
  expect(await problemsOf(org)).toEqual([{ kind: 'removed', ...tail }])
})

test('an entry that follows a gap is not one that was checked', async () => {
  const org = await busyOrganization()
  await attack(
    org,
    `delete from audit_entries where chain = :chain and sequence = 3;
     update audit_entries set event = 'server.restored' where chain = :chain and sequence = 4`,
  )
  const found = await problemsOf(org)
  expect(found).toEqual([
    { kind: 'removed', from: 3, to: 3 },
    { kind: 'changed', from: 4, to: 4 },
  ])
  const [gap] = found
  expect(gap && problemInWords(gap, 'Acme')).toContain("The entry after it can't be checked.")
})

test('the tail cut off and the head set back to it is named, and stays so when others follow', async () => {
  const org = await busyOrganization()
  const last = (await chainRows(org)).length
  await attack(
    org,
    `delete from audit_entries where chain = :chain and sequence > ${last - 3};
     update audit_heads set sequence = ${last - 3}, hash =
       (select hash from audit_entries where chain = :chain and sequence = ${last - 3}) where chain = :chain`,
  )
  expect(await problemsOf(org)).toEqual([{ kind: 'head-changed' }])
  await workGoesOn(org)
  expect(await problemsOf(org)).toEqual([{ kind: 'head-changed' }])
})

test('an entry rewritten and linked anew to its end is named', async () => {
  for (const keyId of ['kept', 'none'] as const) {
    const org = await busyOrganization()
    await relink(org, 3, keyId)
    const found = await problemsOf(org)
    expect(found).toContainEqual({ kind: 'head-changed' })
    expect(found.some((one) => one.kind === 'changed' && one.from <= 3 && one.to >= 3)).toBe(true)
  }
})

test('an entry removed and the later ones numbered down is named', async () => {
  const org = await busyOrganization()
  await attack(org, `delete from audit_entries where chain = :chain and sequence = 3; ${renumbered(4, -1)}`)
  expect(await problemsOf(org)).toEqual([{ kind: 'removed', from: 3, to: 3 }])
  await workGoesOn(org)
  expect(await problemsOf(org)).toContainEqual({ kind: 'removed', from: 3, to: 3 })
})

test('an entry put in and the later ones numbered up is named', async () => {
  const org = await busyOrganization()
  await attack(
    org,
    `${renumbered(4, 1)}
     insert into audit_entries select chain, 4, at, event, actor_id, subject_id, body, hash, key_id
       from audit_entries where chain = :chain and sequence = 2`,
  )
  expect(await problemsOf(org)).toContainEqual({ kind: 'inserted', from: 4, to: 4 })
})

test('two entries that change places are named', async () => {
  const org = await busyOrganization()
  await attack(
    org,
    `update audit_entries set sequence = -1 where chain = :chain and sequence = 3;
     update audit_entries set sequence = 3 where chain = :chain and sequence = 4;
     update audit_entries set sequence = 4 where chain = :chain and sequence = -1;`,
  )
  expect(await problemsOf(org)).not.toEqual([])
})

test('an entry that waits where the next one belongs is named, and keeps nobody from working', async () => {
  const org = await busyOrganization()
  const last = (await chainRows(org)).length
  await attack(
    org,
    `insert into audit_entries select chain, ${last + 1}, at, event, actor_id, subject_id, body, hash, key_id
       from audit_entries where chain = :chain and sequence = ${last}`,
  )
  expect(await problemsOf(org)).toContainEqual({ kind: 'inserted', from: last + 1, to: last + 1 })
  await workGoesOn(org)
  expect(await problemsOf(org)).toContainEqual({ kind: 'inserted', from: last + 1, to: last + 1 })
})

test('a chain removed as a whole is named, with its head, its organization and the list too', async () => {
  for (const [more, kind] of [
    ['', 'tail-cut'],
    ['delete from audit_heads where chain = :chain;', 'gone'],
    ['delete from audit_heads where chain = :chain; delete from organizations;', 'chain-gone'],
    ["delete from audit_heads where chain = :chain; delete from audit_heads where chain = '';", 'list-gone'],
    ['delete from audit_heads where chain = :chain; update audit_heads set sequence = 0;', 'list-changed'],
  ] as const) {
    const org = await busyOrganization()
    await attack(org, `delete from audit_entries where chain = :chain; ${more}`)
    expect((await problemsOf(org)).map((one) => one.kind)).toContain(kind)
    await workGoesOn(org)
    expect(await problemsOf(org)).not.toEqual([])
  }
})

test('a chain that only claims to be from before is named, whether it has a head or not', async () => {
  const org = await busyOrganization()
  for (const head of [
    '',
    "insert into audit_heads select 'old', number, sequence, hash, 1, key_id, mac from audit_heads where chain = :chain;",
  ]) {
    await attack(
      org,
      `delete from audit_entries where chain = 'old'; delete from audit_heads where chain = 'old';
       insert into audit_entries select 'old', sequence, at, event, actor_id, subject_id, body, hash, null
         from audit_entries where chain = :chain and sequence = 1; ${head}`,
    )
    expect((await problemsOf(org)).map((one) => one.kind)).toContain(head ? 'head-changed' : 'head-gone')
  }
})

test('seals that were all deleted are not made anew at the next start', async () => {
  const org = await busyOrganization()
  const mark = `${org.world.folder}/audit.sealed`
  await beginAuthenticating(org.ctx.db, org.ctx.vault, mark)
  await relink(org, 3, 'none')
  await attack(org, 'delete from audit_heads')
  await beginAuthenticating(org.ctx.db, org.ctx.vault, mark)
  expect((await problemsOf(org)).map((one) => one.kind).sort()).toEqual(['head-gone', 'list-gone'])
  await workGoesOn(org)
  expect((await problemsOf(org)).map((one) => one.kind)).toContain('list-gone')
})

test('an old head that is copied back, with the tail cut to it, is found with a head of the log', async () => {
  const org = await busyOrganization()
  await attack(org, 'create table kept as select * from audit_heads')
  const then = (await chainRows(org)).length
  await workGoesOn(org)
  const logged = await headsInWords(org.ctx)
  expect(await problemsOf(org, ...logged)).toEqual([])
  await attack(
    org,
    `delete from audit_entries where chain = :chain and sequence > ${then};
     delete from audit_heads; insert into audit_heads select * from kept;`,
  )
  const differs = { kind: 'not-as-logged', sequence: then + 3, restoredAt: null }
  expect(await problemsOf(org, ...logged)).toEqual([differs])
  // As many entries again, but others.
  await workGoesOn(org)
  await workGoesOn(org)
  expect(await problemsOf(org, ...logged)).toEqual([differs])
})

test('a whole chain that is copied out of the list is found with the head of the list', async () => {
  const org = await busyOrganization()
  const actor = { kind: 'console', osUser: 'root' } as const
  await attack(org, 'create table kept as select * from audit_heads')
  await org.ctx.db.write((tx) =>
    record(tx, org.ctx, 'server', { event: 'key.rotated', actor, detail: { resealed: 0 } }),
  )
  const logged = await headsInWords(org.ctx)
  await attack(
    org,
    `delete from audit_entries where chain = 'server';
     delete from audit_heads; insert into audit_heads select * from kept;`,
  )
  expect(await problemsOf(org)).toEqual([])
  expect((await problemsOf(org, ...logged)).map((one) => one.kind)).toEqual([
    'not-as-logged',
    'not-as-logged',
  ])
})
