import Sqlite from 'better-sqlite3'
import { expect } from 'vitest'
import type { DatabasePlace } from '@/db/open'
import type { Context } from '@/lib/context'
import { askPostgres } from './postgres'
import type { World } from './world'

/** From now on the audit trail of this database takes no entry. */
export async function closeAuditTrail({ databaseServer, databaseFile: file }: DatabasePlace): Promise<void> {
  if (databaseServer) {
    const refuse = "begin raise exception 'the audit trail is full'; end"
    await askPostgres(
      databaseServer,
      `create function no_audit() returns trigger language plpgsql as $$ ${refuse} $$;
       create trigger no_audit before insert on audit_entries for each row execute function no_audit()`,
    )
    return
  }
  const connection = new Sqlite(file)
  connection.exec(
    "create trigger no_audit before insert on audit_entries begin select raise(abort, 'the audit trail is full'); end",
  )
  connection.close()
}

/** It takes entries again. */
export async function reopenAuditTrail({ databaseServer, databaseFile: file }: DatabasePlace): Promise<void> {
  if (databaseServer) {
    await askPostgres(databaseServer, 'drop function no_audit cascade')
    return
  }
  const connection = new Sqlite(file)
  connection.exec('drop trigger no_audit')
  connection.close()
}

/** Everything in the database, but for what is spent before a secret is compared and for that a session was used. */
async function everything(ctx: Context): Promise<string> {
  const { throttles: _, ...tables } = ctx.db.tables
  const state: unknown[] = []
  for (const table of Object.values(tables)) state.push(await ctx.db.read.select().from(table))
  return JSON.stringify(state)
}

/** An act of a person, or of an admin on a person. */
export type Act = () => Promise<unknown>

/** Expects the act to throw and the database to be as it was, once the audit trail takes no entry. */
export async function expectNothingWithoutEntry({ ctx, place }: World, act: Act): Promise<void> {
  await closeAuditTrail(place)
  const before = await everything(ctx)
  await expect(act()).rejects.toThrow('the audit trail is full')
  expect(await everything(ctx)).toBe(before)
}
