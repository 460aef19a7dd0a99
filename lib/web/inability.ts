// By name: the database's errors are thrown by the server's bundle, which has classes of its own.
const inability: Record<string, 'server-busy' | 'server-full'> = {
  DatabaseBusyError: 'server-busy',
  DatabaseGoneError: 'server-busy',
  HashingBusyError: 'server-busy',
  DatabaseFullError: 'server-full',
}

/** What people are told of an error that is nobody's fault and passes; null for a bug. */
export const inabilityOf = (error: unknown) =>
  (error instanceof Error ? inability[error.name] : undefined) ?? null
