import type { Tables } from '@/db/tables'
import type { AppKind } from '@/db/tables/apps'

/** An app as lists and tiles show it. */
export type AppRow = {
  id: string
  name: string
  kind: AppKind
  address: string
  /** Names its icon; null: a letter stands for it. */
  iconDigest: string | null
  lastUsedAt: Date | null
  suspendedAt: Date | null
  forEveryone: boolean
}

/** What is read for it: no digest of a secret is among it. */
export const appColumns = (apps: Tables['apps']) => ({
  id: apps.id,
  name: apps.name,
  kind: apps.kind,
  address: apps.address,
  iconDigest: apps.iconDigest,
  lastUsedAt: apps.lastUsedAt,
  suspendedAt: apps.suspendedAt,
  forEveryone: apps.forEveryone,
})
