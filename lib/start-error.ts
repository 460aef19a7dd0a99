import { databaseError, FileError } from '@/db/files/trouble'
import { SettingsError } from './settings'

/**
 * Why a server or a command could not begin, or go on, in a sentence that says what to do; null for what is no one's
 * fault but ours.
 */
export function startError(error: unknown, databaseFile: string | undefined): string | null {
  if (error instanceof SettingsError || error instanceof FileError) return error.message
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown }
    // Damage shows where a damaged page is first read.
    if (
      databaseFile &&
      typeof code === 'string' &&
      /^SQLITE_(CORRUPT|NOTADB|FULL|IOERR|READONLY|CANTOPEN)/.test(code)
    )
      return databaseError(databaseFile, cause).message
  }
  return null
}
