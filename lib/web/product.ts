import { sharedRuntime } from '@/lib/runtime'
import { isLocal } from '../settings'

/** The product's name on this server (`APP_NAME`). */
export const productName = () => sharedRuntime().settings.appName

/** A link to a page of ours, from `APP_URL` only: no header is ever believed. */
export const linkTo = (path: string) => new URL(path, sharedRuntime().settings.appUrl).href

/** Whether links of ours work on this computer only. */
export const isOnlyHere = () => isLocal(sharedRuntime().settings.appUrl)

/** Whether mail leaves this server. */
export const sendsMail = () => sharedRuntime().settings.smtpUrl !== null

/** Whether the database is a file on this server, which `countersign backup` copies. */
export const storesInFile = () => sharedRuntime().settings.databaseServer === null

/** Where a proxy on this computer reaches this server. */
export function ownAddress(): string {
  const { host, port } = sharedRuntime().settings
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? '127.0.0.1' : host
  return `${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Whether no proxy is believed (`TRUSTED_PROXIES`). */
export const trustsNoProxy = () => sharedRuntime().settings.trustedProxies.length === 0
