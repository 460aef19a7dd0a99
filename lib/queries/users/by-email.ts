import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Console } from '@/lib/actors'
import type { Context } from '@/lib/context'
import type { emailInput } from '@/lib/inputs'
import { fail, ok, type Result } from '@/lib/result'

/** Whom the console means: anyone on this server, by their email address. */
export async function findByEmail(
  ctx: Context,
  _console: Console,
  { email }: z.output<typeof emailInput>,
): Promise<Result<{ userId: string }, 'user-unknown'>> {
  const { users } = ctx.db.tables
  const [user] = await ctx.db.read.select({ id: users.id }).from(users).where(eq(users.email, email))
  return user ? ok({ userId: user.id }) : fail('user-unknown')
}
