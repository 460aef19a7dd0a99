import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { desc, eq, isNotNull } from 'drizzle-orm'
import type { Database, Writer } from '@/db/database'
import { replaceFile } from '@/db/files/write'
import { insertRow } from '@/db/prepared'
import type { Vault } from '@/lib/crypto/vault'
import { emptyList, type Head, listed, listName, sealHead } from './seal'

/** Stands beside a database whose audit trail is authenticated: SQL can neither write nor remove it. */
export const sealedMark = (databaseFile: string) => join(dirname(databaseFile), 'audit.sealed')

/**
 * The first start: what the chains hold until now is taken as it is, once, and every entry from now on is
 * authenticated. With `mark`, a file that then says that it was done: a database that holds entries and no seals
 * although the file is there has lost them, and is left for `audit verify` to name.
 */
export async function beginAuthenticating(db: Database, vault: Vault, mark: string | null): Promise<void> {
  const { auditHeads } = db.tables
  const [list] = await db.read
    .select({ number: auditHeads.number })
    .from(auditHeads)
    .where(eq(auditHeads.chain, listName))
  const marked = mark !== null && existsSync(mark)
  if (!list && !(await db.write((tx) => sealAsItIs(tx, db, vault, marked)))) return
  if (mark !== null && !marked)
    replaceFile(mark, 'The audit log of this database is authenticated. Keep this file beside it.\n')
}

/** False where the seals were lost. */
async function sealAsItIs(tx: Writer, db: Database, vault: Vault, marked: boolean): Promise<boolean> {
  const { auditHeads, auditEntries, organizations } = db.tables
  await db.lock(tx, 'audit-list')
  const heads = await tx.select({ chain: auditHeads.chain }).from(auditHeads)
  // Another process may have been faster.
  if (heads.some(({ chain }) => chain === listName)) return true
  // What was authenticated before is not from before.
  const [keyed] = await tx
    .select({ chain: auditEntries.chain })
    .from(auditEntries)
    .where(isNotNull(auditEntries.keyId))
    .limit(1)
  if (heads.length > 0 || keyed) return false
  const chains = await tx.selectDistinct({ chain: auditEntries.chain }).from(auditEntries)
  const [organization] = await tx.select({ id: organizations.id }).from(organizations).limit(1)
  if (marked && (chains.length > 0 || organization)) return false
  let list: Head = emptyList
  for (const { chain } of chains) {
    list = listed(list, chain)
    const [last] = await tx
      .select({ sequence: auditEntries.sequence, hash: auditEntries.hash })
      .from(auditEntries)
      .where(eq(auditEntries.chain, chain))
      .orderBy(desc(auditEntries.sequence))
      .limit(1)
    if (!last) continue
    const head = { chain, number: list.sequence, ...last, boundary: last.sequence }
    await insertRow(tx, auditHeads, sealHead(vault, head))
  }
  await insertRow(tx, auditHeads, sealHead(vault, list))
  return true
}
