import Sqlite from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { copySqlite } from '@/db/backup'
import { mintConsole } from '@/lib/actors'
import { restoreBackup } from '@/lib/acts/server/restore'
import { examine } from '@/lib/cli/examine'
import { minutes } from '@/lib/duration'
import { listName, sealHead } from '@/lib/records/audit/seal'
import { tell } from '@/lib/records/outbox/outbox'
import { problemsOf } from '../../support/world/audit-trail'
import { type Organization, organization } from '../../support/world/organization'
import { keyInFile, type World } from '../../support/world/world'

/*
 * More rows than a call takes arguments, or a query parameters: what is done with each of them is done all the same.
 */

const veryMany = 200_000
const moreThanParameters = 33_000

/** Runs SQL in which `n` counts up to so many. */
function fill({ file }: World, many: number, sql: string): void {
  const connection = new Sqlite(file)
  try {
    const counting = `with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${many})`
    connection.exec(sql.replace(' select ', ` ${counting} select `))
  } finally {
    connection.close()
  }
}

async function withoutSoManyChains(): Promise<Organization> {
  const org = await organization()
  const { db, vault } = org.ctx
  const { auditHeads } = db.tables
  const [list] = await db.read.select().from(auditHeads).where(eq(auditHeads.chain, listName))
  if (!list) throw new Error('There is no list of chains.')
  const longer = sealHead(vault, { ...list, sequence: veryMany })
  await db.write((tx) => tx.update(auditHeads).set(longer).where(eq(auditHeads.chain, listName)))
  return org
}

test('very many organizations whose audit logs are gone are all named, by verify and by doctor', async () => {
  const org = await withoutSoManyChains()
  const settings = keyInFile(org.world)
  const gone = (await problemsOf(org)).filter(({ kind }) => kind === 'chain-gone')
  expect(gone.length).toBeGreaterThan(veryMany - 3)
  const named = await examine(settings, { host: '127.0.0.1', port: 9 })
  expect(named.filter(({ name }) => name === 'audit log')).toHaveLength(gone.length)
})

test('an email is written after very many of its kind', async () => {
  const org = await organization()
  const ben = await org.agent()
  const now = org.ctx.now().getTime()
  fill(
    org.world,
    veryMany,
    `insert into outbox (id, merge_key, created_at, due_at, expires_at, closed_at) select 'x' || n, 'tested', ${now}, ${now}, ${now}, ${now} from counted`,
  )
  const { outbox } = org.ctx.db.tables
  await org.ctx.db.write((tx) => tell(tx, org.ctx, ben, 'password-changed', {}, { mergeKey: 'tested' }))
  const [written] = await org.ctx.db.read.select().from(outbox).where(eq(outbox.name, 'password-changed'))
  expect(written?.dueAt).toEqual(new Date(now + minutes(15)))
})

test('a backup is restored when very many sign-ins are not finished', async () => {
  const org = await organization()
  const ben = await org.agent({ enrolled: true })
  const settings = keyInFile(org.world)
  const backup = `${org.world.folder}/backup.sqlite`
  copySqlite(org.world.file, backup)
  fill(
    org.world,
    moreThanParameters,
    `insert into challenges (id, token_digest, user_id, channel, credential_version, created_at, expires_at) select 'x' || n, cast('x' || n as blob), '${ben.id}', 'web', 0, ${org.ctx.now().getTime()}, ${org.ctx.now().getTime() + minutes(10)} from counted`,
  )
  await org.ctx.db.close()
  const { heads } = await restoreBackup(settings, mintConsole('root'), backup, { now: org.world.clock.now })
  expect(heads.length).toBeGreaterThan(0)
  const restored = new Sqlite(org.world.file, { readonly: true })
  const { untold } = restored.prepare('select count(*) as untold from challenges').get() as { untold: number }
  restored.close()
  expect(untold).toBe(moreThanParameters)
})
