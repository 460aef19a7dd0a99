import type { Database } from '@/db/database'
import type { Vault } from './crypto/vault'

/** Where a request came from. */
export type Origin = {
  /** The client's address, as `server/` resolved it. Empty on the command line, and where the server acts by itself. */
  address: string
  /** The raw User-Agent header. Never shown: see `describeClient`. */
  userAgent: string
}

/** How recovery requests are decided. */
export type RecoveryRules = {
  /** How many different operators must approve. */
  approvals: number
  /** How long everyone can still stop it after the last approval, in milliseconds. */
  wait: number
}

/** What every rule is given: the data, the key, the clock, and where the request came from. */
export type Context = {
  db: Database
  vault: Vault
  /** The product's name, as authenticator apps show it (`APP_NAME`). */
  appName: string
  /** The host of `APP_URL`, which tells this server's entries in those apps from those of another one of the same name. */
  appHost?: string
  /** The origin of `APP_URL`: the only one whose passkeys are believed. Missing: passkeys do not work here. */
  appOrigin?: string
  recovery: RecoveryRules
  now(): Date
  origin: Origin
}
