import type { Context } from '@/lib/context'

/** What a server saw of the network in front of it that its settings do not fit, for `doctor` to tell. */
export type Observation = 'forwarded-by' | 'asked-as'

export const factOf = (kind: Observation) => `observed-${kind}`

/** Remembers the last one of its kind: the address of a proxy that is not trusted, or a host that is not `APP_URL`'s. */
export async function observe(ctx: Context, kind: Observation, value: string): Promise<void> {
  const { serverFacts } = ctx.db.tables
  await ctx.db.write((tx) =>
    tx
      .insert(serverFacts)
      .values({ name: factOf(kind), value })
      .onConflictDoUpdate({ target: serverFacts.name, set: { value } }),
  )
}
