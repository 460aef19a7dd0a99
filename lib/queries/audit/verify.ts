import { and, eq } from 'drizzle-orm'
import { serverHousehold } from '@/db/tables/organizations'
import type { Context } from '@/lib/context'
import type { Problem } from '@/lib/messages/audit/problem'
import { emptyList, type Head, headInWords, isGenuine, listed, listName } from '@/lib/records/audit/seal'
import { checkEntries } from './entries'

export type SeenHead = { chain: string; sequence: number; hash: string }

/** Reads what `headInWords` wrote; null where it is no such thing. */
export function readHead(text: string): SeenHead | null {
  const [, chain, sequence, hash] = /^([\w-]+):(\d{1,15}):([0-9a-f]{16})$/.exec(text.trim()) ?? []
  if (chain === undefined || sequence === undefined || hash === undefined) return null
  return { chain: chain === 'list' ? listName : chain, sequence: Number(sequence), hash }
}

/** What a look at one chain showed. `head`: where it ends, to be kept and given to a later look; null where unknown. */
export type Verified = { chain: string; name: string; head: string | null; problems: Problem[] }

/**
 * Looks at every chain and at the list of them. Whoever can write nothing but SQL cannot change, insert, remove or cut
 * an entry, nor a whole chain, unseen. `since`: heads of the log, which find an old state that was copied back whole.
 */
export async function verifyAudit(ctx: Context, since: SeenHead[] = []): Promise<Verified[]> {
  const { auditHeads, auditEntries, organizations } = ctx.db.tables
  const names = new Map((await ctx.db.read.select().from(organizations)).map(({ id, name }) => [id, name]))
  const filled = await ctx.db.read.selectDistinct({ chain: auditEntries.chain }).from(auditEntries)
  const withEntries = new Set(filled.map(({ chain }) => chain))
  // After the others: a server that runs adds all three in one transaction.
  const heads = new Map((await ctx.db.read.select().from(auditHeads)).map((head) => [head.chain, head]))
  const stored = heads.get(listName)
  const list = stored && isGenuine(ctx.vault, stored) ? stored : null
  heads.delete(listName)
  // Every organization was recorded when it was added; the server's own household may stay without an event.
  const recorded = [...names.keys()].filter((id) => id !== serverHousehold)
  const chains = new Set([...heads.keys(), ...recorded, ...withEntries])
  const result: Verified[] = []
  for (const chain of [...chains].sort()) {
    const head = heads.get(chain)
    const genuine = head !== undefined && isGenuine(ctx.vault, head)
    const problems = head
      ? [
          ...(genuine ? [] : [{ kind: 'head-changed' } as const]),
          ...(head.number === 0 ? [{ kind: 'unlisted' } as const] : []),
          ...(await checkEntries(ctx, chain, head)),
        ]
      : [{ kind: withEntries.has(chain) ? 'head-gone' : 'gone' } as const]
    const name = chain === serverHousehold ? 'the server itself' : (names.get(chain) ?? chain)
    result.push({ chain, name, head: genuine && head ? headInWords(head) : null, problems })
  }
  const listProblems: Problem[] = list
    ? missingFrom(list, [...heads.values()])
    : [{ kind: stored ? 'list-changed' : 'list-gone' }]
  result.push({ chain: listName, name: '', head: list && headInWords(list), problems: listProblems })
  for (const seen of since) {
    const problem = await checkSeen(ctx, seen, [...heads.values()], list)
    const about = result.find(({ chain }) => chain === seen.chain)
    if (problem && about) about.problems.push(problem)
    else if (problem) result.push({ chain: seen.chain, name: seen.chain, head: null, problems: [problem] })
  }
  return result
}

/** The chains that the list counts and that are not there, or there under another name. */
function missingFrom(list: Head, heads: Head[]): Problem[] {
  const numbers = new Set(heads.map(({ number }) => number))
  const problems: Problem[] = []
  for (let number = 1; number <= list.sequence; number++)
    if (!numbers.has(number)) problems.push({ kind: 'chain-gone', number })
  if (problems.length === 0 && !listOf(heads, list.sequence).hash.equals(list.hash))
    problems.push({ kind: 'list-changed' })
  return problems
}

/** The list as it was when it held that many chains. */
const listOf = (heads: Head[], length: number): Head =>
  heads
    .filter(({ number }) => number >= 1 && number <= length)
    .sort((a, b) => a.number - b.number)
    .reduce((list, { chain }) => listed(list, chain), emptyList)

/** Whether what a head of the log says is still so. */
async function checkSeen(
  ctx: Context,
  seen: SeenHead,
  heads: Head[],
  list: Head | null,
): Promise<Problem | null> {
  const differs: Problem = {
    kind: 'not-as-logged',
    sequence: seen.sequence,
    restoredAt: await lastRestore(ctx),
  }
  if (seen.chain === listName) {
    const then = listOf(heads, seen.sequence)
    const same = list && list.sequence >= seen.sequence && then.hash.toString('hex').startsWith(seen.hash)
    return same ? null : differs
  }
  const { auditEntries } = ctx.db.tables
  const [entry] = await ctx.db.read
    .select({ hash: auditEntries.hash })
    .from(auditEntries)
    .where(and(eq(auditEntries.chain, seen.chain), eq(auditEntries.sequence, seen.sequence)))
  const head = heads.find(({ chain }) => chain === seen.chain)
  const same =
    head && head.sequence >= seen.sequence && entry?.hash.toString('hex').startsWith(seen.hash) === true
  return same ? null : differs
}

/** When a backup was restored last: heads of the log from before may not be found any more. */
async function lastRestore(ctx: Context): Promise<string | null> {
  const { auditEntries } = ctx.db.tables
  const rows = await ctx.db.read
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(and(eq(auditEntries.chain, serverHousehold), eq(auditEntries.event, 'server.restored')))
  return (
    rows
      .map(({ at }) => at.toISOString())
      .sort()
      .at(-1) ?? null
  )
}
