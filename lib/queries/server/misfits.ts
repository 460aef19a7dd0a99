import { inArray } from 'drizzle-orm'
import proxyAddr from 'proxy-addr'
import type { Context } from '@/lib/context'
import { foreignHostWords, foreignProxyWords } from '@/lib/messages/settings'
import { factOf, type Observation } from '@/lib/records/server/observed'
import type { Settings } from '@/lib/settings'

const kinds = ['forwarded-by', 'asked-as'] as const satisfies readonly Observation[]

/** What was seen last, by kind. */
async function observed(ctx: Context): Promise<Partial<Record<Observation, string>>> {
  const { serverFacts } = ctx.db.tables
  const rows = await ctx.db.read
    .select()
    .from(serverFacts)
    .where(inArray(serverFacts.name, kinds.map(factOf)))
  return Object.fromEntries(
    kinds.flatMap((kind) =>
      rows.filter(({ name }) => name === factOf(kind)).map(({ value }) => [kind, value]),
    ),
  )
}

/** What was seen that the settings still do not fit, each with what to do, in one sentence. */
export async function misfits(ctx: Context, settings: Settings): Promise<string[]> {
  const { 'forwarded-by': proxy, 'asked-as': host } = await observed(ctx)
  const said: string[] = []
  if (proxy && !proxyAddr.compile(settings.trustedProxies)(proxy, 0)) said.push(foreignProxyWords(proxy))
  if (host && host !== settings.appUrl.host) said.push(foreignHostWords(host, settings.appUrl))
  return said
}
