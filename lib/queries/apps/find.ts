import { asc, eq } from 'drizzle-orm'
import type { AppClient, AppTwoFactor, SigningAlgorithm } from '@/db/tables/apps'
import type { Admin } from '@/lib/actors'
import { linesOf } from '@/lib/app-addresses'
import type { Context } from '@/lib/context'
import { readApp } from '@/lib/records/apps/app'
import type { AppRow } from './row'

export type AppDetails = AppRow & {
  /** Which of the known apps it is. */
  known: string | null
  openPaths: string[]
  redirectUris: string[]
  signedOutUris: string[]
  backchannelUri: string | null
  client: AppClient
  native: boolean
  pkceRequired: boolean
  signingAlgorithm: SigningAlgorithm
  twoFactor: AppTwoFactor
  freshHours: number | null
  /** Until when the secret before this one works; null where it doesn't. */
  formerSecretUntil: Date | null
  createdAt: Date
  /** Ids of the groups whose people may use it. */
  groupIds: string[]
  /** All groups of the organization, to choose from. */
  groups: { id: string; name: string }[]
}

/** One app of the admin's organization; null for any other. No secret is among it. */
export async function findApp(ctx: Context, admin: Admin, appId: string): Promise<AppDetails | null> {
  const { appGroups, groups } = ctx.db.tables
  const app = await readApp(ctx.db.read, ctx, admin.organizationId, appId)
  if (!app) return null
  const [chosen, all] = await Promise.all([
    ctx.db.read.select({ id: appGroups.groupId }).from(appGroups).where(eq(appGroups.appId, app.id)),
    ctx.db.read
      .select({ id: groups.id, name: groups.name })
      .from(groups)
      .where(eq(groups.organizationId, admin.organizationId))
      .orderBy(asc(groups.sortName)),
  ])
  const { id, name, kind, address, iconDigest, lastUsedAt, suspendedAt, forEveryone, known } = app
  const { backchannelUri, client, native, pkceRequired, signingAlgorithm, twoFactor, freshHours } = app
  const until = app.formerSecretDigest ? app.formerSecretUntil : null
  return {
    ...{ id, name, kind, address, iconDigest, lastUsedAt, suspendedAt, forEveryone, known },
    ...{ backchannelUri, client, native, pkceRequired, signingAlgorithm, twoFactor, freshHours },
    openPaths: linesOf(app.openPaths),
    redirectUris: linesOf(app.redirectUris),
    signedOutUris: linesOf(app.signedOutUris),
    formerSecretUntil: until && until > ctx.now() ? until : null,
    createdAt: app.createdAt,
    groupIds: chosen.map((row) => row.id),
    groups: all,
  }
}
