import type { z } from 'zod'
import type { Context } from '@/lib/context'
import { findByEmail } from '@/lib/queries/users/by-email'
import { granted, readInput } from './arguments'
import { type Call, printable } from './command'

/**
 * Whom a command is about: reads the email address and the rest of `schema`, asks whether to go on, and looks them up.
 * Throws `UsageError` where one of these fails.
 */
export async function personOf<Schema extends z.ZodType<{ email: string }>>(
  call: Call,
  schema: Schema,
  asks: (email: string) => string,
): Promise<{ ctx: Context; userId: string; email: string; input: z.output<Schema> }> {
  const input = readInput(call, schema, 'email')
  const email = printable(input.email)
  await call.confirm(asks(email))
  const ctx = await call.open()
  const { userId } = granted(await findByEmail(ctx, call.console, { email: input.email }), input.email)
  return { ctx, userId, email, input }
}
