// By name: the database's errors are thrown by the server's bundle, which has classes of its own.
const inability: Record<string, Inability> = {
  DatabaseBusyError: 'server-busy',
  DatabaseGoneError: 'server-busy',
  HashingBusyError: 'server-busy',
  KeyMissingError: 'server-busy',
  DatabaseFullError: 'server-full',
}

type Inability = 'server-busy' | 'server-full'

// Next's bundle meets the error, and the server's answers: what they share stands on globalThis.
const shared = globalThis as { countersignUnable?: Map<string, Inability> }
const remembered = 1000

/** Notes that a page failed by what is no one's fault and passes, for the server to answer by. */
export function noteInability(requestId: string, error: unknown): void {
  const inability = inabilityOf(error)
  if (!inability) return
  shared.countersignUnable ??= new Map()
  shared.countersignUnable.set(requestId, inability)
  // What no one asked for again was answered before it failed.
  const [oldest] = shared.countersignUnable.keys()
  if (oldest !== undefined && shared.countersignUnable.size > remembered)
    shared.countersignUnable.delete(oldest)
}

/** What was noted of this request, once. */
export function takeInability(requestId: string): Inability | null {
  const noted = shared.countersignUnable?.get(requestId) ?? null
  shared.countersignUnable?.delete(requestId)
  return noted
}

/** What people are told of an error that is no one's fault and passes; null for a bug. */
export const inabilityOf = (error: unknown) =>
  (error instanceof Error ? inability[error.name] : undefined) ?? null
