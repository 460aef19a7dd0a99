import { eq } from 'drizzle-orm'
import type { Problem } from '@/lib/messages/audit/problem'
import { readHead, verifyAudit } from '@/lib/queries/audit/verify'
import { type Organization, organization } from './organization'
import type { World } from './world'

type Trail = Pick<World, 'ctx'>

/** An organization in which a dozen things happened. */
export async function busyOrganization(): Promise<Organization> {
  const org = await organization()
  await org.agent({ enrolled: true })
  await org.agent({ required: true })
  return org
}

/** The entries of its chain, oldest first. */
export async function chainRows({ ctx, id }: Pick<Organization, 'ctx' | 'id'>) {
  const { auditEntries } = ctx.db.tables
  const found = await ctx.db.read.select().from(auditEntries).where(eq(auditEntries.chain, id))
  return found.sort((a, b) => a.sequence - b.sequence)
}

/** Everything that `audit verify` finds, whatever chain it is in. `since`: heads as the log shows them. */
export async function problemsOf({ ctx }: Trail, ...since: string[]): Promise<Problem[]> {
  const heads = since.map((text) => {
    const head = readHead(text)
    if (!head) throw new Error(`Not a head: ${text}`)
    return head
  })
  return (await verifyAudit(ctx, heads)).flatMap(({ problems }) => problems)
}
