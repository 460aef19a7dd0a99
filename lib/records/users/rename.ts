import type { Writer } from '@/db/database'
import type { Context } from '@/lib/context'
import { changeUser, type User } from './change'
import { fold } from './fold'
import { indexWords } from './words'

/** Gives a person another name, by which they are found and listed from now on; null where they are gone. */
export async function giveName(tx: Writer, ctx: Context, userId: string, name: string): Promise<User | null> {
  const renamed = await changeUser(tx, ctx, userId, { name, sortName: fold(name) })
  if (renamed) await indexWords(tx, ctx, renamed)
  return renamed
}
