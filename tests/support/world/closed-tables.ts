import Sqlite from 'better-sqlite3'
import { expect } from 'vitest'
import type { DatabasePlace } from '@/db/open'
import type { Context } from '@/lib/context'
import { askPostgres } from './postgres'
import type { World } from './world'

/** From now on the audit trail of this database takes no entry. */
export const closeAuditTrail = (place: DatabasePlace) =>
  refuse(place, 'no_audit', 'audit_entries', 'the audit trail is full')

/** From now on no session can be opened in this database. */
export const closeSessions = (place: DatabasePlace) =>
  refuse(place, 'no_session', 'sessions', 'no more sessions')

/** From now on no app gets a refresh token. */
export const closeRefreshTokens = (place: DatabasePlace) =>
  refuse(
    place,
    'no_refresh_token',
    'oidc_rows',
    'no more refresh tokens',
    "when (new.model = 'RefreshToken')",
  )

/** From now on nobody with this address can be added. */
export const refuseAddress = (place: DatabasePlace, email: string) =>
  refuse(place, 'no_address', 'users', 'no such address', `when (new.email = '${email}')`)

async function refuse(
  place: DatabasePlace,
  name: string,
  table: string,
  why: string,
  when = '',
): Promise<void> {
  if (place.databaseServer) {
    await askPostgres(
      place.databaseServer,
      `create function ${name}() returns trigger language plpgsql as $$ begin raise exception '${why}'; end $$;
       create trigger ${name} before insert on ${table} for each row ${when} execute function ${name}()`,
    )
    return
  }
  const connection = new Sqlite(place.databaseFile)
  connection.exec(
    `create trigger ${name} before insert on ${table} ${when} begin select raise(abort, '${why}'); end`,
  )
  connection.close()
}

/** It takes entries again. */
export const reopenAuditTrail = (place: DatabasePlace) => accept(place, 'no_audit')

/** They can be opened again. */
export const reopenSessions = (place: DatabasePlace) => accept(place, 'no_session')

/** They get them again. */
export const reopenRefreshTokens = (place: DatabasePlace) => accept(place, 'no_refresh_token')

async function accept(place: DatabasePlace, name: string): Promise<void> {
  if (place.databaseServer) {
    await askPostgres(place.databaseServer, `drop function ${name} cascade`)
    return
  }
  const connection = new Sqlite(place.databaseFile)
  connection.exec(`drop trigger ${name}`)
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
