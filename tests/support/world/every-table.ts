import { getTableColumns } from 'drizzle-orm'
import { type AnyPgColumn, getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '@/db/database'
import { beginEnrollment } from '@/lib/acts/two-factor/begin-enrollment'
import { requireTwoFactor } from '@/lib/acts/two-factor/require'
import { keepEvidenceKey } from '@/lib/records/evidence/keys'
import { keepSigningKeys } from '@/lib/records/oidc/turn-keys'
import { askForCodes } from './enrollment-codes'
import { type Organization, organization } from './organization'
import { granted } from './outcome'
import { addKey } from './passkeys'
import { addPhone } from './several'
import type { World } from './world'

/*
 * A database on PostgreSQL that has rows in every table: what people do, and for the rest values that go wrong where
 * bytes are taken for something else.
 */

const odd: Record<string, (n: number) => unknown> = {
  string: (n) => `Zoë 🜂 ${'\\'.repeat(n)}"'{},\n\tNULL null ${n}`,
  custom: (n) => `Zoë 🜂 ${'\\'.repeat(n)}"'{},\n\tNULL null ${n}`,
  number: (n) => [0, -1, 2 ** 53 - 1][n],
  boolean: (n) => n % 2 === 0,
  date: (n) => new Date([1, 1_700_000_000_123, 253_402_300_799_999][n] ?? 0),
}

export async function everyTable(world?: World): Promise<Organization> {
  const org = await organization('Acme Freight', world)
  await org.agent({ invited: true })
  await addPhone(await org.agent({ enrolled: true, required: true }))
  await addKey(await org.agent())
  await org.agent({ suspended: true })
  const begun = await org.agent()
  granted(await beginEnrollment(org.ctx, await begun.signIn(), { password: begun.password }))
  await askForCodes(org)
  const input = {
    userId: (await org.agent()).id,
    required: true,
    signOut: true,
    enrollmentBy: 'code' as const,
  }
  granted(await requireTwoFactor(org.ctx, await org.asAdmin(), input))
  await keepSigningKeys(org.ctx)
  await keepEvidenceKey(org.ctx)
  const { db } = org.ctx
  for (const table of Object.values(db.tables)) {
    const there = await db.read.select().from(table).limit(1)
    if (there.length === 0 || table === db.tables.serverFacts)
      for (const n of [0, 1, 2]) await plant(db, table, n)
  }
  return org
}

async function plant(db: Database, table: PgTable, n: number): Promise<void> {
  const parents = new Map<string, unknown>()
  for (const { reference } of getTableConfig(table).foreignKeys) {
    const { columns, foreignTable, foreignColumns } = reference()
    const rows: Record<string, unknown>[] = await db.read.select().from(foreignTable)
    const key = Object.entries(getTableColumns(foreignTable)).find(
      ([, one]) => one === foreignColumns[0],
    )?.[0]
    parents.set(columns[0]?.name ?? '', rows[n % rows.length]?.[key ?? ''])
  }
  const columns: [string, AnyPgColumn][] = Object.entries(getTableColumns(table))
  const row = columns.map(([key, column]) => {
    if (parents.has(column.name)) return [key, parents.get(column.name)]
    if (!column.notNull && n === 1) return [key, null]
    return [
      key,
      column.getSQLType() === 'bytea' ? Buffer.from([0, 255, 92, 39, n]) : odd[column.dataType]?.(n),
    ]
  })
  await db.write((tx) => tx.insert(table).values(Object.fromEntries(row)))
}

/** All that is in a database, table by table, as the product reads it. */
export async function allRows({ tables, read }: Database): Promise<Record<string, unknown[]>> {
  const found: [string, unknown[]][] = []
  for (const [name, table] of Object.entries(tables)) {
    const rows = await read.select().from(table)
    found.push([
      name,
      rows
        .map((row) => [JSON.stringify(row), row] as const)
        .sort(byText)
        .map(([, row]) => row),
    ])
  }
  return Object.fromEntries(found)
}

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) =>
  a < b ? -1 : a > b ? 1 : 0
