import { createHash, randomBytes } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { beginAuthenticating, sealedMark } from '@/lib/records/audit/begin'
import { record } from '@/lib/records/audit/record'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { busyOrganization, chainRows, problemsOf } from '../../support/world/audit-trail'
import type { Organization } from '../../support/world/organization'
import { firefox } from '../../support/world/world'

function sql({ world }: Organization, statements: string): void {
  const connection = new Sqlite(world.file)
  connection.exec(statements)
  connection.close()
}

/** An organization whose audit log is as the release before wrote it, and has not been opened since. */
async function fromBefore(): Promise<Organization> {
  const org = await busyOrganization()
  const connection = new Sqlite(org.world.file)
  let previous: Buffer = Buffer.alloc(32)
  for (const { body, sequence } of await chainRows(org)) {
    previous = createHash('sha256').update(previous).update(body).digest()
    connection
      .prepare('update audit_entries set hash = ?, key_id = null where chain = ? and sequence = ?')
      .run(previous, org.id, sequence)
  }
  connection.exec('delete from audit_heads')
  connection.close()
  return org
}

async function started(): Promise<Organization> {
  const org = await fromBefore()
  await beginAuthenticating(org.ctx.db, org.ctx.vault, sealedMark(org.world.file))
  return org
}

const more = ({ ctx, id }: Organization) =>
  ctx.db.write((tx) =>
    record(tx, ctx, id, {
      event: 'sessions.ended',
      actor: { kind: 'console', osUser: 'root' },
      detail: { sessions: 1 },
    }),
  )

test('a log from before is whole after the first start, alone and with entries that follow', async () => {
  const org = await started()
  expect(await problemsOf(org)).toEqual([])
  await more(org)
  await beginAuthenticating(org.ctx.db, org.ctx.vault, sealedMark(org.world.file))
  expect(await problemsOf(org)).toEqual([])
  expect((await chainRows(org)).map(({ keyId }) => keyId !== null).indexOf(true)).toBe(
    (await chainRows(org)).length - 1,
  )
})

test('after it, an entry from before that is changed, removed or cut is named, and so is one that is added', async () => {
  for (const [attack, kinds] of [
    ["update audit_entries set body = replace(body, 'Ada', 'Eve') where sequence = 3", ['changed']],
    ['delete from audit_entries where sequence = 3', ['removed']],
    ['delete from audit_entries where sequence = (select max(sequence) from audit_entries)', ['tail-cut']],
    [
      'insert into audit_entries select chain, sequence + 1, at, event, actor_id, subject_id, body, hash, null from audit_entries order by sequence desc limit 1',
      ['inserted'],
    ],
    ['update audit_heads set boundary = boundary + 1 where boundary > 0', ['head-changed']],
    ['update audit_heads set boundary = 0 where boundary > 0', ['head-changed', 'changed']],
  ] as const) {
    const org = await started()
    sql(org, attack)
    expect((await problemsOf(org)).map(({ kind }) => kind)).toEqual(kinds)
  }
})

test('a log from before that was broken already stays so', async () => {
  const org = await fromBefore()
  sql(org, "update audit_entries set body = replace(body, 'Ada', 'Eve') where sequence = 3")
  await beginAuthenticating(org.ctx.db, org.ctx.vault, sealedMark(org.world.file))
  expect(await problemsOf(org)).toEqual([{ kind: 'changed', from: 3, to: 3 }])
})

test('a log that has lost some of its seals is not taken for one from before, marked or not', async () => {
  for (const lost of [
    "delete from audit_heads where chain = ''",
    "delete from audit_heads; insert into audit_heads select * from kept where chain != ''",
    'delete from audit_heads',
  ]) {
    const org = await busyOrganization()
    sql(org, `create table kept as select * from audit_heads; ${lost}`)
    await beginAuthenticating(org.ctx.db, org.ctx.vault, null)
    expect((await problemsOf(org)).map(({ kind }) => kind)).toContain('list-gone')
    await more(org)
    await beginAuthenticating(org.ctx.db, org.ctx.vault, null)
    expect((await problemsOf(org)).map(({ kind }) => kind)).toContain('list-gone')
  }
})

test('servers that start at once seal the log from before once', async () => {
  const org = await fromBefore()
  await Promise.all(
    Array.from({ length: 4 }, () =>
      beginAuthenticating(org.ctx.db, org.ctx.vault, sealedMark(org.world.file)),
    ),
  )
  expect(await problemsOf(org)).toEqual([])
})

test('a key of the environment authenticates as one of a file does', async () => {
  const org = await fromBefore()
  await org.world.db.close()
  const key = randomBytes(32).toString('base64')
  const settings = readSettings({ DATA_DIR: org.world.folder, ENCRYPTION_KEY: key })
  const runtime = await openRuntime(settings)
  const ctx = contextOf(runtime, firefox)
  await ctx.db.write((tx) =>
    record(tx, ctx, org.id, {
      event: 'sessions.ended',
      actor: { kind: 'console', osUser: 'root' },
      detail: { sessions: 1 },
    }),
  )
  expect(await problemsOf({ ctx })).toEqual([])
  await runtime.db.close()
})
