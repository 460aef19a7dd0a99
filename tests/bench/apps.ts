import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { openRuntime } from '@/lib/jobs/open-runtime'
import { newSecret } from '@/lib/records/apps/secret'
import { openSession } from '@/lib/records/sessions/session'
import { contextOf } from '@/lib/runtime'
import { readSettings } from '@/lib/settings'
import { connections } from './load'
import { populate } from './people'
import { type Server, startProduct } from './server'

/** What an app's program has to know of itself. */
export type App = { id: string; secret: string; returnsTo: string }

/** A server whose people sign in to apps: one of its apps, and one person's session for every connection. */
export type WithApps = { apps: number; people: number; server: Server; app: App; sessions: string[] }

const returnsTo = 'https://wiki.example.com/callback'

/** Starts the product with one organization of so many people and so many apps, each for everyone. */
export async function startWithApps(
  build: string,
  folder: string,
  { apps, people }: { apps: number; people: number },
): Promise<WithApps> {
  const dataFolder = join(folder, `apps-${apps}`)
  await populate(dataFolder, { people })
  const added = await addApps(dataFolder, apps)
  return { apps, people, server: await startProduct(build, dataFolder), ...added }
}

async function addApps(dataFolder: string, count: number): Promise<{ app: App; sessions: string[] }> {
  const runtime = await openRuntime(readSettings({ DATA_DIR: dataFolder }))
  const ctx = contextOf(runtime, { address: '', userAgent: '' })
  const { apps, users } = ctx.db.tables
  const agents = await ctx.db.read.select().from(users).where(eq(users.role, 'agent')).limit(connections)
  const organizationId = agents[0]?.organizationId ?? ''
  const { secret, secretDigest } = newSecret()
  // Theirs is in the middle, of the apps as of the ids.
  const all = Array.from({ length: count }, (_, n) => ({
    ...{ id: randomUUID(), organizationId, name: `App ${n}`, sortName: `app ${n}`, kind: 'oidc' as const },
    ...{ address: 'https://wiki.example.com', redirectUris: returnsTo, secretDigest, createdAt: ctx.now() },
  })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const sessions: string[] = []
  await ctx.db.write(async (tx) => {
    for (const app of all) await tx.insert(apps).values(app)
    for (const agent of agents) sessions.push((await openSession(tx, ctx, agent, 'web')).token)
  })
  await ctx.db.close()
  return { app: { id: all[count >> 1]?.id ?? '', secret, returnsTo }, sessions }
}
